// Made by `npm run generate` from openapi/external-bookings.yaml (Solv external bookings 1.0.0). Do not edit.
/** What a validator noted about one departure: places and keywords, never a value. */
export interface ValidationFault {
  /** JSON pointer into the validated value; `""` is the value itself. */
  instancePath: string;
  /** Pointer to the keyword in the description. */
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
  /** JSON pointer to what is at fault, also where that is missing. */
  pointer: string;
  /** The kind of what was found there; "nothing" where it is missing. */
  found: string;
}
/** Tells whether a value fits its schema; the first 51 departures are in `errors` until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: ValidationFault[] | null;
}
/** #/components/schemas/CancelExternalBookingRequest */
export declare const validateCancelExternalBookingRequest: Validator;
/** #/components/schemas/Booking */
export declare const validateBooking: Validator;
/** #/components/schemas/HTTPValidationError */
export declare const validateHTTPValidationError: Validator;
/** #/components/schemas/ValidationError */
export declare const validateValidationError: Validator;
/** #/components/schemas/AccessTokenRequest */
export declare const validateAccessTokenRequest: Validator;
/** #/components/schemas/AccessToken */
export declare const validateAccessToken: Validator;
/** #/components/parameters/external_booking_id/schema */
export declare const validatePath_external_booking_id: Validator;
