/** What the sandbox refuses, with which status, and that nothing is cancelled by it. */
import { describe, expect, test } from "@jest/globals";
import { operations, operationsAt } from "../../src/description/operations.js";
import { headerOf } from "../../src/http/wire.js";
import {
  type Asked,
  authorizedBy,
  bookingAt,
  cancel,
  cancelled,
  cancelOf,
  json,
  start,
  type Trial,
  withHeader,
} from "./helpers.js";
import { errorsIn, findingsIn } from "./judged.js";

const plain = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox);
const headersOf = (trial: Trial) => plain(trial).headers;
const cancelBody = (trial: Trial) => plain(trial).body as object;
const documented = operationsAt("/v1/partner/external_bookings/a").map(({ method }) => method);
const bodyless = (method: string) => (method === "POST" ? {} : { body: null });
const targetOf = (id: string) => operations.cancelExternalBooking.path.replace(/\{.*\}/, id);

describe("a refused cancel", () => {
  const refused: Record<string, [number, (trial: Trial) => Asked]> = {
    "no token": [401, authorizedBy()],
    "a garbage token": [401, authorizedBy("Bearer sample-garbage")],
    "no token behind the scheme": [401, authorizedBy("Bearer")],
    "another scheme": [401, authorizedBy("Basic c2FtcGxl")],
    "an expired token": [401, authorizedBy("Bearer sample-expired-access-token")],
    "a token without the scope": [403, authorizedBy("Bearer sample-unscoped-access-token")],
    "no x-api-key": [401, (t) => ({ headers: withHeader(headersOf(t), "x-api-key") })],
    "a wrong x-api-key": [
      401,
      (t) => ({ headers: withHeader(headersOf(t), "x-api-key", "sample-other") }),
    ],
    "no token and no body": [401, (t) => ({ ...authorizedBy()(t), body: null })],
    "a wrong location": [
      404,
      (t) => ({ body: { ...cancelBody(t), external_location_id: "sample-other" } }),
    ],
    "a wrong service": [404, (t) => ({ body: { ...cancelBody(t), service_id: "sample-other" } })],
    "another letter case of the path": [
      404,
      (t) => ({ target: plain(t).target.replace("/v1", "/V1") }),
    ],
    "an id in another letter case": [
      404,
      (t) => ({ target: plain(t).target.replace("ehr-", "EHR-") }),
    ],
    "an id that is encoded twice": [
      404,
      (t) => ({ target: plain(t).target.replace("ehr-", "ehr%252D") }),
    ],
    "an id that cannot be decoded": [404, () => ({ target: targetOf("100%") })],
    "an empty id": [404, () => ({ target: targetOf("") })],
    "an empty id and no token": [404, (t) => ({ ...authorizedBy()(t), target: targetOf("") })],
    "another booking's location": [
      404,
      (t) => ({ body: cancelOf(bookingAt(t, 1), t.sandbox).body }),
    ],
    "an unknown id": [404, () => ({ target: targetOf("sample-unknown") })],
    ...Object.fromEntries(
      ["POST", "GET", "OPTIONS", "HEAD"]
        .filter((method) => !documented.includes(method))
        .map((method) => [`${method} instead`, [405, () => ({ method, ...bodyless(method) })]]),
    ),
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
    if (status === 405) expect(headerOf(answer.headers, "allow")).toBe(documented.join(", "));
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
    expect(findingsIn(answer)).toEqual([]);
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
