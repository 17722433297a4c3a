import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description.js";
import { judgeResponse } from "../../src/judge/judge.js";
import { knowledge } from "../../src/judge/knowledge.js";
import { startSandbox } from "../../src/sandbox.js";
import { headerOf, type WireResponse } from "../../src/wire.js";
import {
  type Asked,
  bookingAt,
  cancel,
  cancelled,
  cancelOf,
  json,
  send,
  start,
  type Trial,
  tokenOf,
  withHeader,
} from "./helpers.js";
import { exchangeRaw } from "./raw.js";

const errorsIn = (answer: WireResponse, operation = operations.cancelExternalBooking) =>
  judgeResponse(operation, answer, knowledge).filter(({ severity }) => severity === "error");

const headersOf = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox).headers;

describe("a valid cancel", () => {
  test("of each booking answers with that booking, cancelled once", async () => {
    const trial = await start();
    for (const [position, { expect: expected }] of trial.sandbox.bookings.entries()) {
      const answer = await cancel(trial, position);
      expect(answer.status).toBe(200);
      expect(errorsIn(answer)).toEqual([]);
      expect(json(answer)).toMatchObject(expected);
      expect(cancelled(trial, position)).toBe(1);
    }
    expect(trial.sandbox.state().every(({ requests }) => requests === 1)).toBe(true);
  });

  test("repeated, answers the same and is counted", async () => {
    const trial = await start();
    const first = await cancel(trial);
    const second = await cancel(trial);
    expect(second.status).toBe(200);
    expect(json(second)).toEqual(json(first));
    expect(cancelled(trial)).toBe(2);
  });

  const unusual: Record<string, (trial: Trial) => Asked> = {
    "a reason": (trial) => ({
      body: { ...cancelBody(trial), cancellation_reason: "ärgerlich 予約 ".repeat(500) },
    }),
    "an empty reason": (trial) => ({ body: { ...cancelBody(trial), cancellation_reason: "" } }),
    "an unknown property": (trial) => ({ body: { ...cancelBody(trial), sample_extra: [1] } }),
    "a charset": (trial) => ({
      headers: withHeader(headersOf(trial), "Content-Type", "Application/JSON; charset=utf-8"),
    }),
    "a scheme in lower case": (trial) => ({
      headers: withHeader(
        headersOf(trial),
        "authorization",
        `bearer ${trial.sandbox.credentials.accessToken}`,
      ),
    }),
    "header names in capitals": (trial) => ({
      headers: headersOf(trial).map(([name, value]) => [name.toUpperCase(), value] as const),
    }),
    "an unknown header": (trial) => ({ headers: [...headersOf(trial), ["X-Sample", "1"]] }),
    "an unknown query": (trial) => ({
      target: `${cancelOf(bookingAt(trial), trial.sandbox).target}?sample=1`,
    }),
  };
  test.each(Object.keys(unusual))("with %s is accepted", async (name) => {
    const trial = await start();
    expect((await cancel(trial, 0, unusual[name]?.(trial))).status).toBe(200);
    expect(cancelled(trial)).toBe(1);
  });
});

const cancelBody = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox).body as object;

describe("a refused cancel", () => {
  const auth = (value?: string) => (trial: Trial) => ({
    headers: withHeader(headersOf(trial), "authorization", value),
  });
  const refused: Record<string, [number, (trial: Trial) => Asked]> = {
    "no token": [401, auth()],
    "a garbage token": [401, auth("Bearer sample-garbage")],
    "no token behind the scheme": [401, auth("Bearer")],
    "another scheme": [401, auth("Basic c2FtcGxl")],
    "an expired token": [401, auth("Bearer sample-expired-access-token")],
    "a token without the scope": [403, auth("Bearer sample-unscoped-access-token")],
    "no x-api-key": [401, (t) => ({ headers: withHeader(headersOf(t), "x-api-key") })],
    "a wrong x-api-key": [
      401,
      (t) => ({ headers: withHeader(headersOf(t), "x-api-key", "sample-other") }),
    ],
    "no token and no body": [401, (t) => ({ ...auth()(t), body: null })],
    "a wrong location": [
      404,
      (t) => ({ body: { ...cancelBody(t), external_location_id: "sample-other" } }),
    ],
    "a wrong service": [404, (t) => ({ body: { ...cancelBody(t), service_id: "sample-other" } })],
    "another letter case of the path": [
      404,
      (t) => ({ target: cancelOf(bookingAt(t), t.sandbox).target.replace("/v1", "/V1") }),
    ],
    "an id in another letter case": [
      404,
      (t) => ({ target: cancelOf(bookingAt(t), t.sandbox).target.replace("ehr-", "EHR-") }),
    ],
    "an id that is encoded twice": [
      404,
      (t) => ({ target: cancelOf(bookingAt(t), t.sandbox).target.replace("ehr-", "ehr%252D") }),
    ],
    "an id that cannot be decoded": [404, () => ({ target: targetOf("100%") })],
    "an empty id": [404, () => ({ target: targetOf("") })],
    "an empty id and no token": [404, (t) => ({ ...auth()(t), target: targetOf("") })],
    "another booking's location": [
      404,
      (t) => ({ body: cancelOf(bookingAt(t, 1), t.sandbox).body }),
    ],
    "an unknown id": [404, () => ({ target: targetOf("sample-unknown") })],
    "POST instead": [405, () => ({ method: "POST" })],
    "GET instead": [405, () => ({ method: "GET", body: null })],
    "OPTIONS instead": [405, () => ({ method: "OPTIONS", body: null })],
    "HEAD instead": [405, () => ({ method: "HEAD", body: null })],
    "more than 1 MiB": [
      413,
      (t) => ({ body: { ...cancelBody(t), cancellation_reason: "x".repeat(1_048_577) } }),
    ],
  };
  test.each(Object.keys(refused))("with %s cancels nothing", async (name) => {
    const trial = await start();
    const [status, asked] = refused[name] ?? [0, () => ({})];
    const answer = await cancel(trial, 0, asked(trial));
    expect(answer.status).toBe(status);
    expect(errorsIn(answer)).toEqual([]);
    expect(trial.sandbox.state().every((state) => state.cancelled === 0)).toBe(true);
    if (status === 405) expect(headerOf(answer.headers, "allow")).toBe("DELETE");
    if (status === 401) expect(headerOf(answer.headers, "www-authenticate")).toBe("Bearer");
  });

  test("is visible in the log, by the target that was sent", async () => {
    const trial = await start();
    await cancel(trial, 1, { body: null });
    expect(trial.sandbox.requests).toEqual([
      { method: "DELETE", target: targetOf("clinic-7%2F2031-00042"), status: 422, faults: [] },
    ]);
    expect(trial.sandbox.state()[1]).toMatchObject({ cancelled: 0, requests: 1 });
  });
});

const targetOf = (id: string) => operations.cancelExternalBooking.path.replace(/\{.*\}/, id);

describe("an invalid body", () => {
  const invalid: Record<string, [Asked, ...(string | number)[][]]> = {
    none: [{ body: null }, ["body"]],
    "malformed JSON": [{ body: '{"service_id":' }, ["body"]],
    "a byte order mark": [{ body: "\ufeff{}" }, ["body"]],
    "bytes that are not UTF-8": [{ body: new Uint8Array([0x22, 0xff, 0x22]) }, ["body"]],
    "an array": [{ body: [] }, ["body"]],
    null: [{ body: "null" }, ["body"]],
    "a string": [{ body: '"sample"' }, ["body"]],
    "no property": [{ body: {} }, ["body", "external_location_id"], ["body", "service_id"]],
    "a missing property": [
      { body: { external_location_id: "ehr-location-17" } },
      ["body", "service_id"],
    ],
    "a null": [
      { body: { external_location_id: null, service_id: "sample-ehr-service" } },
      ["body", "external_location_id"],
    ],
    "wrong types": [
      { body: { external_location_id: 1, service_id: [], cancellation_reason: true } },
      ["body", "external_location_id"],
      ["body", "service_id"],
      ["body", "cancellation_reason"],
    ],
  };
  test.each(Object.keys(invalid))("(%s) is answered in the documented shape", async (name) => {
    const trial = await start();
    const [asked, ...places] = invalid[name] ?? [{}];
    const answer = await cancel(trial, 0, asked);
    expect(answer.status).toBe(422);
    expect(judgeResponse(operations.cancelExternalBooking, answer, knowledge)).toEqual([]);
    const { detail } = json(answer) as { detail: { loc: unknown }[] };
    const found = detail.map(({ loc }) => JSON.stringify(loc));
    expect(found.sort()).toEqual(places.map((place) => JSON.stringify(place)).sort());
    expect(cancelled(trial)).toBe(0);
  });

  test.each([undefined, "text/plain", "application/x-www-form-urlencoded", "application/jsonx"])(
    "of the media type %s is one, too",
    async (mediaType) => {
      const trial = await start();
      const headers = withHeader(headersOf(trial), "content-type", mediaType);
      const answer = await cancel(trial, 0, { headers });
      expect(answer.status).toBe(422);
      expect(json(answer)).toMatchObject({ detail: [{ loc: ["body"] }] });
      expect(cancelled(trial)).toBe(0);
    },
  );
});

describe("the token call", () => {
  test("issues a new token for the scopes asked for", async () => {
    const trial = await start();
    const tokens = [];
    for (const scope of ["write:bookings", "read:sample,write:bookings", "read:sample"]) {
      const asked = tokenOf(trial.sandbox).body as object;
      const answer = await send(trial, tokenOf(trial.sandbox, { body: { ...asked, scope } }));
      expect(answer.status).toBe(200);
      expect(judgeResponse(operations.createAccessToken, answer, knowledge)).toEqual([]);
      tokens.push(json(answer) as { access_token: string; expires_in?: number });
    }
    expect(new Set(tokens.map(({ access_token }) => access_token)).size).toBe(3);
    expect(tokens.map(({ expires_in }) => expires_in)).toEqual([3600, 3600, undefined]);
    const statuses = [];
    for (const { access_token } of tokens) {
      const headers = withHeader(headersOf(trial), "authorization", `Bearer ${access_token}`);
      statuses.push((await cancel(trial, 0, { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 403]);
  });

  test.each([
    ["a wrong secret", { client_secret: "sample-other" }, 401],
    ["another client", { client_id: "sample-other" }, 401],
    ["no scope", { scope: undefined }, 422],
    ["a scope of a wrong type", { scope: ["write:bookings"] }, 422],
  ])("refuses %s", async (_, changes, status) => {
    const trial = await start();
    const asked = tokenOf(trial.sandbox).body as object;
    const answer = await send(trial, tokenOf(trial.sandbox, { body: { ...asked, ...changes } }));
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

describe("a sandbox", () => {
  test("has the kinds of id that have to be tried, each its own booking", async () => {
    const { sandbox } = await start();
    const ids = sandbox.bookings.map(({ external_booking_id }) => external_booking_id);
    for (const kind of [/^[a-z0-9-]+$/, /\//, / /, /[^\x20-\x7e]/, /%$/, /%2e/, /[A-Z].*[a-z]/]) {
      expect(ids.filter((id) => kind.test(id))).not.toEqual([]);
    }
    expect(new Set(sandbox.bookings.map(({ expect: { id } }) => id)).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(8);
  });

  test("can start with many bookings", async () => {
    const { sandbox } = await start({ bookings: 500 });
    expect(new Set(sandbox.bookings.map((booking) => booking.external_booking_id)).size).toBe(500);
  });

  test("says that a port is in use", async () => {
    const { sandbox } = await start();
    const port = Number(new URL(sandbox.baseUrl).port);
    await expect(startSandbox({ port })).rejects.toThrow(`Port ${port} is in use`);
  });

  test("says that a fault is not known, without repeating it", async () => {
    await expect(startSandbox({ faults: ["sample-unknown"] })).rejects.toThrow(
      /^There is no such fault; `solv-contract sandbox --faults` lists them\.$/,
    );
  });

  test("takes a whole URL as the target", async () => {
    const trial = await start();
    const request = cancelOf(bookingAt(trial), trial.sandbox);
    const target = trial.sandbox.baseUrl + request.target;
    expect((await exchangeRaw(trial, { ...request, target }, "quiet")).text).toMatch(
      /^HTTP\/1.1 200 /,
    );
    expect(cancelled(trial)).toBe(1);
  });

  test("answers a body that comes in pieces and an unknown path", async () => {
    const trial = await start();
    const request = cancelOf(bookingAt(trial), trial.sandbox);
    const answer = await fetch(trial.sandbox.baseUrl + request.target, {
      method: request.method,
      headers: request.headers.map(([name, value]) => [name, value] as [string, string]),
      body: new Blob([JSON.stringify(request.body)]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(200);
    expect((await fetch(trial.sandbox.baseUrl)).status).toBe(404);
  });
});
