/** The token call of the sandbox: what it issues, for which scopes, and whom it refuses. */
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
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
