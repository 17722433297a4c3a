/** Adds an operation to the description, as the generator would write it. Import it before `src/`. */
import { jest } from "@jest/globals";

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual("../../generated/operations.js") as {
    operations: {
      cancelExternalBooking: { security: readonly (readonly object[])[] };
      createAccessToken: object;
    };
  };
  // Beside the two calls alone, whatever else is described.
  const { cancelExternalBooking, createAccessToken } = actual.operations;
  const security = cancelExternalBooking.security.map((credentials) =>
    credentials.map((one) => ("scheme" in one ? { ...one, scopes: ["read:sample"] } : one)),
  );
  const added = { ...cancelExternalBooking, id: "sampleAdded", method: "PATCH", security };
  const { parameter, validator } = jest.requireActual<typeof import("../description/parameter.js")>(
    "../description/parameter.js",
  );
  const parameters = [
    parameter("external_booking_id", { in: "path" }),
    parameter("page", { in: "query", kinds: ["integer"], validate: validator(Number.isInteger) }),
    parameter("x-sample", {
      kinds: ["boolean"],
      validate: validator((value) => typeof value === "boolean"),
    }),
  ];
  return {
    ...actual,
    operations: {
      cancelExternalBooking,
      createAccessToken,
      sampleAdded: { ...added, parameters },
    },
  };
});
