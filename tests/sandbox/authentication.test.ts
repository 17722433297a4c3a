/** Which credentials are enough: alternatives, scopes, and the moment at which a token expires. */
import { afterEach, expect, jest, test } from "@jest/globals";
import { type DescribedCredential, operations } from "../../src/description/operations.js";
import { troublesOf } from "../../src/sandbox/authentication.js";
import { createWorld } from "../../src/sandbox/seed.js";

afterEach(() => {
  jest.restoreAllMocks();
});

const key: DescribedCredential = { name: "k", type: "apiKey", header: "X-Api-Key", scopes: [] };
const token = (...scopes: string[]): DescribedCredential => ({
  name: "t",
  type: "http",
  scheme: "Bearer",
  header: "Authorization",
  scopes,
});

const world = createWorld("http://127.0.0.1:1");
world.tokens.set("sample-1", { scopes: ["read:sample"], expiresAt: 1000 });

function troubles(
  security: readonly (readonly DescribedCredential[])[],
  ...headers: [string, string][]
) {
  return troublesOf(
    {
      method: "DELETE",
      target: "/",
      body: new Uint8Array(),
      parameters: {},
      headers,
      operation: { ...operations.cancelExternalBooking, security },
    },
    world,
  );
}

const bearer: [string, string] = ["authorization", "bearer sample-1"];

test("an operation that asks for no credential is open", () => {
  expect(troubles([])).toEqual([]);
});

test("one of several alternatives is enough, and without any the first is asked for", () => {
  jest.spyOn(Date, "now").mockReturnValue(0);
  const alternatives = [[key], [token()]];
  expect(troubles(alternatives, bearer)).toEqual([]);
  expect(troubles(alternatives, ["x-api-key", "sample-client"])).toEqual([]);
  expect(troubles(alternatives)).toEqual(["no_key"]);
  expect(troubles([...alternatives].reverse())).toEqual(["no_token"]);
});

test("within an alternative, everything that is wrong is told", () => {
  expect(troubles([[key, token()]], ["x-api-key", "sample-other"])).toEqual([
    "wrong_key",
    "no_token",
  ]);
});

test("a token is for every scope that is asked for", () => {
  jest.spyOn(Date, "now").mockReturnValue(0);
  expect(troubles([[token("read:sample")]], bearer)).toEqual([]);
  expect(troubles([[token("read:sample", "write:sample")]], bearer)).toEqual(["missing_scope"]);
});

test("a token has expired at the moment at which it expires", () => {
  const now = jest.spyOn(Date, "now").mockReturnValue(999);
  expect(troubles([[token()]], bearer)).toEqual([]);
  now.mockReturnValue(1000);
  expect(troubles([[token()]], bearer)).toEqual(["expired_token"]);
});
