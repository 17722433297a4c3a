/** The likely cause that a verification names for a finding, and when it names none. */
import { describe, expect, test } from "@jest/globals";
import { booking, cancel } from "./samples.js";
import { verify } from "./verified.js";

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
