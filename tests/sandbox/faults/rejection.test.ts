/** Which valid requests each fault of rejection refuses, and which it leaves alone. */
import { expect, test } from "@jest/globals";
import { rejectionFaults } from "../../../src/sandbox/faults/rejection.js";
import { type Asked, cancel, cancelled, json, start, type Trial, withHeader } from "../helpers.js";
import { body, conforming, header, target } from "./changes.js";

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
  "rejects-media-type-in-capitals": [415, 0, header("Content-Type", "application/JSON")],
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
  "crashes-on-another-method": [500, 0, () => ({ method: "TRACE" })],
  "another-method-as-200": [200, 0, () => ({ method: "TRACE" })],
  "another-method-as-404": [404, 0, () => ({ method: "TRACE" })],
  "lower-cases-id": [404, mixedCase, plain],
  "plus-as-space": [404, 7, plain],
};
const at = (trial: Trial, position: number, asked: Asked) => ({
  target: conforming(trial, position).target,
  body: conforming(trial, position).body,
  ...asked,
});

/** What is answered where it is not "No.". */
const sampleAt = (...loc: string[]) => [
  { loc, msg: "sample is not met", type: "value_error.sample" },
];
const reasonInvalid = sampleAt("body", "cancellation_reason");
const details: Readonly<Record<string, unknown>> = {
  "rejects-long-reason": reasonInvalid,
  "rejects-empty-reason": reasonInvalid,
  "rejects-other-letters": reasonInvalid,
  "rejects-no-reason": reasonInvalid,
  "rejects-any-reason": reasonInvalid,
  "rejects-unknown-property": sampleAt("body"),
  "rejects-unknown-query": sampleAt("query"),
  "crashes-on-another-method": "Crashed.",
  "another-method-as-200": "Nothing was done.",
  "another-method-as-404": "There is nothing here.",
  "lower-cases-id": "There is no such booking at this location.",
  "plus-as-space": "There is no such booking at this location.",
};

test("every fault is tried", () => {
  expect(rejectionFaults.map(({ name }) => name).sort()).toEqual(Object.keys(refused).sort());
});

test.each(Object.keys(refused))("%s cancels nothing", async (name) => {
  const trial = await start({ faults: [name] });
  const [status, position, asked] = refused[name] ?? [0, 0, plain];
  const answer = await cancel(trial, position, at(trial, position, asked(trial)));
  expect(answer.status).toBe(status);
  expect(json(answer)).toEqual({ detail: details[name] ?? "No." });
  expect(cancelled(trial, position)).toBe(0);
});

test("without its fault, each is answered otherwise", async () => {
  const trial = await start();
  for (const [name, [status, position, asked]] of Object.entries(refused)) {
    const answer = await cancel(trial, position, at(trial, position, asked(trial)));
    expect([name, status]).not.toEqual([name, answer.status]);
    expect([200, 404, 405]).toContain(answer.status);
  }
});

const usual = (trial: Trial): Asked => ({
  headers: [
    ...conforming(trial).headers,
    ...([
      ["Accept", "*/*"],
      ["Accept-Encoding", "identity"],
      ["Accept-Language", "en"],
    ] as const),
    ...([
      ["Connection", "keep-alive"],
      ["Sec-Fetch-Mode", "cors"],
      ["User-Agent", "x"],
    ] as const),
  ],
});

/** Valid requests that come near, and are not refused under the fault: a position, and a request. */
const spared: readonly (readonly [string, number, (trial: Trial) => Asked, number?])[] = [
  ["rejects-long-reason", 0, reason("x".repeat(255))],
  ["rejects-empty-reason", 0, reason(" ")],
  ["rejects-empty-reason", 0, plain],
  ["rejects-other-letters", 0, reason(" ~")],
  ["rejects-no-reason", 0, reason("")],
  ["rejects-any-reason", 0, plain],
  ["rejects-unknown-property", 0, reason("sample")],
  ["rejects-unknown-query", 0, plain],
  ["rejects-charset", 0, plain],
  ["rejects-media-type-in-capitals", 0, header("Content-Type", "application/json; charset=UTF-8")],
  ["rejects-scheme-in-lower-case", 0, header("Authorization", "BEARER sample-access-token")],
  ["rejects-header-names-in-capitals", 0, header("X-Api-Key", "sample-client")],
  ["rejects-header-names-in-capitals", 0, header("X", "sample")],
  ["rejects-header-names-in-capitals", 0, header("x-SAMPLE", "sample")],
  ["rejects-header-names-in-lower-case", 0, plain],
  [
    "rejects-media-type-in-capitals",
    0,
    (trial) => ({ headers: withHeader(conforming(trial).headers, "content-type") }),
    422,
  ],
  ["plus-as-space", 0, target((path) => `${path}%`), 404],
  ["rejects-unknown-header", 0, usual],
  ["rejects-encoded-slash", 2, plain],
  ["rejects-space-in-id", 1, plain],
  ["rejects-other-letters-in-id", 1, plain],
  ["rejects-other-letters-in-id", encodedPercent, plain],
  ["rejects-percent-in-id", 1, plain],
  ["rejects-long-id", 0, target((path) => path.replace(/[^/]+$/, "x".repeat(255))), 404],
  ["crashes-on-long-id", 0, target((path) => path.replace(/[^/]+$/, "x".repeat(255))), 404],
  ["crashes-on-encoded-slash", 2, plain],
  ["crashes-on-other-letters-in-id", 1, plain],
  ["crashes-on-percent-in-id", 1, plain],
  ["crashes-on-long-reason", 0, reason("x".repeat(255))],
  ["crashes-on-other-letters", 0, reason(" ~")],
  ["crashes-on-unknown-property", 0, reason("sample")],
  ["crashes-on-another-method", 0, plain],
  ["another-method-as-200", 0, plain],
  ["another-method-as-404", 0, plain],
  ["lower-cases-id", 0, plain],
  ["plus-as-space", 2, plain],
];

test.each(spared)(
  "%s leaves alone what only comes near (%#)",
  async (...[name, position, ask, status = 200]) => {
    const trial = await start({ faults: [name] });
    const answer = await cancel(trial, position, at(trial, position, ask(trial)));
    expect(answer.status).toBe(status);
    // What does not validate is told as ever.
    expect((await cancel(trial, 0, { body: null })).status).toBe(422);
  },
);
