// Made by `npm run generate` from openapi/external-bookings.yaml (Solv external bookings 1.0.0). Do not edit.
/** Where the booking was made, and optionally why it is cancelled. */
export type CancelExternalBookingRequest = {
  /**
   * Why the booking is cancelled, in words a person at the clinic understands.
   * @example The patient asked for another day.
   */
  cancellation_reason?: string;
  /**
   * The outside system's id of the location at which the booking was made.
   * @example ehr-location-17
   */
  external_location_id: string;
  /**
   * The id of the service integration through which the booking was made.
   * @example sample-ehr-service
   */
  service_id: string;
};
/** A booking at one Solv location, with the patient's details. */
export type Booking = {
  /**
   * City of the patient's postal address.
   * @example Sampletown
   */
  address_city?: string;
  /**
   * State of the patient's postal address.
   * @example CA
   */
  address_state?: string;
  /**
   * Street and number of the patient's postal address.
   * @example 1 Example Street
   */
  address_street?: string;
  /**
   * Second line of the patient's postal address, such as an apartment.
   * @example Apt 0
   */
  address_street_secondary?: string;
  /**
   * ZIP code of the patient's postal address.
   * @example 00000
   */
  address_zip?: string;
  /**
   * When the appointment takes place. No format is documented.
   * @example 2031-05-20T16:30:00Z
   */
  appointment_date: string;
  /**
   * The patient's date of birth. No format is documented.
   * @example 2001-01-01
   */
  birth_date: string;
  /**
   * The sex the patient was registered with at birth.
   * @example unspecified
   */
  birth_sex?: string;
  /**
   * Where the patient manages the booking, if the clinic uses a page of its own.
   * @example https://clinic.example/bookings/sample
   */
  custom_booking_management_url?: string;
  /**
   * The patient's e-mail address.
   * @example jane.sample@example.com
   */
  email: string;
  /**
   * The id of the booking in the clinic's EMR.
   * @example emr-booking-0001
   */
  emr_booking_id?: string;
  /**
   * The patient's first name.
   * @example Jane
   */
  first_name: string;
  /**
   * The patient's gender.
   * @example unspecified
   */
  gender?: string;
  /**
   * Solv's own id of the booking, not the outside system's.
   * @example 1001
   */
  id: number;
  /**
   * Whether the patient came without an appointment.
   * @example false
   */
  is_walk_in: boolean;
  /**
   * The patient's last name.
   * @example Sample
   */
  last_name: string;
  /**
   * Solv's own id of the location, not the outside system's.
   * @example 501
   */
  location_id: number;
  /**
   * How far the patient's paperwork has got. No list of values is documented.
   * @example incomplete
   */
  paperwork_status: string;
  /**
   * The patient's phone number. No format is documented.
   * @example +15555550100
   */
  phone: string;
  /**
   * Why the patient comes, not why the booking is cancelled.
   * @example Sample visit
   */
  reason: string;
  /**
   * Where the booking stands. No list of values is documented.
   * @example cancelled
   */
  status: string;
};
/** What did not validate, one item for each fault. */
export type HTTPValidationError = {
  /** The faults. Not required, so it may be absent. */
  detail?: ValidationError[];
};
/** One fault in what was sent. Further members may be present and may echo the input. */
export type ValidationError = {
  /**
   * The way to the fault, from the part of the request down to the property.
   * @example [
   *       "body",
   *       "external_location_id"
   *     ]
   */
  loc: (string | number)[];
  /**
   * Message
   * The fault in words.
   * @example field required
   */
  msg: string;
  /**
   * Error Type
   * The kind of fault, for programs.
   * @example value_error.missing
   */
  type: string;
};
/** Client credentials, and what the token is for. */
export type AccessTokenRequest = {
  /**
   * The partner's client id, the same as in `x-api-key`.
   * @example sample-client
   */
  client_id: string;
  /**
   * The partner's client secret.
   * @example sample-secret
   */
  client_secret: string;
  /**
   * The kind of grant. The API's reference asks for `service_api`.
   * @default service_api
   * @example service_api
   */
  grant_type: string;
  /**
   * The scopes asked for; several are joined by commas.
   * @example write:bookings
   */
  scope: string;
};
/** An access token and how long it lasts. */
export type AccessToken = {
  /**
   * The token, to be sent in `Authorization` behind the word `Bearer`.
   * @example sample-access-token
   */
  access_token: string;
  /**
   * The kind of token, typically `bearer`.
   * @example bearer
   */
  token_type: string;
  /**
   * The kind of grant that led to the token.
   * @example service_api
   */
  grant_type: string;
  /**
   * Seconds until the token expires. Present for booking scopes.
   * @example 3600
   */
  expires_in?: number;
  /**
   * Format: date-time
   * The moment at which the token expires. Present for booking scopes.
   * @example 2031-05-19T17:00:00Z
   */
  expiration_timestamp?: string;
  /**
   * A token for renewal. Present for booking scopes.
   * @example sample-refresh-token
   */
  refresh_token?: string;
};
/** The operations by path and method: what openapi-fetch takes. */
export interface paths {
  "/v1/partner/external_bookings/{external_booking_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Cancel an external booking
     * Cancels the booking that the outside system made at one of its locations, and answers with
     *     the booking as it stands afterwards.
     *
     *     If the answer is lost on its way, the cancel may still have been applied: look before you
     *     repeat it.
     */
    delete: operations["cancelExternalBooking"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create an access token
     * Exchanges client credentials for a bearer token. A token for booking scopes expires after
     *     one hour; several may be alive at the same time.
     */
    post: operations["createAccessToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
/** Every component of the description, by kind and name. */
export interface components {
  schemas: {
    CancelExternalBookingRequest: CancelExternalBookingRequest;
    Booking: Booking;
    HTTPValidationError: HTTPValidationError;
    ValidationError: ValidationError;
    AccessTokenRequest: AccessTokenRequest;
    AccessToken: AccessToken;
  };
  responses: never;
  parameters: {
    /**
     * The outside system's id of the booking to cancel. It travels as one percent-encoded path
     *     segment, so `a/b` is sent as `a%2Fb`.
     */
    external_booking_id: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
/** Every operation by its operationId: parameters, body and answers. */
export interface operations {
  cancelExternalBooking: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * The outside system's id of the booking to cancel. It travels as one percent-encoded path
         *     segment, so `a/b` is sent as `a%2Fb`.
         */
        external_booking_id: components["parameters"]["external_booking_id"];
      };
      cookie?: never;
    };
    /** Where the booking was made, and optionally why it is cancelled. */
    requestBody: {
      content: {
        "application/json": CancelExternalBookingRequest;
      };
    };
    responses: {
      /** The booking, cancelled. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": Booking;
        };
      };
      /** The path parameter or the body did not validate; nothing was cancelled. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": HTTPValidationError;
        };
      };
    };
  };
  createAccessToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The client credentials and the scopes asked for. */
    requestBody: {
      content: {
        "application/json": AccessTokenRequest;
      };
    };
    responses: {
      /** A bearer token for the scopes asked for. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": AccessToken;
        };
      };
      /** The body did not validate; no token was created. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": HTTPValidationError;
        };
      };
    };
  };
}
