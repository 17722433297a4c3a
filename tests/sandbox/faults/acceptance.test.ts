import { describe, expect, test } from "@jest/globals";
import { acceptanceFaults } from "../../../src/sandbox/faults/acceptance.js";
import { rejectionFaults } from "../../../src/sandbox/faults/rejection.js";
import {
  type Asked,
  bookingAt,
  cancel,
  cancelled,
  cancelOf,
  start,
  type Trial,
  withHeader,
} from "../helpers.js";

const conforming = (trial: Trial, position = 0) =>
  cancelOf(bookingAt(trial, position), trial.sandbox);
const body = (changes: object) => (trial: Trial) => ({
  body: { ...(conforming(trial).body as object), ...changes },
});
const header = (name: string, value: string) => (trial: Trial) => ({
  headers: withHeader(conforming(trial).headers, name, value),
});
const target = (change: (path: string) => string) => (trial: Trial) => ({
  target: change(conforming(trial).target),
});

describe("acceptance", () => {
  /** A request that must cancel the booking under the fault, and nothing without it. */
  const accepted: Readonly<Record<string, (trial: Trial) => Asked>> = {
    "accepts-missing-external-location-id": body({ external_location_id: undefined }),
    "accepts-missing-service-id": body({ service_id: undefined }),
    "accepts-null-external-location-id": body({ external_location_id: null }),
    "accepts-null-service-id": body({ service_id: null }),
    "accepts-mistyped-cancellation-reason": body({ cancellation_reason: ["sample"] }),
    "accepts-mistyped-external-location-id": body({ external_location_id: 17 }),
    "accepts-mistyped-service-id": body({ service_id: { sample: true } }),
    "accepts-no-body": () => ({ body: null }),
    "accepts-malformed-json": () => ({ body: '{"service_id":' }),
    "accepts-non-object": () => ({ body: [] }),
    "accepts-another-media-type": header("content-type", "text/plain"),
    "accepts-any-body": body({ external_location_id: undefined, service_id: 1 }),
    "accepts-null-reason": body({ cancellation_reason: null }),
    "coerces-scalars": body({ cancellation_reason: 7 }),
    "accepts-wrong-external-location-id": body({ external_location_id: "sample-other" }),
    "accepts-wrong-service-id": body({ service_id: "sample-other" }),
    "accepts-id-in-another-case": target((path) => path.replace("ehr-", "EHR-")),
    "accepts-path-in-another-case": target((path) => path.replace("external", "External")),
    "decodes-twice": target((path) => path.replace("ehr-", "ehr%252D")),
    "matches-a-prefix": target((path) => `${path}-sample`),
    "accepts-post": () => ({ method: "POST" }),
    "accepts-put": () => ({ method: "PUT" }),
    "accepts-get": () => ({ method: "GET" }),
  };

  test("every fault is tried", () => {
    expect(acceptanceFaults.map(({ name }) => name).sort()).toEqual(Object.keys(accepted).sort());
    const legal = acceptanceFaults.filter(({ kind }) => kind === "legal").map(({ name }) => name);
    expect(legal).toEqual(["accepts-null-reason", "coerces-scalars"]);
  });

  test.each(Object.keys(accepted))("%s cancels the booking", async (name) => {
    const trial = await start({ faults: [name] });
    expect((await cancel(trial, 0, accepted[name]?.(trial))).status).toBe(200);
    expect(cancelled(trial)).toBe(1);
    expect((await cancel(trial, 1)).status).toBe(200);
  });

  test.each(Object.keys(accepted))("without %s the booking stays", async (name) => {
    const trial = await start();
    expect((await cancel(trial, 0, accepted[name]?.(trial))).status).toBeGreaterThanOrEqual(400);
    expect(cancelled(trial)).toBe(0);
  });

  test("a fault that accepts one thing does not accept another", async () => {
    const trial = await start({ faults: ["accepts-missing-service-id"] });
    for (const name of Object.keys(accepted)) {
      if (name === "accepts-missing-service-id") continue;
      expect((await cancel(trial, 0, accepted[name]?.(trial))).status).toBeGreaterThanOrEqual(400);
    }
    expect(cancelled(trial)).toBe(0);
  });

  test("several faults work together", async () => {
    const trial = await start({
      faults: ["accepts-missing-service-id", "accepts-no-token", "enveloped"],
    });
    const headers = withHeader(conforming(trial).headers, "authorization");
    const asked = { headers, ...body({ service_id: undefined })(trial) };
    expect((await cancel(trial, 0, asked)).status).toBe(200);
    expect(trial.sandbox.requests[0]?.faults).toHaveLength(3);
    expect(cancelled(trial)).toBe(1);
  });
});

describe("rejection", () => {
  const unicode = 3;
  const percent = 4;
  const encodedPercent = 5;
  const mixedCase = 6;
  const reason = (text: string) => body({ cancellation_reason: text });
  const plain = () => ({});
  const long = target((path) => path + "x".repeat(300));
  /** A valid request that is refused under the fault: the booking's position, and the status. */
  const refused: Readonly<Record<string, readonly [number, number, (trial: Trial) => Asked]>> = {
    "rejects-long-reason": [422, 0, reason("x".repeat(256))],
    "rejects-empty-reason": [422, 0, reason("")],
    "rejects-other-letters": [422, 0, reason("ärgerlich")],
    "rejects-no-reason": [422, 0, plain],
    "rejects-any-reason": [422, 0, reason("sample")],
    "rejects-unknown-property": [422, 0, body({ sample_extra: 1 })],
    "rejects-unknown-query": [422, 0, target((path) => `${path}?sample=1`)],
    "rejects-charset": [415, 0, header("Content-Type", "application/json; charset=utf-8")],
    "rejects-media-type-in-capitals": [415, 0, header("Content-Type", "Application/JSON")],
    "rejects-scheme-in-lower-case": [401, 0, header("Authorization", "bearer sample-access-token")],
    "rejects-header-names-in-capitals": [400, 0, header("X-API-KEY", "sample-client")],
    "rejects-header-names-in-lower-case": [400, 0, header("content-type", "application/json")],
    "rejects-unknown-header": [400, 0, header("X-Sample", "1")],
    "rejects-encoded-slash": [404, 1, plain],
    "rejects-space-in-id": [400, 2, plain],
    "rejects-other-letters-in-id": [400, unicode, plain],
    "rejects-percent-in-id": [400, percent, plain],
    "rejects-long-id": [414, 0, long],
    "crashes-on-encoded-slash": [500, 1, plain],
    "crashes-on-other-letters-in-id": [500, unicode, plain],
    "crashes-on-percent-in-id": [500, encodedPercent, plain],
    "crashes-on-long-id": [500, 0, long],
    "crashes-on-long-reason": [500, 0, reason("x".repeat(256))],
    "crashes-on-other-letters": [500, 0, reason("ärgerlich")],
    "crashes-on-unknown-property": [500, 0, body({ sample_extra: 1 })],
    "crashes-on-another-method": [500, 0, () => ({ method: "PATCH" })],
    "another-method-as-200": [200, 0, () => ({ method: "PATCH" })],
    "another-method-as-404": [404, 0, () => ({ method: "PATCH" })],
    "lower-cases-id": [404, mixedCase, plain],
    "plus-as-space": [404, 7, plain],
  };
  const at = (trial: Trial, position: number, asked: Asked) => ({
    target: conforming(trial, position).target,
    body: conforming(trial, position).body,
    ...asked,
  });

  test("every fault is tried", () => {
    expect(rejectionFaults.map(({ name }) => name).sort()).toEqual(Object.keys(refused).sort());
  });

  test.each(Object.keys(refused))("%s cancels nothing", async (name) => {
    const trial = await start({ faults: [name] });
    const [status, position, asked] = refused[name] ?? [0, 0, plain];
    const answer = await cancel(trial, position, at(trial, position, asked(trial)));
    expect(answer.status).toBe(status);
    expect(cancelled(trial, position)).toBe(0);
  });

  test.each(Object.keys(refused))("without %s it is answered otherwise", async (name) => {
    const trial = await start();
    const [status, position, asked] = refused[name] ?? [0, 0, plain];
    const answer = await cancel(trial, position, at(trial, position, asked(trial)));
    expect(answer.status).not.toBe(status);
    expect([200, 404, 405]).toContain(answer.status);
  });
});
