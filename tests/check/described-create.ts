/** Adds the call that creates a booking, as the generator would write it. Import it before `src/`. */
import { jest } from "@jest/globals";

interface Described {
  readonly operations: { readonly cancelExternalBooking: object };
}

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<Described>("../../generated/operations.js");
  const sampleCreate = {
    ...actual.operations.cancelExternalBooking,
    id: "sampleCreate",
    method: "POST",
    path: "/v1/partner/external_bookings",
    parameters: [],
  };
  return { ...actual, operations: { ...actual.operations, sampleCreate } };
});
