import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type RecordedExchange, Unreadable } from "../../src/traffic/exchange.js";
import { exchangeOfEntry } from "../../src/traffic/har.js";
import { judgeExchange } from "../../src/traffic/judge-exchange.js";
import { exchangeOfLine } from "../../src/traffic/ndjson.js";
import { createRepeats } from "../../src/traffic/repeats.js";
import { booking, cancel, entry, refusal, token } from "./samples.js";

const READERS = { har: exchangeOfEntry, ndjson: exchangeOfLine };
type Format = keyof typeof READERS;

const encode = (text: string) => new TextEncoder().encode(text);

function judged(bytes: Uint8Array, format: Format) {
  const exchange = READERS[format](
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
  );
  if (exchange instanceof Unreadable) return undefined;
  const judgement = judgeExchange(exchange);
  return judgement && { exchange, judgement };
}

/** Repeats that have learned these exchanges. */
function learned(format: Format, ...texts: readonly string[]) {
  const repeats = createRepeats();
  for (const text of texts) {
    const bytes = encode(text);
    const known = judged(bytes, format);
    if (!known) throw new Error("The sample cannot be judged.");
    repeats.learn(bytes, format, known.exchange, known.judgement);
  }
  return (text: string | Uint8Array) => {
    const bytes = typeof text === "string" ? encode(text) : text;
    repeats.nextChunk();
    const end = repeats.match(bytes, 0);
    return end === bytes.length ? repeats.judgement : undefined;
  };
}

const write = (format: Format, exchange = cancel()) =>
  JSON.stringify(format === "har" ? entry(exchange) : exchange);

describe.each(["har", "ndjson"] as const)("in %s, an exchange is recognised", (format) => {
  // Learned anew by each test, since what is done while the file is loaded belongs to none of them.
  const match = (exchange: RecordedExchange) =>
    learned(format, write(format))(write(format, exchange));

  test.each([
    ["another id", cancel({ url: cancel().url.replace("sample-1", "b%2F2~'") })],
    [
      "another patient",
      cancel({
        responseBody: booking((b) =>
          Object.assign(b, { id: 7, last_name: 'Dé "J" \\ / \n\u0001' }),
        ),
      }),
    ],
    ["an id of zero", cancel({ responseBody: booking((b) => Object.assign(b, { id: 0 })) })],
    [
      "another token",
      cancel({ requestHeaders: { ...cancel().requestHeaders, authorization: "Bearer x.y" } }),
    ],
  ])("with %s", (_, exchange) => {
    expect(match(exchange)?.id).toBe("cancelExternalBooking/200");
  });

  test.each([
    ["status", cancel({ status: 201 })],
    ["method", cancel({ method: "PATCH" })],
    ["path", cancel({ url: `${cancel().url}/x` })],
    ["empty id", cancel({ url: cancel().url.replace("sample-1", "") })],
    ["media type", cancel({ responseHeaders: { "content-type": "text/html" } })],
    [
      "scheme",
      cancel({ requestHeaders: { ...cancel().requestHeaders, authorization: "Basic x" } }),
    ],
    ["missing header", cancel({ requestHeaders: { "content-type": "application/json" } })],
    ["kind", cancel({ responseBody: booking((b) => Object.assign(b, { id: "7" })) })],
    ["fraction", cancel({ responseBody: booking((b) => Object.assign(b, { id: 1.5 })) })],
    ["null", cancel({ responseBody: booking((b) => Object.assign(b, { email: null })) })],
    ["missing property", cancel({ responseBody: booking((b) => delete b.email) })],
    ["further property", cancel({ responseBody: booking((b) => Object.assign(b, { x: "y" })) })],
    ["no body", cancel({ responseBody: "" })],
    ["body that is not JSON", cancel({ responseBody: `${cancel().responseBody}x` })],
    ["request body", cancel({ requestBody: "{}" })],
  ])("but not with another %s", (_, exchange) => {
    expect(match(exchange)).toBeUndefined();
  });
});

test("what is encoded, has values that matter or is no JSON is not learned", () => {
  const base64 = Buffer.from(cancel().responseBody ?? "").toString("base64");
  for (const exchange of [
    cancel({ responseBody: base64, responseBodyEncoding: "base64" }),
    cancel({ responseBody: "<html>" }),
    // The description gives one of its properties a format.
    token,
  ]) {
    expect(learned("ndjson", JSON.stringify(exchange))(JSON.stringify(exchange))).toBeUndefined();
  }
});

test("what is written as \\uXXXX is not learned", () => {
  const text = JSON.stringify(cancel()).replace("Jane", "\\u004aane");
  expect(learned("ndjson", text)(text)).toBeUndefined();
});

test.each([
  ['\\"id\\":1001', '\\"id\\":01001'],
  ['\\"id\\":1001', '\\"id\\":-'],
  ['"time":12.5', '"time":012.5'],
  ['"time":12.5', '"time":12.'],
  ["sample-token", "sample\ntoken"],
  ["Jane", "Ja\\\\qne"],
  ["Jane", "Ja\\\\u12g4"],
])("what is no JSON is not recognised: %j as %j", (from, to) => {
  const text = write("har");
  expect(text).toContain(from);
  expect(learned("har", text)(text.replace(from, to))).toBeUndefined();
});

test("no more is learned than pays", () => {
  const odd = (name: string) =>
    cancel({ requestHeaders: { ...cancel().requestHeaders, [`x-${name}`]: "1" } });
  const repeats = createRepeats();
  const teach = (name: string) => {
    const bytes = encode(JSON.stringify(odd(name)));
    const known = repeats.isRepeat(bytes) ? undefined : judged(bytes, "ndjson");
    if (known) repeats.learn(bytes, "ndjson", known.exchange, known.judgement);
    repeats.nextChunk();
    return repeats.match(bytes, 0) === bytes.length;
  };
  const taught = Array.from({ length: 40 }, (_, index) => teach(`a${index}`));
  expect(taught.slice(0, 20)).not.toContain(false);
  expect(taught.slice(30)).not.toContain(true);
  for (let again = 0; again < 2000; again++) teach("a20");
  expect(teach("later")).toBe(true);
});

test("several kinds are told apart", () => {
  const refused = cancel({ status: 422, responseBody: refusal });
  const match = learned("har", write("har"), write("har", refused));
  for (const _ of [1, 2]) {
    expect(match(write("har"))?.id).toBe("cancelExternalBooking/200");
    expect(match(write("har", refused))?.id).toBe("cancelExternalBooking/422");
  }
});

test("a size of a body that was left out is not taken for another", () => {
  const empty = entry(cancel({ status: 404, responseBody: "" }));
  const left = structuredClone(empty) as { response: { content: { size: number; text?: string } } };
  delete left.response.content.text;
  const match = learned("har", JSON.stringify(left));
  expect(match(JSON.stringify(left))?.id).toBe("cancelExternalBooking/404");
  left.response.content.size = 12;
  expect(match(JSON.stringify(left))).toBeUndefined();
});

describe.each(["har", "ndjson"] as const)("in %s, whatever is recognised", (format) => {
  const samples = [
    write(format),
    write(format, cancel({ status: 422, responseBody: refusal })),
    write(format, cancel({ status: 404, responseBody: '{"detail":"gone"}' })),
    write(format, cancel({ responseBody: booking((b) => Object.assign(b, { id: "x", y: -3 })) })),
    // Findings with a likely cause.
    write(format, cancel({ responseBody: booking((b) => Object.assign(b, { email: null })) })),
    write(format, cancel({ status: 422, responseBody: '{"detail":"gone","message":"x"}' })),
    write(format, cancel({ status: 502, responseHeaders: { "content-type": "text/html" } })),
  ];

  /** What the slow way says, or nothing where it can say nothing. */
  const slowly = (bytes: Uint8Array) => {
    try {
      return judged(bytes, format)?.judgement;
    } catch {
      return undefined;
    }
  };

  test("is judged as it would be by parsing, with any bytes changed", () => {
    const change = fc.record({
      sample: fc.constantFrom(...samples),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      remove: fc.integer({ min: 0, max: 4 }),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 3 }),
        fc
          .constantFrom(
            '"',
            '\\"',
            "\\\\",
            "\\u0041",
            "\\\\u0041",
            "\\/",
            "{",
            "}",
            ",",
            "0",
            "-1",
            "1e9",
            " ",
            "é",
            "\\n",
            "/",
            "?",
          )
          .map(encode),
      ),
    });
    const match = learned(format, ...samples);
    let recognised = 0;
    fc.assert(
      fc.property(change, ({ sample, at, remove, insert }) => {
        const bytes = encode(sample);
        const from = Math.floor(at * bytes.length);
        const changed = Buffer.concat([
          bytes.subarray(0, from),
          insert,
          bytes.subarray(from + remove),
        ]);
        const judgement = match(changed);
        if (!judgement) return;
        recognised += 1;
        expect(judgement).toEqual(slowly(changed));
      }),
      { numRuns: 3000 },
    );
    expect(recognised).toBeGreaterThan(30);
  });

  test("is judged as it would be by parsing, with any value changed", () => {
    const match = learned(format, ...samples);
    let recognised = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.oneof(fc.jsonValue(), fc.string({ unit: "grapheme" }), fc.integer(), fc.double()),
        (sample, place, value) => {
          let seen = 0;
          const wanted = place % 60;
          const text = JSON.stringify(JSON.parse(sample), (_, old) =>
            typeof old !== "object" && seen++ === wanted ? value : old,
          );
          const judgement = match(text);
          if (!judgement) return;
          recognised += 1;
          expect(judgement).toEqual(slowly(encode(text)));
        },
      ),
      { numRuns: 2000 },
    );
    expect(recognised).toBeGreaterThan(100);
  });
});

test("a long string of escapes neither hangs nor throws", () => {
  const match = learned("ndjson", JSON.stringify(cancel()));
  const long = cancel({
    responseBody: booking((b) => Object.assign(b, { reason: '"\n'.repeat(200_000) })),
  });
  const text = JSON.stringify(long);
  expect(match(text)?.id ?? "slow").toMatch(/^(cancelExternalBooking\/200|slow)$/);
  expect(match(text.slice(0, -9))).toBeUndefined();
});
