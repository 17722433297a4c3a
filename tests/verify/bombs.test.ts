/** Recorded answers that were made to exhaust their reader cost `verify` no more than reading them. */
import { expect, test } from "@jest/globals";
import { renderers } from "../../src/report/formats/renderers.js";
import type { RecordedExchange } from "../../src/verify/exchange.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { bombs } from "../judge/bombs.js";
import { cancel, ndjson, type Sample, source } from "./samples.js";

const SIZE = 60_000;

async function verified(...exchanges: RecordedExchange[]) {
  const report = await verifyTraffic([source("a.ndjson", ndjson(...exchanges))]);
  expect(report.summary).toMatchObject({ exchanges: exchanges.length, unreadable: 0 });
  for (const render of Object.values(renderers)) {
    expect(render(report).length).toBeLessThan(5_000_000);
  }
  const findings = report.results.flatMap((result) => result.findings);
  for (const found of findings) expect(JSON.stringify(found).length).toBeLessThan(2_000);
  return { report, findings };
}

test.each(bombs(SIZE))("an answer of %s", async (_, status, responseBody) => {
  const { findings } = await verified(cancel({ status, responseBody }));
  expect(findings.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(findings)).not.toContain("xxxx");
});

test.each(bombs(SIZE))("a request of %s", async (_, __, requestBody) => {
  const { findings } = await verified(cancel({ requestBody }));
  expect(findings.length).toBeLessThanOrEqual(50);
});

test("names that are not told are counted", async () => {
  const [, , responseBody] = bombs(SIZE).find(([name]) => name === "many known names") ?? [];
  const { findings } = await verified(cancel({ responseBody: responseBody ?? "" }));
  const names = findings.filter(({ check }) => check === "undocumented_property");
  expect(names).toHaveLength(21);
  expect(names.at(-1)).toMatchObject({
    pointer: "",
    received: expect.stringMatching(/^\d{4,} more of them$/),
  });
});

test.each<[string, Partial<Sample>]>([
  [
    "many header fields",
    {
      responseHeaders: Object.fromEntries(
        Array.from({ length: SIZE / 10 }, (_, i) => [`h${i}`, "v"]),
      ),
    },
  ],
  ["a long header field", { responseHeaders: { "content-type": "a".repeat(SIZE) } }],
  ["a long name of a header field", { responseHeaders: { ["a".repeat(SIZE)]: "v" } }],
  ["many parameters of a media type", { responseHeaders: { "content-type": ";a=b".repeat(SIZE) } }],
  ["many credentials", { requestHeaders: { authorization: Array(SIZE / 10).fill("Bearer x") } }],
  ["a long credential", { requestHeaders: { authorization: " ".repeat(SIZE) } }],
  ["a long path", { url: `/v1/partner/external_bookings/${"x".repeat(SIZE)}` }],
  ["a path of many steps", { url: "/v1".repeat(SIZE / 3) }],
  ["a long query", { url: `${cancel().url}?${"a&".repeat(SIZE / 2)}` }],
  ["a long method", { method: "x".repeat(SIZE) }],
])("an exchange with %s", async (_, parts) => {
  const { findings } = await verified(cancel(parts));
  expect(JSON.stringify(findings)).not.toContain("xxxx");
});

test("a finding for each of all statuses and places stays a report that can be read", async () => {
  const names = [
    "id",
    "email",
    "phone",
    "reason",
    "status",
    "gender",
    "address_city",
    "birth_date",
  ];
  const requests = Array.from({ length: 128 }, (_, bits) => {
    const body = names.map((name, index) => [`${name}_${names[bits % 8]}`, bits & (1 << index)]);
    return JSON.stringify(Object.fromEntries(body));
  });
  const exchanges = Array.from({ length: 900 }, (_, index) => index + 100).flatMap((status) =>
    requests.slice(0, 3).map((requestBody) => cancel({ status, requestBody })),
  );
  const { report, findings } = await verified(...exchanges);
  expect(findings.length).toBeLessThan(4_000);
  const { errors, warnings } = report.summary;
  expect(errors + warnings).toBeGreaterThan(findings.length);
  expect(JSON.stringify(report)).toMatch(/\d+ more findings, which are left out/);
});
