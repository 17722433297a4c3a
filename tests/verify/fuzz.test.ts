/** Thousands of changed exchanges: whatever repeats recognise is judged as it would be by parsing. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { encode, judged, learned, write } from "./learned.js";
import { booking, cancel, refusal } from "./samples.js";

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
