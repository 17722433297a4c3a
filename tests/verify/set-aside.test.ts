/** What a verification cannot judge, or what belongs to no API behind the base URL. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { booking, cancel, entry, har, ndjson, source } from "./samples.js";
import { resultsOf, verify } from "./verified.js";

/** What a verification cannot judge: counted by reason and place, and never the end of the run. */
describe("set aside", () => {
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
      expect(report.summary).toMatchObject({
        exchanges: 2,
        unreadable: 7,
        unmatched: 1,
        passed: 1,
      });
      expect(report.verdict).toBe("conforms");
    });

    test("in a HAR is counted too", async () => {
      const entries = [1, null, {}, { request: {} }, entry(cancel())];
      const report = await verifyTraffic([source("a.har", har(entries))]);
      expect(report.setAside?.map(({ reason, count, first }) => [reason, count, first.at])).toEqual(
        [
          ["not an object", 2, 1],
          ["no request", 1, 3],
          ["no method", 1, 4],
        ],
      );
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
      const whole = gzipSync(ndjson(...Array.from({ length: 400 }, () => cancel())), { level: 0 });
      const report = await verifyTraffic([source("a.gz", whole.subarray(0, whole.length - 5000))]);
      expect(report.setAside).toMatchObject([
        { kind: "unreadable", reason: "damaged gzip", count: 1 },
      ]);
      expect(report.summary.exchanges).toBeGreaterThan(200);
      expect(report.summary.exchanges).toBeLessThan(400);
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
});

/** Recorded traffic behind a base URL: what belongs to the API, and what is a mistake. */
describe("the base URL", () => {
  const path = "/v1/partner/external_bookings/sample-1";
  const broken = { responseBody: booking((one) => delete one.id) };

  /** Whether an exchange of this URL was judged, or why not. */
  async function judged(url: string, baseUrl?: string): Promise<string> {
    const lines = ndjson(cancel({ url, ...broken }));
    const options = baseUrl === undefined ? {} : { baseUrl };
    const { summary, setAside } = await verifyTraffic([source("log", lines)], options);
    expect(summary.exchanges).toBe(1);
    return summary.errors === 1 ? "judged" : (setAside?.[0]?.reason ?? "nothing");
  }

  const elsewhere = "not sent to the base URL";
  const hint = "a described path behind another one, which a base URL would name";

  test.each([
    [`https://gw.example/api${path}`, "https://gw.example/api", "judged"],
    [`https://gw.example/api${path}`, "https://gw.example/api/", "judged"],
    [`https://gw.example/api${path}`, "https://gw.example/api//", "judged"],
    [`HTTPS://GW.example:443/api${path}?a=b`, "https://gw.example/api", "judged"],
    [`https://gw.example/api${path}`, "/api", "judged"],
    [`/api${path}`, "https://gw.example/api", "judged"],
    [`/a/b/c${path}`, "/a/b/c", "judged"],
    [`https://gw.example${path}`, "https://gw.example", "judged"],
    [`https://gw.example${path}`, "/", "judged"],
    [`https://gw.example${path}`, undefined, "judged"],
    [`https://other.example/api${path}`, "https://gw.example/api", elsewhere],
    [`http://gw.example/api${path}`, "https://gw.example/api", elsewhere],
    [`https://gw.example/apis${path}`, "https://gw.example/api", elsewhere],
    [`https://gw.example${path}`, "https://gw.example/api", elsewhere],
    [`https://gw.example/api/more${path}`, "https://gw.example/api", hint],
    [`https://gw.example/api${path}`, undefined, hint],
    ["/api/v1/auth/token", undefined, hint],
    ["/api/v1/partner/others/sample-1", undefined, "a path that is not described"],
    ["/partner/external_bookings/sample-1", undefined, "a path that is not described"],
  ])("%s with the base URL %s is %s", async (url, baseUrl, result) => {
    expect(await judged(url, baseUrl)).toBe(result);
  });

  test.each([
    "",
    "gw.example/api",
    "ftp://gw.example",
    "xhttp://gw.example",
    "httpx://gw.example",
    "https://u@gw.example",
    "/a?b",
    "/a#b",
    "//",
  ])("%j is no base URL", async (baseUrl) => {
    await expect(verifyTraffic([], { baseUrl })).rejects.toMatchObject({
      name: "CannotRunError",
      message: expect.stringMatching(
        /^The base URL .* such as .*, or its path alone, without .*\.$/,
      ),
    });
  });

  test("repeats are recognised behind a base URL as well", async () => {
    const at = (index: number, parts = {}) =>
      entry(cancel({ url: `https://gw.example/api${path}${index}`, ...parts }));
    const lines = [...Array.from({ length: 50 }, (_, index) => at(index)), at(50, broken)];
    const other = entry(cancel({ url: `https://other.example/api${path}1` }));
    const report = await verifyTraffic([source("log", har([...lines, other, ...lines]))], {
      baseUrl: "https://gw.example/api",
    });
    expect(report.summary).toMatchObject({ exchanges: 103, unmatched: 1, errors: 1 });
    const [judged] = report.results.filter(({ outcome }) => outcome !== "skipped");
    expect(judged).toMatchObject({ exchanges: 102 });
  });
});
