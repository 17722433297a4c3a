/**
 * A thousand changed exchanges: `verify` says of each what a plain reading of the line and a plain
 * judgement of its parts say. `DIFFERENTIAL_RUNS` asks for more of them.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { findOperation } from "../../src/description/operations.js";
import type { Finding } from "../../src/judge/finding.js";
import { judgeRequest, judgeResponse } from "../../src/judge/judge.js";
import { documentLookup } from "../../src/judge/lookup.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import {
  booking,
  cancel,
  entry,
  har,
  ndjson,
  refusal,
  type Sample,
  source,
  token,
} from "./samples.js";

const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 500);
/** Exchanges of one verification; large enough that chunks end in the middle of some. */
const BATCH = 50;

const samples: readonly Sample[] = [
  cancel(),
  token,
  cancel({ status: 422, responseBody: refusal }),
  cancel({ status: 404, responseBody: '{"detail":"gone"}' }),
  cancel({ responseBody: booking((one) => Object.assign(one, { id: "x", y: -3 })) }),
  cancel({ responseBody: booking((one) => Object.assign(one, { email: null })) }),
  cancel({ status: 502, responseHeaders: { "content-type": "text/html" }, responseBody: "<html>" }),
];

/** Changes one place of a text, or one value of a JSON text. */
const edit = fc.oneof(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    remove: fc.integer({ min: 0, max: 4 }),
    insert: fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 3 }),
      fc.constantFrom('"', "\\", "{", "}", ",", "0", "-1", "1e9", " ", "\n", "\\u0041", "<"),
    ),
  }),
  fc.record({ place: fc.nat(30), value: fc.jsonValue({ maxDepth: 1 }) }),
);

function edited(
  text: string,
  change: typeof edit extends fc.Arbitrary<infer T> ? T : never,
): string {
  if ("at" in change) {
    const from = Math.floor(change.at * text.length);
    return text.slice(0, from) + change.insert + text.slice(from + change.remove);
  }
  let seen = 0;
  const swap = (_: string, old: unknown) =>
    typeof old !== "object" && seen++ === change.place ? change.value : old;
  try {
    return JSON.stringify(JSON.parse(text), swap);
  } catch {
    return text;
  }
}

const exchange = fc
  .record({
    sample: fc.constantFrom(...samples),
    part: fc.constantFrom("requestBody" as const, "responseBody" as const),
    change: edit,
    type: fc.constantFrom("application/json", "Application/JSON; charset=utf-8", "text/plain", ""),
    status: fc.option(fc.constantFrom(200, 201, 204, 307, 401, 404, 422, 429, 500, 503)),
  })
  .map(({ sample, part, change, type, status }): Sample => {
    const headers = sample.responseHeaders ?? {};
    const typed = type === "" ? {} : { "Content-Type": type };
    return {
      ...sample,
      [part]: edited(sample[part] ?? "", change),
      status: status ?? sample.status,
      responseHeaders: sample.status === 502 ? headers : { ...typed, date: "x" },
    };
  });

/** What plain code says of a line: each finding without its cause and its sentence, once. */
function plainly(line: string): ReadonlySet<string> {
  const { method, url, status, ...rest } = JSON.parse(line) as Required<Sample>;
  const path = new URL(url, "http://any").pathname;
  const operation = findOperation(method, path);
  if (!operation) throw new Error("The sample belongs to no operation.");
  const bytes = (text: string) => new TextEncoder().encode(text);
  const list = (headers: object) => Object.entries(headers) as [string, string][];
  const [sent, received] = [list(rest.requestHeaders), list(rest.responseHeaders)];
  const request = { method, path, headers: sent, body: bytes(rest.requestBody) };
  const answer = { status, headers: received, body: bytes(rest.responseBody) };
  const isRefused = status >= 400 && status < 500;
  const found = [
    ...judgeRequest(operation, request, documentLookup).map((one) => ({
      ...one,
      severity: isRefused ? "warning" : one.severity,
    })),
    ...judgeResponse(operation, answer, documentLookup),
  ];
  return new Set(
    found.map((one) => {
      const pointer = one.pointer.replace(/\/\d+(?=\/|$)/g, "/*");
      return said(operation.id, status, { ...one, pointer });
    }),
  );
}

function said(
  operationId: string,
  status: number | undefined,
  found: Omit<Finding, "severity"> & { readonly severity: string },
): string {
  const { severity, check, pointer, source: place, documented, received } = found;
  return [operationId, status, severity, check, pointer, place, documented, received].join(" | ");
}

/** In how many exchanges of a batch each finding is. */
function plainCounts(lines: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of lines.flatMap((line) => [...plainly(line)]))
    counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

async function counts(name: string, text: string): Promise<Record<string, number>> {
  const { results, summary } = await verifyTraffic([source(name, text, 1009)]);
  expect(summary).toMatchObject({ exchanges: BATCH, unreadable: 0, unmatched: 0 });
  // Those that differ in their cause alone are one here.
  const all: Record<string, number> = {};
  for (const { operationId, status, findings } of results) {
    for (const one of findings) {
      const key = said(operationId, status, one);
      all[key] = (all[key] ?? 0) + (one.occurrences?.count ?? 0);
    }
  }
  return all;
}

test.each(["ndjson", "har"] as const)(
  "changed exchanges are judged as plain code judges them, in %s",
  async (format) => {
    const batches = fc.array(exchange, { minLength: BATCH, maxLength: BATCH });
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const lines = batch.map((one) => JSON.stringify(one));
        const text = format === "har" ? har(batch.map(entry)) : ndjson(...lines);
        expect(await counts(format, text)).toEqual(plainCounts(lines));
      }),
      { numRuns: Math.ceil(RUNS / BATCH), endOnFailure: true },
    );
  },
);
