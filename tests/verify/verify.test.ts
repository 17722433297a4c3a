/** How recorded traffic is verified: in every format it comes in, from disk, with progress, until an abort. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, entry, har, ndjson, refusal, type Sample, source, token } from "./samples.js";
import { findings, isExchange, resultsOf, verify } from "./verified.js";

const directory = mkdtempSync(join(tmpdir(), "solv-traffic-"));
afterAll(() => rmSync(directory, { recursive: true }));

describe("conforming traffic", () => {
  test("conforms, in NDJSON and in a HAR, whole or in pieces, plain or in gzip", async () => {
    const exchanges = [cancel(), token, cancel({ status: 422, responseBody: refusal }), cancel()];
    for (const line of exchanges) expect(isExchange(line)).toBe(true);
    const texts = [ndjson(...exchanges), har(exchanges.map(entry)), har(exchanges.map(entry), 2)];
    for (const text of texts) {
      for (const data of [text, gzipSync(text)]) {
        for (const size of [3, 1_000_000]) {
          const report = await verifyTraffic([source("log", data, size)]);
          expect(findings(report)).toEqual([]);
          expect(report).toMatchObject({ kind: "verify", verdict: "conforms", target: "log" });
          expect(report.summary).toMatchObject({ exchanges: 4, unreadable: 0, unmatched: 0 });
          expect(
            resultsOf(report).map(({ id, exchanges: count, status }) => [id, count, status]),
          ).toEqual([
            ["cancelExternalBooking/200", 2, 200],
            ["cancelExternalBooking/422", 1, 422],
            ["createAccessToken/200", 1, 200],
          ]);
        }
      }
    }
  });

  test("fills the coverage", async () => {
    const { coverage } = await verify(cancel(), cancel({ status: 422, responseBody: refusal }));
    const others = Object.keys(operations).filter((id) => id !== "cancelExternalBooking");
    expect(coverage.operations).toEqual({
      documented: others.length + 1,
      exercised: 1,
      missing: others,
    });
    expect(coverage.statuses.exercised).toBe(2);
    expect(coverage.responseProperties.missing.filter((name) => name.startsWith("cancel"))).toEqual(
      [],
    );
  });

  test("an operation that was not seen is skipped", async () => {
    const { results, verdict } = await verify(cancel());
    expect(results.find(({ id }) => id.startsWith("createAccessToken/"))).toMatchObject({
      id: "createAccessToken/recorded",
      outcome: "skipped",
      needs: "traffic of this operation",
    });
    expect(verdict).toBe("conforms");
  });
});

test("a severity that is none is refused, rather than that everything conforms", async () => {
  const broken = source("log", ndjson(cancel({ responseBody: "{}" })));
  await expect(verifyTraffic([broken], { failOn: "eror" as never })).rejects.toThrow(
    "failOn must be error or warning.",
  );
});

test("bodies may be base64, and header fields lists", async () => {
  const base64 = (text = "") => Buffer.from(text).toString("base64");
  const encoded: Sample = cancel({
    requestBody: base64(cancel().requestBody),
    requestBodyEncoding: "base64",
    responseBody: base64(cancel().responseBody),
    responseBodyEncoding: "base64",
    responseHeaders: { "Content-Type": ["application/json"], vary: ["a", "b"] },
  });
  expect(isExchange(encoded)).toBe(true);
  const report = await verify(encoded, encoded);
  expect(findings(report)).toEqual([]);
  expect(resultsOf(report)[0]).toMatchObject({ exchanges: 2 });
  const wrong = { ...encoded, responseBodyEncoding: undefined };
  expect(findings(await verify(wrong))).toHaveLength(1);
});

test("files are read from disk; one that cannot be read ends the run", async () => {
  const path = join(directory, "log.ndjson.gz");
  writeFileSync(path, gzipSync(ndjson(cancel())));
  expect((await verifyTraffic([path])).summary.exchanges).toBe(1);
  await expect(verifyTraffic([join(directory, "none.har")])).rejects.toMatchObject({
    name: "CannotRunError",
    message: expect.stringMatching(/^Recorded traffic could not be read \(ENOENT\): .*none\.har$/),
  });
  await expect(verifyTraffic([directory])).rejects.toMatchObject({ name: "CannotRunError" });
});

test("an abort ends the run with a report of what was judged", async () => {
  const lines = ndjson(...Array.from({ length: 100 }, () => cancel()));
  const controller = new AbortController();
  const seen: number[] = [];
  const report = await verifyTraffic([source("a", lines, 2000), source("b", lines)], {
    signal: controller.signal,
    onProgress: ({ exchanges }) => {
      seen.push(exchanges);
      if (exchanges >= 10) controller.abort();
    },
  });
  expect(report.interrupted).toBe(true);
  expect(report.setAside).toEqual([]);
  expect(report.summary.exchanges).toBeGreaterThanOrEqual(10);
  expect(report.summary.exchanges).toBeLessThan(20);
  expect(seen.length).toBeGreaterThan(2);
});

test("a progress display that throws ends nothing", async () => {
  const report = await verifyTraffic([source("a", ndjson(cancel()))], {
    onProgress: () => {
      throw new Error("broken display");
    },
  });
  expect(report.summary.exchanges).toBe(1);
});
