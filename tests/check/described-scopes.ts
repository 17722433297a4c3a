/** Lets the cancel ask for two scopes, as the generator would write it. Import it before `src/`. */
import { jest } from "@jest/globals";

interface Described {
  readonly operations: { readonly cancelExternalBooking: { readonly security: object[][] } };
}

jest.mock("../../generated/operations.js", () => {
  const actual = jest.requireActual<Described>("../../generated/operations.js");
  const { cancelExternalBooking: cancel } = actual.operations;
  const security = cancel.security.map((credentials) =>
    credentials.map((credential) => ({ ...credential, scopes: ["write:sample", "read:sample"] })),
  );
  return {
    ...actual,
    operations: { ...actual.operations, cancelExternalBooking: { ...cancel, security } },
  };
});
