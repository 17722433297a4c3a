/** What a verification cannot judge: counted by reason and place, and never the end of the run. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, entry, har, ndjson, source } from "./samples.js";
import { resultsOf, verify } from "./verified.js";

/** A line with a property that is nested so deep, which cannot be written as JSON in one go. */
const deep = (levels: number) =>
  JSON.stringify(cancel()).replace(/\}$/, `,"more":${"[".repeat(levels)}${"]".repeat(levels)}}`);

describe("what cannot be judged", () => {
  test("is counted by reason, and ends nothing", async () => {
    const report = await verify(
      cancel({ url: "https://other.example/v1/health" }),
      "{",
      "[]",
      { ...cancel(), method: 1 },
      { ...cancel(), url: "x" },
      { ...cancel(), status: "200" },
      { ...cancel(), status: 1.5 },
      { ...cancel(), responseBody: {} },
      cancel(),
    );
    expect(
      report.setAside?.map(({ kind, reason, count, first }) => [kind, reason, count, first.at]),
    ).toEqual([
      ["unmatched", "a path that is not described", 1, 1],
      ["unreadable", "not JSON", 1, 2],
      ["unreadable", "not an object", 1, 3],
      ["unreadable", "no method", 1, 4],
      ["unreadable", "no usable url", 1, 5],
      ["unreadable", "no usable status", 2, 6],
      ["unreadable", "a body that is not text", 1, 8],
    ]);
    expect(report.summary).toMatchObject({ exchanges: 2, unreadable: 7, unmatched: 1, passed: 1 });
    expect(report.verdict).toBe("conforms");
  });

  test("in a HAR is counted too", async () => {
    const entries = [1, null, {}, { request: {} }, entry(cancel())];
    const report = await verifyTraffic([source("a.har", har(entries))]);
    expect(report.setAside?.map(({ reason, count, first }) => [reason, count, first.at])).toEqual([
      ["not an object", 2, 1],
      ["no request", 1, 3],
      ["no method", 1, 4],
    ]);
    expect(report.setAside?.map(({ kind }) => kind)).toEqual(Array(3).fill("unreadable"));
    expect(report.summary).toMatchObject({ exchanges: 1, unreadable: 4 });
  });

  test("may end in what looks like an exchange of its own", async () => {
    async function* pieces() {
      for (const text of [ndjson(cancel(), cancel()), "junk ", ndjson(cancel())]) {
        yield Buffer.from(text);
      }
    }
    const report = await verifyTraffic([{ name: "a", bytes: pieces() }]);
    expect(report.summary).toMatchObject({ exchanges: 2, unreadable: 1 });
  });

  test.each([
    ["a name with a bad escape in its body", cancel({ requestBody: '{"\\q":1}' })],
    ["a name with a line end in its body", cancel({ requestBody: '{"a\nb":1}' })],
    ["a body of 14 000 levels", cancel({ requestBody: "[".repeat(14_000) })],
    ["14 000 levels of its own", deep(14_000)],
  ])("ends nothing, nor is looked at too closely: %s", async (_, line) => {
    const report = await verify(line, cancel());
    expect(report.summary).toMatchObject({ exchanges: 2, unreadable: 0 });
  });

  test("may be bytes that are no UTF-8", async () => {
    const bytes = Buffer.from(ndjson(cancel()));
    bytes[bytes.indexOf("Jane")] = 0xff;
    const report = await verifyTraffic([source("a", bytes), source("b", ndjson(cancel()))]);
    expect(report.setAside?.[0]).toMatchObject({ reason: "not UTF-8", count: 1 });
    expect(resultsOf(report)[0]).toMatchObject({ exchanges: 1 });
  });

  test("may be damaged gzip; what came before is judged", async () => {
    const whole = gzipSync(ndjson(...Array.from({ length: 2000 }, () => cancel())), { level: 0 });
    const report = await verifyTraffic([source("a.gz", whole.subarray(0, whole.length - 5000))]);
    expect(report.setAside).toMatchObject([
      { kind: "unreadable", reason: "damaged gzip", count: 1 },
    ]);
    expect(report.summary.exchanges).toBeGreaterThan(1000);
    expect(report.summary.exchanges).toBeLessThan(2000);
    expect(report.setAside?.[0]?.first.at).toBe(report.summary.exchanges + 1);
  });

  test("may be everything: then there is no verdict on any operation", async () => {
    for (const lines of ["", "\n", "no traffic\n"]) {
      const report = await verifyTraffic([source("a", lines)], { failOn: "warning" });
      expect(report.results.map(({ id, outcome }) => [id, outcome])).toEqual(
        Object.keys(operations).map((id) => [`${id}/recorded`, "inconclusive"]),
      );
      expect(report).toMatchObject({
        verdict: "inconclusive",
        inconclusive: "no exchange of the API was read",
      });
    }
  });
});
