/** Recordings in the shapes of public recorders, and what `verify` has to make of each. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { run } from "../cli/running.js";

const folder = join(__dirname, "recordings");

/** Exit code; what the report has to say; what it must not. */
const TABLE: Readonly<Record<string, readonly [number, readonly string[], readonly string[]]>> = {
  "good.har": [0, ["Conforms"], ["Not judged"]],
  "broken-answer.har": [1, ["string at /id"], ["Not judged"]],
  "really-empty.har": [1, ["an empty body"], ["not recorded"]],
  "mitmproxy-session.har": [
    1,
    ["received    500", "string at /id", "request bodies of 2 exchanges were not recorded"],
    ["none"],
  ],
  "mitmproxy-500.har": [1, ["received    500", "request body of 1 exchange"], ["none"]],
  "mitmproxy-good.har": [
    0,
    ["request body of 1 exchange was not recorded"],
    ["an empty body", "none"],
  ],
  "playwright-omit.har": [
    0,
    ["request body of 1 exchange", "answer body of 1 exchange"],
    ["an empty body", "none"],
  ],
  "playwright-minimal.har": [
    0,
    ["request body of 1 exchange", "answer body of 1 exchange"],
    ["an empty body", "none"],
  ],
  "firefox-discarded.har": [0, ["answer body of 1 exchange was not recorded"], ["an empty body"]],
  "no-text-cl.har": [0, ["answer body of 1 exchange was not recorded"], ["an empty body"]],
  "no-request-kept.har": [
    0,
    ["request headers of 1 exchange were not recorded", "request body of 1 exchange"],
    ["none", "answer body"],
  ],
  "playwright-failed.har": [
    2,
    ["no answer", "Inconclusive"],
    ["no usable status", "not recorded", "Conforms"],
  ],
  "preflight-204.har": [0, ["a CORS preflight", "1 passed"], ["another method"]],
  "preflight-403.har": [
    2,
    ["a CORS preflight", "every exchange of the API was set aside"],
    ["another method"],
  ],
  "still-gzip.har": [0, ["Conforms"], ["not UTF-8", "not recorded"]],
  "still-deflate.har": [0, ["Conforms"], ["not UTF-8", "not recorded"]],
  "base64-untrue.har": [
    0,
    ["not recorded (not base64, although the recording says so)"],
    ["not UTF-8", "an empty body"],
  ],
  "other-key-first.har": [0, ["Conforms: 1 passed"], ["Not judged"]],
  "odd.har": [0, ["2 exchanges", "a URL that is not http or https"], ["another method"]],
  "no-answer-headers.ndjson": [
    0,
    ["answer headers of 1 exchange were not recorded"],
    ["no media type"],
  ],
  "headers-as-pairs.ndjson": [
    2,
    ["request headers of another shape", "headers-as-pairs.ndjson:1"],
    ["no media type", "Conforms"],
  ],
  "headers-as-text.ndjson": [
    2,
    ["request headers of another shape", "headers-as-text.ndjson:1"],
    ["no media type", "Conforms"],
  ],
};

test.each(Object.entries(TABLE))("%s", async (name, [exit, says, saysNot]) => {
  const { code, stdout, stderr } = await run(["verify", join(folder, name)]);
  expect(code).toBe(exit);
  for (const text of says) expect(stdout).toContain(text);
  for (const text of saysNot) expect(stdout).not.toContain(text);
  // The verdict, in one line.
  expect(stderr).toMatch(exit === 2 ? /^Inconclusive, .*\n$/ : /^(Conforms|Violates)[^\n]*\n$/);
});

test("each recording has its row", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(TABLE).sort());
});

test("several of them are one verification", async () => {
  const files = [
    "good.har",
    "other-key-first.har",
    "no-answer-headers.ndjson",
    "mitmproxy-500.har",
  ];
  const { code, stdout } = await run([
    "verify",
    ...files.map((name) => join(folder, name)),
    "--report",
    "json",
  ]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ summary: { exchanges: 4, passed: 1, failed: 1 } });
});
