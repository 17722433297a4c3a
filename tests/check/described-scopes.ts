/** Lets the cancel ask for two scopes, as the generator would write it. Import it before `src/`. */
import { jest } from "@jest/globals";

interface Described {
  readonly operations: {
    readonly cancelExternalBooking: { readonly security: object[][] };
    readonly createAccessToken: object;
  };
}

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<Described>("../../generated/operations.js");
  // The two calls alone, whatever scopes others ask for.
  const { cancelExternalBooking: cancel, createAccessToken } = actual.operations;
  const security = cancel.security.map((credentials) =>
    credentials.map((credential) => ({ ...credential, scopes: ["write:sample", "read:sample"] })),
  );
  return {
    ...actual,
    operations: { createAccessToken, cancelExternalBooking: { ...cancel, security } },
  };
});
