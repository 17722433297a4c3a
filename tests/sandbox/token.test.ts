/** Tokens of the sandbox: how they are issued, and which credentials are enough. */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { type DescribedCredential, operations } from "../../src/description/operations.js";
import { troublesOf } from "../../src/sandbox/authentication.js";
import { createWorld } from "../../src/sandbox/seed.js";
import {
  authorizedBy,
  cancel,
  json,
  send,
  start,
  type Trial,
  tokenOf,
  withHeader,
} from "./helpers.js";
import { errorsIn, findingsIn } from "./judged.js";

/** The token call of the sandbox: what it issues, for which scopes, and whom it refuses. */
describe("the token call", () => {
  const ask = ({ sandbox, transport }: Trial, changes: object = {}) => {
    const asked = { ...(tokenOf(sandbox).body as object), ...changes };
    return send({ sandbox, transport }, tokenOf(sandbox, { body: asked }));
  };

  /** Cancels with another token. */
  const cancelWith = (trial: Trial, token: string) =>
    cancel(trial, 0, authorizedBy(`Bearer ${token}`)(trial));

  describe("the token call", () => {
    test("issues a new token for the scopes asked for", async () => {
      const trial = await start();
      const tokens = [];
      for (const scope of ["write:bookings", "read:sample,write:bookings", "read:sample"]) {
        const answer = await ask(trial, { scope });
        expect(answer.status).toBe(200);
        expect(findingsIn(answer, operations.createAccessToken)).toEqual([]);
        tokens.push(json(answer) as { access_token: string; expires_in?: number });
      }
      expect(new Set(tokens.map(({ access_token }) => access_token)).size).toBe(3);
      expect(tokens.map(({ expires_in }) => expires_in)).toEqual([3600, 3600, undefined]);
      const statuses = [];
      for (const { access_token } of tokens) {
        statuses.push((await cancelWith(trial, access_token)).status);
      }
      expect(statuses).toEqual([200, 200, 403]);
    });

    test.each([
      ["a wrong secret", { client_secret: "sample-other" }, 401],
      ["another client", { client_id: "sample-other" }, 401],
      ["no scope", { scope: undefined }, 422],
      ["a scope of a wrong type", { scope: ["write:bookings"] }, 422],
    ])("refuses %s", async (_, changes, status) => {
      const answer = await ask(await start(), changes);
      expect(answer.status).toBe(status);
      expect(errorsIn(answer, operations.createAccessToken)).toEqual([]);
    });

    test("refuses a wrong x-api-key", async () => {
      const trial = await start();
      const { headers } = tokenOf(trial.sandbox);
      const asked = { headers: withHeader(headers, "x-api-key", "sample-other") };
      expect((await send(trial, tokenOf(trial.sandbox, asked))).status).toBe(401);
    });
  });

  describe("a token", () => {
    test("is described by its answer", async () => {
      const trial = await start();
      const before = Date.now();
      const [first, other] = [
        await ask(trial),
        await ask(trial, { scope: "read:sample", grant_type: "x" }),
      ];
      const moment = Date.parse(
        (json(first) as { expiration_timestamp: string }).expiration_timestamp,
      );
      expect(moment).toBeGreaterThanOrEqual(before + 3_600_000);
      expect(moment).toBeLessThanOrEqual(Date.now() + 3_600_000);
      expect(json(first)).toMatchObject({
        access_token: "sample-access-token-3",
        grant_type: "service_api",
        expires_in: 3600,
      });
      expect(json(other)).toMatchObject({ access_token: "sample-access-token-4", grant_type: "x" });
      expect(json(other)).not.toHaveProperty("expiration_timestamp");
    });

    test("is for each scope that is asked for, spaces around it or not", async () => {
      const trial = await start();
      const { access_token } = json(await ask(trial, { scope: "read:x , write:bookings" })) as {
        access_token: string;
      };
      expect((await cancelWith(trial, access_token)).status).toBe(200);
    });

    test("is refused in words", async () => {
      expect(json(await ask(await start(), { client_secret: "x" }))).toEqual({
        detail: "The client id is not known.",
      });
    });
  });
});

/** Which credentials are enough: alternatives, scopes, and the moment at which a token expires. */
describe("authentication", () => {
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
});
