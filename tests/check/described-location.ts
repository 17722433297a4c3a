/** Adds calls whose paths name a location, as the generator would write them. Import it before `src/`. */
import { jest } from "@jest/globals";

interface Described {
  readonly operations: { readonly cancelExternalBooking: { readonly path: string } };
}

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<Described>("../../generated/operations.js");
  const { cancelExternalBooking: cancel } = actual.operations;
  const added = (id: string, method: string, path: string) => ({ ...cancel, id, method, path });
  const location = "/v1/partner/locations/{location_id}";
  return {
    ...actual,
    operations: {
      ...actual.operations,
      sampleLocation: added("sampleLocation", "PUT", location),
      sampleBoth: added("sampleBoth", "PUT", `${location}/{external_booking_id}`),
      sampleBooking: added("sampleBooking", "PATCH", cancel.path),
    },
  };
});
