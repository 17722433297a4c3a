/** Adds calls beside the cancel, as the generator would write them. Import it before `src/`. */
import { jest } from "@jest/globals";

interface Described {
  readonly operations: {
    readonly cancelExternalBooking: {
      readonly path: string;
      readonly security: readonly (readonly object[])[];
    };
  };
}

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<Described>("../../generated/operations.js");
  const { cancelExternalBooking: cancel } = actual.operations;
  const added = (id: string, method: string, path = cancel.path) => ({
    ...cancel,
    id,
    method,
    path,
  });
  const { requestBody: _, ...sampleRead } = {
    ...added("sampleRead", "GET"),
    requestBody: undefined,
  };
  const security = cancel.security.map((credentials) =>
    credentials.map((credential) => ({ ...credential, scopes: ["write:sample", "read:sample"] })),
  );
  const location = "/v1/partner/locations/{location_id}";
  return {
    ...actual,
    operations: {
      ...actual.operations,
      // One reads a booking, one changes it; one could act on something without being given a booking.
      sampleRead,
      sampleChange: added("sampleChange", "PATCH"),
      sampleCreate: {
        ...added("sampleCreate", "POST", cancel.path.replace(/\/\{.*/, "")),
        parameters: [],
      },
      // These name something else, and ask for scopes of their own.
      sampleLocation: { ...added("sampleLocation", "PUT", location), security },
      sampleBoth: { ...added("sampleBoth", "PUT", `${location}/{external_booking_id}`), security },
    },
  };
});
