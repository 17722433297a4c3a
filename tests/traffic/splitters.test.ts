import { describe, expect, test } from "@jest/globals";
import { detectFormat, splitByFormat } from "../../src/traffic/format.js";
import { splitHarEntries } from "../../src/traffic/har-entries.js";
import { splitLines } from "../../src/traffic/lines.js";
import { MAX_ITEM_BYTES, type Splitter, type SplitterSink } from "../../src/traffic/splitter.js";
import { har } from "./samples.js";

type Split = (sink: SplitterSink) => Splitter;

/** What a splitter finds, with the text cut at every given size. */
function found(split: Split, data: string | Uint8Array, size: number): string[] {
  const seen: string[] = [];
  const splitter = split({
    item: (bytes, at) => seen.push(`${at} ${Buffer.from(bytes).toString()}`),
    unreadable: (reason, at) => seen.push(`${at} unreadable: ${reason}`),
    match: () => -1,
    matched: () => seen.push("matched"),
  });
  const bytes = Buffer.from(data as Uint8Array);
  for (let at = 0; at < bytes.length; at += size) {
    // A `Buffer`, as streams give them: its `slice` copies nothing.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    splitter.push(chunk);
    // A stream may use its buffer again.
    chunk.fill(0);
  }
  splitter.end();
  return seen;
}

const SIZES = [1, 2, 3, 5, 7, 64, 1_000_000];

describe("entries of a HAR", () => {
  const entries = [
    { a: 1 },
    { text: 'quote " backslash \\ brace } bracket ] \\" é 預約 🦷' },
    { nested: [{ x: [] }, "]}"], empty: {} },
    { "": "\\" },
  ];

  test.each(SIZES)("are found in pieces of %i bytes, minified or not", (size) => {
    for (const indent of [undefined, 2]) {
      const seen = found(splitHarEntries, har(entries, indent), size);
      expect(seen.map((line) => JSON.parse(line.slice(2)))).toEqual(entries);
      expect(seen.map((line) => line[0])).toEqual(["1", "2", "3", "4"]);
    }
  });

  test("of which there are none make nothing", () => {
    expect(found(splitHarEntries, har([]), 3)).toEqual([]);
  });

  test.each(SIZES)("that are no objects are counted in their place, %i", (size) => {
    expect(found(splitHarEntries, har([1, {}, "x,y", [], null, {}, true]), size)).toEqual([
      "1 unreadable: not an object",
      "2 {}",
      "3 unreadable: not an object",
      "4 []",
      "5 unreadable: not an object",
      "6 {}",
      "7 unreadable: not an object",
    ]);
  });

  test("are looked for in log.entries only", () => {
    const decoy = '{"entries":[{}],"log":{"x":{"entries":[{}]}},"logs":{"entries":[{}]}}';
    expect(found(splitHarEntries, decoy, 4)).toEqual(["1 unreadable: a HAR without log.entries"]);
  });

  test("that end too early are told", () => {
    const whole = har([{ a: 1 }, { b: 2 }]);
    const cut = whole.slice(0, whole.indexOf('"b"') + 2);
    expect(found(splitHarEntries, cut, 5)).toEqual([
      '1 {"a":1}',
      "2 unreadable: a HAR that ends too early",
    ]);
  });

  test("that are too long are counted, and the next is found", () => {
    const long = { text: "x".repeat(MAX_ITEM_BYTES) };
    expect(found(splitHarEntries, har([long, { a: 1 }]), 1_000_000)).toEqual([
      "1 unreadable: longer than 16 MiB",
      '2 {"a":1}',
    ]);
  });
});

describe("lines of NDJSON", () => {
  test.each(SIZES)("are found in pieces of %i bytes", (size) => {
    expect(found(splitLines, '{"a":"é"}\n\n \r\n{"b":1}\r\nnot json\n{"c":1}', size)).toEqual([
      '1 {"a":"é"}',
      '4 {"b":1}\r',
      "5 not json",
      '6 {"c":1}',
    ]);
  });

  test("that are too long are counted, and the next is found", () => {
    const text = `${"x".repeat(MAX_ITEM_BYTES + 1)}\n{}\n`;
    expect(found(splitLines, text, 1_000_000)).toEqual([
      "1 unreadable: longer than 16 MiB",
      "2 {}",
    ]);
  });
});

describe("the format", () => {
  test.each([
    ['{"log":{', "har"],
    ['{ "log" :', "har"],
    ['\n{\r\n  "version"', "har"],
    ["{\n", "har"],
    ['{"method":"GET"}\n', "ndjson"],
    ['{"logs":1}', "ndjson"],
    ["{}", "ndjson"],
    ["[", "ndjson"],
    ["GET /", "ndjson"],
    ["", undefined],
    [" \n ", undefined],
    ["{ ", undefined],
    ['{"lo', undefined],
    ['{"log', undefined],
    ["{\r", undefined],
  ])("of %j is %s", (text, format) => {
    expect(detectFormat(new TextEncoder().encode(text))).toBe(format);
  });

  test("is found whatever the chunks, with a byte order mark too", () => {
    for (const mark of ["", "\ufeff"]) {
      for (const size of [1, 2, 100]) {
        const formats: string[] = [];
        const split: Split = (sink) =>
          splitByFormat((format) => {
            formats.push(format);
            return sink;
          });
        expect(found(split, `${mark}${har([{ a: 1 }])}`, size)).toEqual(['1 {"a":1}']);
        expect(found(split, `${mark}{"log":1}`.replace("log", "method"), size)).toEqual([
          '1 {"method":1}',
        ]);
        expect(found(split, "", size)).toEqual([]);
        expect(formats).toEqual(["har", "ndjson", "ndjson"]);
      }
    }
  });

  test("is decided before memory grows", () => {
    expect(detectFormat(Buffer.alloc(70_000, " "))).toBe("ndjson");
  });
});
