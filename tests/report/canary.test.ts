/** Recognisable values in every field and header of what was exchanged, looked for in every report. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { renderers } from "../../src/report/formats/renderers.js";
import { FORMATS } from "../../src/report/report.js";
import { contractMatchers } from "../../src/testing.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import {
  cancel,
  entry,
  har,
  ndjson,
  refusal,
  type Sample,
  source,
  token,
} from "../verify/samples.js";
import { CANARY, leakIn } from "./canary.js";
import { broken, planted } from "./canary-server.js";

const changed = (text: string | undefined, change: (value: unknown) => unknown) =>
  JSON.stringify(change(JSON.parse(text ?? "null")));

const headers = {
  "x-api-key": CANARY,
  authorization: `Bearer ${CANARY}`,
  cookie: CANARY,
  [CANARY]: CANARY,
  "content-type": `application/json; charset="${CANARY}"`,
};

const samples: readonly Sample[] = [
  cancel(),
  cancel({ status: 422, responseBody: refusal }),
  cancel({ status: 404 }),
  cancel({ status: 503 }),
  cancel({ status: 307 }),
  cancel({ method: CANARY }),
  token,
];

const exchanges: readonly Sample[] = samples.flatMap((sample) => {
  const common = {
    ...sample,
    url: `${sample.url.replace("sample-1", CANARY)}?${CANARY}=${CANARY}`,
    requestHeaders: headers,
    responseHeaders: { ...headers, location: `https://${CANARY}.example/${CANARY}` },
  };
  const bodies = [planted, broken].map((change) => ({
    ...common,
    requestBody: changed(sample.requestBody, change),
    responseBody: changed(sample.responseBody, change),
  }));
  const odd = [`${CANARY} ${CANARY}/x`, `${CANARY}/x`, `application/${CANARY}+json`].map(
    (type) => ({
      ...common,
      responseHeaders: { "content-type": type },
    }),
  );
  return [
    ...bodies,
    { ...common, requestHeaders: { authorization: `Basic ${CANARY}`, "x-api-key": CANARY } },
    { ...common, requestBody: `{"${CANARY}"`, responseBody: `<html>${CANARY}` },
    { ...common, responseBody: `{"first_name": "${CANARY}"` },
    ...odd,
  ];
});

const base64 = Buffer.from(CANARY).toString("base64");

/** With parts left out, or written in ways that do not show what they hold. */
const partial = [
  { ...cancel({ url: `/v1/partner/external_bookings/${CANARY}` }), status: null },
  { ...cancel(), startedDateTime: CANARY, requestHeaders: null, requestBody: CANARY },
  { ...cancel(), startedDateTime: `2031-05-20T16:30:00Z${CANARY}`, responseHeaders: null },
  { ...cancel(), responseBody: CANARY, responseBodyEncoding: CANARY },
  { ...cancel(), responseBody: `${CANARY}!`, responseBodyEncoding: "base64" },
  cancel({ responseBody: base64, responseHeaders: { ...headers, "content-encoding": CANARY } }),
  {
    ...cancel({ responseHeaders: { ...headers, "content-encoding": "gzip" } }),
    responseBody: Buffer.from([0x1f, 0x8b, ...Buffer.from(CANARY)]).toString("base64"),
    responseBodyEncoding: "base64",
  },
  cancel({ method: "OPTIONS", requestHeaders: { "access-control-request-method": CANARY } }),
  { ...cancel(), requestHeaders: [{ key: CANARY, value: CANARY }] },
  { ...cancel(), responseHeaders: CANARY },
  { ...cancel(), url: `${CANARY}:${CANARY}` },
];

const unreadable = [
  `{"${CANARY}`,
  `"${CANARY}"`,
  { ...cancel(), method: [CANARY] },
  { ...cancel(), url: CANARY },
  { ...cancel(), status: CANARY },
  { ...cancel(), responseBody: { last_name: CANARY } },
  cancel({ url: `https://${CANARY}.example/${CANARY}` }),
];

describe("no value is in any report of", () => {
  const lines = ndjson(...exchanges, ...exchanges, ...partial, ...unreadable);
  const entries = [...exchanges, ...exchanges].map(entry);
  test.each([
    ["NDJSON", lines],
    ["a HAR", har([...entries, CANARY, { [CANARY]: CANARY }])],
    ["gzip", gzipSync(lines)],
    ["damaged gzip", gzipSync(lines, { level: 0 }).subarray(0, -40)],
  ])("%s", async (_, data) => {
    const report = await verifyTraffic([source("log", data)]);
    expect(report.summary.errors).toBeGreaterThan(10);
    expect(report.setAside?.length).toBeGreaterThan(0);
    for (const format of FORMATS) {
      const text = renderers[format](report, { color: true });
      expect(leakIn(text)).toBeUndefined();
      expect(text.length).toBeGreaterThan(500);
    }
  });
});

test("no value is in any message of the matcher", () => {
  for (const { status, responseHeaders = {}, responseBody } of exchanges) {
    const { message } = contractMatchers.toConformToContract({
      status,
      headers: responseHeaders,
      body: responseBody,
    });
    expect(leakIn(message())).toBeUndefined();
  }
});

test("the canary is found where it is", async () => {
  const report = await verifyTraffic([source(CANARY, ndjson(...exchanges))]);
  for (const format of FORMATS) {
    expect(renderers[format](report)).toContain(CANARY);
  }
});
