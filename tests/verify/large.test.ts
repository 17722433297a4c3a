/** Files of many megabytes, and what was made to exhaust a reader; apart from the rest, which a mutation run repeats. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "@jest/globals";
import { renderers } from "../../src/report/formats/renderers.js";
import type { RecordedExchange } from "../../src/verify/exchange.js";
import { splitHarEntries } from "../../src/verify/read/har-entries.js";
import { splitLines } from "../../src/verify/read/lines.js";
import { MAX_ITEM_BYTES } from "../../src/verify/read/splitter.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { bombs } from "../judge/bombs.js";
import { booking, cancel, entry, har, ndjson, type Sample, source } from "./samples.js";
import { found } from "./split.js";

/** Files and exchanges of many megabytes; apart from the rest, which a mutation run repeats. */
describe("large files", () => {
  const directory = mkdtempSync(join(tmpdir(), "solv-large-traffic-"));
  afterAll(() => rmSync(directory, { recursive: true }));

  /** Longer than two of the pieces in which a file is read; no two places in it are alike. */
  const LONG_TEXT = Array.from({ length: 100_000 }, (_, index) => index).join(" ");

  test("a large file is read whole, also an exchange that is longer than a piece of it", async () => {
    const long = cancel({
      responseBody: booking((one) => Object.assign(one, { note: LONG_TEXT })),
    });
    const lines = [...Array.from({ length: 300 }, () => cancel()), long, long, cancel()];
    for (const [name, text] of [
      ["large.ndjson", ndjson(...lines)],
      ["large.har", har(lines.map(entry))],
    ] as const) {
      const path = join(directory, name);
      for (const [file, bytes] of [
        [path, text],
        [`${path}.gz`, gzipSync(text)],
      ] as const) {
        writeFileSync(file, bytes);
        const { summary, setAside } = await verifyTraffic([file]);
        expect({ setAside, ...summary }).toMatchObject({
          setAside: [],
          exchanges: lines.length,
          passed: 0,
          warned: 1,
          errors: 0,
        });
      }
    }
  });

  test("entries of a HAR that are too long are counted, and the next is found", () => {
    const long = { text: "x".repeat(MAX_ITEM_BYTES) };
    expect(found(splitHarEntries, har([long, { a: 1 }]), 1_000_000)).toEqual([
      "1 unreadable: longer than 16 MiB",
      '2 {"a":1}',
    ]);
  });

  test("lines that are too long are counted, and the next is found", () => {
    const text = `${"x".repeat(MAX_ITEM_BYTES + 1)}\n{}\n`;
    expect(found(splitLines, text, 1_000_000)).toEqual([
      "1 unreadable: longer than 16 MiB",
      "2 {}",
    ]);
  });
});

/** Recorded answers that were made to exhaust their reader cost `verify` no more than reading them. */
describe("bombs", () => {
  const SIZE = 20_000;

  async function verified(...exchanges: RecordedExchange[]) {
    const report = await verifyTraffic([source("a.ndjson", ndjson(...exchanges))]);
    expect(report.summary).toMatchObject({ exchanges: exchanges.length, unreadable: 0 });
    const lengths = Object.values(renderers).map((render) => render(report).length);
    expect(Math.max(...lengths)).toBeLessThan(exchanges.length === 1 ? 5 * SIZE : 5_000_000);
    const findings = report.results.flatMap((result) => result.findings);
    expect(findings.filter((found) => JSON.stringify(found).length >= 2_000)).toEqual([]);
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
      received: expect.stringMatching(/^\d{3,} more of them$/),
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
    [
      "many parameters of a media type",
      { responseHeaders: { "content-type": ";a=b".repeat(SIZE) } },
    ],
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
    const requests = ["id", "email"].map((other) =>
      JSON.stringify(Object.fromEntries(names.map((name) => [`${name}_${other}`, 0]))),
    );
    const exchanges = Array.from({ length: 900 }, (_, index) => index + 100).flatMap((status) =>
      requests.map((requestBody) => cancel({ status, requestBody })),
    );
    const { report, findings } = await verified(...exchanges);
    expect(findings.length).toBeLessThan(4_000);
    const { errors, warnings } = report.summary;
    expect(errors + warnings).toBeGreaterThan(findings.length);
    expect(JSON.stringify(report)).toMatch(/\d+ more findings, which are left out/);
  });
});
