import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Report } from "../../src/report/report.js";
import type { RecordedExchange } from "../../src/traffic/exchange.js";
import { verifyTraffic } from "../../src/traffic/verify.js";
import { booking, cancel, entry, har, ndjson, refusal, source, token } from "./samples.js";

const directory = mkdtempSync(join(tmpdir(), "solv-traffic-"));
afterAll(() => rmSync(directory, { recursive: true }));

const schema = (path: string) =>
  new Ajv2020().compile(JSON.parse(readFileSync(join(__dirname, "../../src", path), "utf8")));
const isReport = schema("report/report.schema.json");
const isExchange = schema("traffic/exchange.schema.json");

async function verify(...exchanges: readonly unknown[]): Promise<Report> {
  const report = await verifyTraffic([source("log", ndjson(...exchanges))]);
  isReport(JSON.parse(JSON.stringify(report)));
  expect(isReport.errors).toBeNull();
  return report;
}

/** What was found, one line each. */
const findings = ({ results }: Report) =>
  results.flatMap(({ id, findings: all }) =>
    all.map(({ severity, check, pointer, documented, received, occurrences }) =>
      [
        ...[severity, id, check, pointer || ".", `${documented} -> ${received}`],
        `${occurrences?.count}:${occurrences?.first.at}-${occurrences?.last.at}`,
      ].join(" | "),
    ),
  );

describe("conforming traffic", () => {
  test("conforms, in NDJSON and in a HAR, whole or in pieces, plain or in gzip", async () => {
    const exchanges = [cancel(), token, cancel({ status: 422, responseBody: refusal }), cancel()];
    for (const line of exchanges) expect(isExchange(line)).toBe(true);
    const texts = [ndjson(...exchanges), har(exchanges.map(entry)), har(exchanges.map(entry), 2)];
    for (const text of texts) {
      for (const data of [text, gzipSync(text)]) {
        for (const size of [1, 100, 1_000_000]) {
          const report = await verifyTraffic([source("log", data, size)]);
          expect(findings(report)).toEqual([]);
          expect(report).toMatchObject({ kind: "verify", verdict: "conforms", target: "log" });
          expect(report.summary).toMatchObject({ exchanges: 4, unreadable: 0, unmatched: 0 });
          expect(
            report.results.map(({ id, exchanges: count, status }) => [id, count, status]),
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
    expect(coverage.operations.missing).toEqual(["createAccessToken"]);
    expect(coverage.statuses.exercised).toBe(2);
    expect(coverage.responseProperties.missing.every((name) => name.startsWith("create"))).toBe(
      true,
    );
  });

  test("an operation that was not seen is skipped", async () => {
    const { results, verdict } = await verify(cancel());
    expect(results.at(-1)).toMatchObject({
      id: "createAccessToken/recorded",
      outcome: "skipped",
      needs: "traffic of this operation",
    });
    expect(verdict).toBe("conforms");
  });
});

describe("findings", () => {
  test("are added up, with count, first and last position", async () => {
    const broken = cancel({ responseBody: booking((b) => delete b.email) });
    const wrong = cancel({
      responseBody: booking((b) => Object.assign(b, { id: null, booking_note: 1 })),
    });
    const report = await verify(broken, cancel(), wrong, broken, "", broken, cancel());
    expect(findings(report)).toEqual([
      "error | cancelExternalBooking/200 | response_schema_conformance | /email | a required property -> nothing | 3:1-6",
      "error | cancelExternalBooking/200 | response_schema_conformance | /id | integer -> null | 1:3-3",
      "warning | cancelExternalBooking/200 | undocumented_property | /booking_note | no such property -> one | 1:3-3",
    ]);
    expect(report.verdict).toBe("violations");
    expect(report.results[0]).toMatchObject({ outcome: "failed", exchanges: 6 });
  });

  test("name the file", async () => {
    const broken = ndjson(cancel({ status: 500 }));
    const report = await verifyTraffic([
      source("a", broken),
      source("b", ndjson(cancel()) + broken),
    ]);
    expect(report.target).toBe("a, b");
    expect(report.results[1]?.findings[0]?.occurrences).toEqual({
      count: 2,
      first: { file: "a", at: 1 },
      last: { file: "b", at: 2 },
    });
  });

  test("in items of an array are one, whichever item it is", async () => {
    const detail = (...types: unknown[]) =>
      cancel({
        status: 422,
        responseBody: JSON.stringify({
          detail: types.map((type) => ({ loc: [], msg: "m", type })),
        }),
      });
    const many = Array.from({ length: 12 }, () => "a");
    expect(findings(await verify(detail(1), detail("a", "b", 2), detail(...many, 3)))).toEqual([
      "error | cancelExternalBooking/422 | response_schema_conformance | /detail/*/type | string -> integer | 3:1-3",
    ]);
    const bare = cancel({ status: 422, responseBody: '{"detail":["a","b"]}' });
    expect(findings(await verify(bare))).toEqual([
      "error | cancelExternalBooking/422 | response_schema_conformance | /detail/* | object -> string | 2:1-1",
    ]);
  });

  test("of too many kinds are added up as one, so that memory stays flat", async () => {
    // Names of known words, since others are not told apart.
    const words = "id is has at by on of note type code data date time page count total".split(" ");
    const lines = words.flatMap((a) =>
      words.map((b) =>
        cancel({ responseBody: booking((all) => Object.assign(all, { [`${a}_${b}`]: 1 })) }),
      ),
    );
    const broken = cancel({ responseBody: booking((all) => delete all.email) });
    const report = await verify(...lines, broken);
    expect(report.results[0]?.findings).toHaveLength(202);
    expect(findings(report).slice(-2)).toEqual([
      expect.stringMatching(
        /^warning \| cancelExternalBooking\/200 \| undocumented_property \| \. \| .* -> something else again \| 56:201-256$/,
      ),
      expect.stringMatching(
        /^error \| cancelExternalBooking\/200 \| response_schema_conformance \| \. \| .* -> something else again \| 1:257-257$/,
      ),
    ]);
  });

  test("an invalid request is an error where it was accepted, a warning where it was refused", async () => {
    const requestBody = '{"service_id":1}';
    const refused = cancel({ requestBody, status: 422, responseBody: refusal });
    const report = await verify(cancel({ requestBody }), refused);
    expect(findings(report).map((line) => line.split(" -> ")[0])).toEqual([
      "error | cancelExternalBooking/200 | request_conformance | /external_location_id | a required property",
      "error | cancelExternalBooking/200 | request_conformance | /service_id | string",
      "warning | cancelExternalBooking/422 | request_conformance | /external_location_id | a required property",
      "warning | cancelExternalBooking/422 | request_conformance | /service_id | string",
    ]);
    expect((await verify(refused)).verdict).toBe("conforms");
  });

  test("credentials that are not in the recording are a warning; without headers nothing is said", async () => {
    const withoutKey = { "content-type": "application/json", Authorization: "[redacted]" };
    expect(findings(await verify(cancel({ requestHeaders: withoutKey })))).toEqual([
      "warning | cancelExternalBooking/200 | request_conformance | . | the header x-api-key -> none | 1:1-1",
      "warning | cancelExternalBooking/200 | request_conformance | . | authorization with bearer -> another scheme | 1:1-1",
    ]);
    const { requestHeaders: _, ...without } = cancel();
    expect(findings(await verify(without))).toEqual([]);
  });

  test("another method of a described path is one, an error unless it was refused", async () => {
    const report = await verify(
      cancel({ method: "PATCH" }),
      cancel({ method: "GET", status: 405 }),
    );
    expect(findings(report)).toEqual([
      "error | cancelExternalBooking/another_method | request_conformance | . | DELETE -> another method, answered 200 | 1:1-1",
      "warning | cancelExternalBooking/another_method | request_conformance | . | DELETE -> another method, answered 405 | 1:2-2",
    ]);
  });

  test("undocumented statuses, redirects, crashes, markup and lost answers are found", async () => {
    const report = await verify(
      cancel({ status: 404 }),
      cancel({ status: 307 }),
      cancel({ status: 500 }),
      cancel({ responseHeaders: { "content-type": "text/html" }, responseBody: "<html>" }),
      cancel({ status: 0, responseBody: "" }),
    );
    expect(findings(report).map((line) => line.split(" | ").slice(0, 3).join(" "))).toEqual([
      "error cancelExternalBooking/200 content_type_conformance",
      "error cancelExternalBooking/307 status_code_conformance",
      "warning cancelExternalBooking/404 status_code_conformance",
      "error cancelExternalBooking/500 status_code_conformance",
      "warning cancelExternalBooking/no_answer transport_conformance",
    ]);
  });

  test.each([
    [
      "is wrapped",
      cancel({ responseBody: JSON.stringify({ meta: {}, data: {} }) }),
      /wrapped in `meta` and `data`/,
    ],
    [
      "is markup",
      cancel({ responseBody: "<html>", responseHeaders: { "content-type": "Text/HTML" } }),
      /proxy or gateway/,
    ],
    ["is markup by its body", cancel({ responseBody: "<html>" }), /proxy or gateway/],
    [
      "is markup with an undocumented status",
      cancel({ status: 502, responseHeaders: { "content-type": "text/html; charset=utf-8" } }),
      /proxy or gateway/,
    ],
    [
      "has null in a field",
      cancel({ responseBody: booking((b) => Object.assign(b, { email: null })) }),
      /absent value as null/,
    ],
    [
      "is of another framework",
      cancel({ status: 422, responseBody: JSON.stringify({ detail: "x" }) }),
      /another framework/,
    ],
    [
      "seems to miss the body, of which nothing can be known here",
      cancel({
        status: 422,
        responseBody: '{"detail":[{"loc":["body"],"msg":1,"type":"value_error.missing"}]}',
      }),
      /^none$/,
    ],
    ["is a success of another shape", cancel({ responseBody: '{"message":"x"}' }), /^none$/],
    [
      "has no media type and no documented status",
      cancel({ status: 404, responseHeaders: {}, responseBody: "<html>" }),
      /^none$/,
    ],
    ["lacks a field", cancel({ responseBody: booking((b) => delete b.email) }), /^none$/],
    ["is not described", cancel({ status: 404, responseBody: "<html>" }), /^none$/],
  ])("name the likely cause of an answer that %s", async (_, exchange, cause) => {
    const report = await verify(exchange, exchange, exchange);
    const found = report.results.flatMap((result) => result.findings);
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) {
      expect(one.cause ?? "none").toMatch(cause);
      expect(one.occurrences?.count).toBe(3);
    }
  });

  test("blame a null for what is null, and for nothing else", async () => {
    const responseBody = booking((b) => {
      Object.assign(b, { email: null });
      delete b.phone;
    });
    const { results } = await verify(cancel({ responseBody }));
    const causes = results.flatMap(({ findings }) =>
      findings.map(({ pointer, cause }) => [pointer, cause !== undefined]),
    );
    expect(causes).toEqual([
      ["/phone", false],
      ["/email", true],
    ]);
  });

  test("are warnings that fail the run only when asked", async () => {
    const lines = ndjson(cancel({ status: 404 }));
    expect((await verifyTraffic([source("a", lines)])).verdict).toBe("conforms");
    const strict = await verifyTraffic([source("a", lines)], { failOn: "warning" });
    expect(strict.verdict).toBe("violations");
  });
});

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
      { ...cancel(), url: "mailto:x" },
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
    const left = entry(cancel()) as { response: { content: { text?: string } } };
    delete left.response.content.text;
    const unsent = entry(cancel()) as { request: { postData?: unknown } };
    delete unsent.request.postData;
    const entries = [1, null, {}, { request: {} }, left, unsent, entry(cancel())];
    const report = await verifyTraffic([source("a.har", har(entries))]);
    expect(report.setAside?.map(({ reason, count, first }) => [reason, count, first.at])).toEqual([
      ["not an object", 2, 1],
      ["no request", 1, 3],
      ["no response", 1, 4],
      ["an answer body that was not recorded", 1, 5],
      ["a request body that was not recorded", 1, 6],
    ]);
    expect(report.setAside?.map(({ kind }) => kind)).toEqual(Array(5).fill("unreadable"));
    expect(report.summary).toMatchObject({ exchanges: 1, unreadable: 6 });
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
    expect(report.results[0]).toMatchObject({ exchanges: 1 });
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
      expect(report.results.map(({ outcome }) => outcome)).toEqual([
        "inconclusive",
        "inconclusive",
      ]);
      expect(report.verdict).toBe("violations");
    }
  });
});

test("bodies may be base64, and header fields lists", async () => {
  const base64 = (text = "") => Buffer.from(text).toString("base64");
  const encoded: RecordedExchange = cancel({
    requestBody: base64(cancel().requestBody),
    requestBodyEncoding: "base64",
    responseBody: base64(cancel().responseBody),
    responseBodyEncoding: "base64",
    responseHeaders: { "Content-Type": ["application/json"], vary: ["a", "b"] },
  });
  expect(isExchange(encoded)).toBe(true);
  const report = await verify(encoded, encoded);
  expect(findings(report)).toEqual([]);
  expect(report.results[0]).toMatchObject({ exchanges: 2 });
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
