/** Bodies of which a recorder with a limit kept only the beginning, and those that were sent like that. */
import { describe, expect, test } from "@jest/globals";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, entry, har, type Sample, source } from "./samples.js";
import { findings, verify } from "./verified.js";

const CUT = "cut short: less was kept than its stated size";
const whole = cancel();
const json = { "content-type": "application/json" };
const start = (text = "") => text.slice(0, 40);
const sized = (text = "") => ({ ...json, "Content-Length": String(Buffer.byteLength(text)) });
const inHar = (sample: Sample, change: (recorded: ReturnType<typeof entry>) => void) => {
  const recorded = entry(sample);
  change(recorded);
  return verifyTraffic([source("sample.har", har([recorded]))]);
};
const setSize = (recorded: ReturnType<typeof entry>, size: unknown) => {
  Object.assign((recorded.response as { content: object }).content, { size });
};

describe("a body that is cut short is not recorded", () => {
  test("of an answer, by its Content-Length", async () => {
    const responseHeaders = sized(whole.responseBody);
    const report = await verify(
      cancel({ responseHeaders, responseBody: start(whole.responseBody) }),
    );
    expect(findings(report)).toEqual([]);
    expect(report.notRecorded).toMatchObject([{ part: "answer body", reason: CUT, count: 1 }]);
  });

  test("of a request, by its Content-Length", async () => {
    const requestHeaders = { ...whole.requestHeaders, ...sized(whole.requestBody) };
    const report = await verify(cancel({ requestHeaders, requestBody: start(whole.requestBody) }));
    expect(findings(report)).toEqual([]);
    expect(report.notRecorded).toMatchObject([{ part: "request body", reason: CUT, count: 1 }]);
  });

  test("in a HAR, by the size of the content, compressed on its way or not", async () => {
    for (const coding of [{}, { "content-encoding": "gzip" }]) {
      const sample = cancel({
        responseHeaders: { ...json, ...coding },
        responseBody: start(whole.responseBody),
      });
      const report = await inHar(sample, (recorded) => setSize(recorded, 5_000));
      expect(findings(report)).toEqual([]);
      expect(report.notRecorded).toMatchObject([{ part: "answer body", reason: CUT }]);
    }
  });
});

describe("a body is judged", () => {
  test("that was sent like that", async () => {
    const responseBody = start(whole.responseBody);
    const report = await verify(cancel({ responseHeaders: sized(responseBody), responseBody }));
    expect(findings(report)).toEqual([expect.stringContaining("text that is not JSON")]);
    const unsized = await inHar(cancel({ responseBody }), (recorded) => setSize(recorded, -1));
    expect(findings(unsized)).toEqual([expect.stringContaining("text that is not JSON")]);
  });

  test("that is whole, whatever size is stated", async () => {
    const report = await verify(
      cancel({ responseHeaders: { ...json, "content-length": "99999" } }),
    );
    expect(report).toMatchObject({ summary: { passed: 1 }, notRecorded: [] });
  });

  test("whose stated size is that of its coding", async () => {
    const responseHeaders = { ...json, "content-encoding": "br", "content-length": "99999" };
    const report = await verify(
      cancel({ responseHeaders, responseBody: start(whole.responseBody) }),
    );
    expect(findings(report)).toEqual([expect.stringContaining("text that is not JSON")]);
  });

  test("of characters that are several bytes", async () => {
    const responseBody = '{"é';
    const report = await verify(cancel({ responseHeaders: sized(responseBody), responseBody }));
    expect(findings(report)).toEqual([expect.stringContaining("text that is not JSON")]);
  });
});
