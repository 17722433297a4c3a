// Made by `npm run generate` from openapi/external-bookings.yaml (Solv external bookings 1.0.0). Do not edit.
import * as validators from "./validators.js";

/** Every operation of the description, by its operationId. */
export const operations = {
  cancelExternalBooking: {
    id: "cancelExternalBooking",
    method: "DELETE",
    path: "/v1/partner/external_bookings/{external_booking_id}",
    source: "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}/delete",
    line: 45,
    parameters: [
      {
        name: "external_booking_id",
        in: "path",
        required: true,
        style: "simple",
        explode: false,
        kinds: [
          "string"
        ],
        schema: "#/components/parameters/external_booking_id/schema",
        validate: validators.validatePath_external_booking_id,
        source: "#/components/parameters/external_booking_id",
        line: 153
      }
    ],
    security: [
      [
        {
          name: "client_id",
          type: "apiKey",
          in: "header",
          header: "x-api-key",
          scopes: []
        },
        {
          name: "access_token",
          type: "http",
          scheme: "bearer",
          header: "authorization",
          scopes: [
            "write:bookings"
          ]
        }
      ]
    ],
    requestBody: {
      required: true,
      source: "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}/delete/requestBody",
      line: 62,
      content: {
        "application/json": {
          schema: "#/components/schemas/CancelExternalBookingRequest",
          validate: validators.validateCancelExternalBookingRequest,
          properties: [
            "cancellation_reason",
            "external_location_id",
            "service_id"
          ]
        }
      }
    },
    responses: {
      "200": {
        source: "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}/delete/responses/200",
        line: 75,
        headers: [],
        content: {
          "application/json": {
            schema: "#/components/schemas/Booking",
            validate: validators.validateBooking
          }
        }
      },
      "422": {
        source: "#/paths/~1v1~1partner~1external_bookings~1{external_booking_id}/delete/responses/422",
        line: 86,
        headers: [],
        content: {
          "application/json": {
            schema: "#/components/schemas/HTTPValidationError",
            validate: validators.validateHTTPValidationError
          }
        }
      }
    }
  },
  createAccessToken: {
    id: "createAccessToken",
    method: "POST",
    path: "/v1/auth/token",
    source: "#/paths/~1v1~1auth~1token/post",
    line: 98,
    parameters: [],
    security: [
      [
        {
          name: "client_id",
          type: "apiKey",
          in: "header",
          header: "x-api-key",
          scopes: []
        }
      ]
    ],
    requestBody: {
      required: true,
      source: "#/paths/~1v1~1auth~1token/post/requestBody",
      line: 108,
      content: {
        "application/json": {
          schema: "#/components/schemas/AccessTokenRequest",
          validate: validators.validateAccessTokenRequest,
          properties: [
            "client_id",
            "client_secret",
            "grant_type",
            "scope"
          ]
        }
      }
    },
    responses: {
      "200": {
        source: "#/paths/~1v1~1auth~1token/post/responses/200",
        line: 119,
        headers: [],
        content: {
          "application/json": {
            schema: "#/components/schemas/AccessToken",
            validate: validators.validateAccessToken
          }
        }
      },
      "422": {
        source: "#/paths/~1v1~1auth~1token/post/responses/422",
        line: 130,
        headers: [],
        content: {
          "application/json": {
            schema: "#/components/schemas/HTTPValidationError",
            validate: validators.validateHTTPValidationError
          }
        }
      }
    }
  }
} as const;
