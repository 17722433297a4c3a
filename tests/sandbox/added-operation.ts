/** Adds an operation to the description, as the generator would write it. Import it before `src/`. */
import { jest } from "@jest/globals";

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual("../../generated/operations.js") as {
    operations: { cancelExternalBooking: { security: readonly (readonly object[])[] } };
  };
  const { cancelExternalBooking } = actual.operations;
  const security = cancelExternalBooking.security.map((credentials) =>
    credentials.map((one) => ("scheme" in one ? { ...one, scopes: ["read:sample"] } : one)),
  );
  const added = { ...cancelExternalBooking, id: "sampleAdded", method: "PATCH", security };
  const parameters = [
    {
      name: "external_booking_id",
      in: "path",
      required: true,
      type: "string",
      source: "#",
      line: 1,
    },
    { name: "page", in: "query", required: true, type: "integer", source: "#", line: 1 },
    { name: "x-sample", in: "header", required: true, type: "boolean", source: "#", line: 1 },
  ];
  return {
    ...actual,
    operations: { ...actual.operations, sampleAdded: { ...added, parameters } },
  };
});
