/** Findings of a verification, and the likely causes that it names. */
import { describe, expect, test } from "@jest/globals";
import { verifyTraffic } from "../../src/verify/verify.js";
import { ANOTHER_METHOD, booking, cancel, ndjson, refusal, sisters, source } from "./samples.js";
import { findings, resultsOf, verify } from "./verified.js";

/** The findings of a verification: which there are, how severe they are, and how they are added up. */
describe("findings", () => {
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
      expect(resultsOf(report)[0]).toMatchObject({ outcome: "failed", exchanges: 6 });
    });

    test("name the file", async () => {
      const broken = ndjson(cancel({ status: 500 }));
      const report = await verifyTraffic([
        source("a", broken),
        source("b", ndjson(cancel()) + broken),
      ]);
      expect(report.target).toBe("a, b");
      expect(resultsOf(report)[1]?.findings[0]?.occurrences).toEqual({
        count: 2,
        of: 2,
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
        "error | cancelExternalBooking/422 | response_schema_conformance | /detail/* | object -> string | 1:1-1",
      ]);
    });

    test("of too many kinds are added up as one, so that memory stays flat", async () => {
      // Names of known words, since others are not told apart.
      const words = "id is has at by on of note type code data date time page count total".split(
        " ",
      );
      const lines = words.flatMap((a) =>
        words.map((b) =>
          cancel({ responseBody: booking((all) => Object.assign(all, { [`${a}_${b}`]: 1 })) }),
        ),
      );
      const broken = cancel({ responseBody: booking((all) => delete all.email) });
      const report = await verify(...lines, broken);
      expect(resultsOf(report)[0]?.findings).toHaveLength(202);
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
        cancel({ method: ANOTHER_METHOD }),
        cancel({ method: ANOTHER_METHOD, status: 405 }),
      );
      const found = `${sisters[0]?.id}/another_method | request_conformance | .`;
      const documented = sisters.map(({ method }) => method).join(" or ");
      expect(findings(report)).toEqual([
        `error | ${found} | ${documented} -> another method, answered 200 | 1:1-1`,
        `warning | ${found} | ${documented} -> another method, answered 405 | 1:2-2`,
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

    test("are warnings that fail the run only when asked", async () => {
      const lines = ndjson(cancel({ status: 404 }));
      expect((await verifyTraffic([source("a", lines)])).verdict).toBe("conforms");
      const strict = await verifyTraffic([source("a", lines)], { failOn: "warning" });
      expect(strict.verdict).toBe("violations");
    });
  });
});

/** The likely cause that a verification names for a finding, and when it names none. */
describe("causes", () => {
  describe("findings", () => {
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
  });
});
