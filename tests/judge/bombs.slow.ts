/** Large answers that were made to exhaust their reader end in few and short findings at every door. */
import { expect, test } from "@jest/globals";
import { judgeProbe } from "../../src/check/verdict.js";
import { conclude } from "../../src/client/answer.js";
import { operations } from "../../src/description/operations.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { evidence, probe, request, when } from "../check/answers.js";
import { cancel, ndjson, source } from "../verify/samples.js";
import { bombs } from "./bombs.js";

const operation = operations.cancelExternalBooking;
const headers = [["content-type", "application/json"]] as const;
const responseOf = (status: number, text: string) => ({
  status,
  headers,
  body: new TextEncoder().encode(text),
});

test.each(bombs(1_000_000))("%s, in a call", (_, status, text) => {
  const call = { operation, attempts: 1, earlierAttemptUnknown: false };
  const { error } = conclude(responseOf(status, text), call, { report: true });
  expect(JSON.stringify(error).length).toBeLessThan(60_000);
  expect(JSON.stringify(error)).not.toContain("xxxx");
});

test.each(bombs(300_000))("%s, in a check", (_, status, text) => {
  const exchange = { request, response: responseOf(status, text), ...when };
  const { findings } = judgeProbe(probe("control"), exchange, evidence());
  expect(findings.length).toBeLessThanOrEqual(51);
  expect(JSON.stringify(findings)).not.toContain("xxxx");
});

test.each(bombs(300_000))("%s, in recorded traffic", async (_, status, text) => {
  for (const parts of [{ status, responseBody: text }, { requestBody: text }]) {
    const report = await verifyTraffic([source("a.ndjson", ndjson(cancel(parts)))]);
    for (const render of Object.values(renderers)) {
      expect(render(report).length).toBeLessThan(5_000_000);
    }
    expect(JSON.stringify(report)).not.toContain("xxxx");
  }
});
