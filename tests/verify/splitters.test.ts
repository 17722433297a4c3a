/** How traffic is cut into exchanges: HAR, NDJSON, telling them apart, and the limits of each. */
import { describe, expect, test } from "@jest/globals";
import { detectFormat, splitByFormat } from "../../src/verify/read/format.js";
import { splitHarEntries } from "../../src/verify/read/har-entries.js";
import { splitLines } from "../../src/verify/read/lines.js";
import { ItemBuffer, MAX_ITEM_BYTES, TOO_LONG } from "../../src/verify/read/splitter.js";
import { har } from "./samples.js";
import { found, type Split } from "./split.js";

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

  test.each([
    '{"entries":[{}],"log":{"x":{"entries":[{}]}},"logs":{"entries":[{}]}}',
    '{"log":{"entries":{"x":[{}]}}}',
    '{"log":{"entries":{"a":{}}}}',
    '{"log":{"entries":0},"log":[[{}]]}',
    '{"log":{"entries":"[{}]"}}',
    '[["log",["entries",[{}]]]]',
  ])("are looked for in log.entries only: not in %s", (decoy) => {
    expect(found(splitHarEntries, decoy, 4)).toEqual(["1 unreadable: a HAR without log.entries"]);
  });

  test("end with their array, whatever comes before and behind", () => {
    const before = `{"${"long".repeat(50_000)}":1,"log":{"pages":[{}],`;
    const text = `${before}"entries":[{"a":1},2],"more":{"a":[{}]},"b":[{}],"c":[3]}}`;
    const entries = ['1 {"a":1}', "2 unreadable: not an object"];
    expect(found(splitHarEntries, text, 1000)).toEqual(entries);
    expect(found(splitHarEntries, `${text}]}`, 1000)).toEqual(entries);
  });

  test("that end too early are told", () => {
    const whole = har([{ a: 1 }, { b: 2 }]);
    const cut = whole.slice(0, whole.indexOf('"b"') + 2);
    expect(found(splitHarEntries, cut, 5)).toEqual([
      '1 {"a":1}',
      "2 unreadable: a HAR that ends too early",
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
    ['[{"log":', "ndjson"],
    ["x{\n", "ndjson"],
    ["x{", "ndjson"],
    ['[{"lo', "ndjson"],
    ["", undefined],
    [" \n ", undefined],
    ["{ ", undefined],
    ['{"lo', undefined],
    ['{"log', undefined],
    ["{\r", undefined],
    ['{"_meta":{"log":1,"url":"x"},"log":', "har"],
    ['{"_meta":{"log":1},"a":["method"],"b":"log","log" : {', "har"],
    ['{"a":"{\\"log\\":","url":', "ndjson"],
    ['{"a":"log","status":', "ndjson"],
    ['{"a":"\\\\","requestHeaders":', "ndjson"],
    ['{"a":{},"b":1}', "ndjson"],
    ['{"a":{},\n"b"', "har"],
    ['{"a":"{\\"log', undefined],
    ['{"a":"\\', undefined],
    ['{"_meta":{"log":{', undefined],
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
    expect(detectFormat(Buffer.alloc(2 ** 20 - 1, " "))).toBeUndefined();
    expect(detectFormat(Buffer.alloc(2 ** 20, " "))).toBe("ndjson");
  });

  const formats: string[] = [];
  const split: Split = (sink) =>
    splitByFormat((format) => {
      formats.push(format);
      return sink;
    });

  test("is found of a file of two bytes", () => {
    formats.length = 0;
    found(split, "{\n", 1);
    expect(formats).toEqual(["har"]);
  });

  test.each([
    ["A", [0x41, 0xbb, 0xbf]],
    ["begun mark and A", [0xef, 0x41, 0xbf]],
    ["begun mark and A at its end", [0xef, 0xbb, 0x41]],
    ["another character of three bytes", [0xef, 0xac, 0x80]],
  ])("is decided at once behind what is no byte order mark: %s", (_, bytes) => {
    formats.length = 0;
    const items: string[] = [];
    const splitter = split({
      item: (line) => items.push(Buffer.from(line).toString("hex")),
      unreadable: () => {},
    });
    splitter.push(Uint8Array.from(bytes));
    expect(formats).toEqual(["ndjson"]);
    splitter.end();
    expect(items).toEqual([Buffer.from(bytes).toString("hex")]);
  });
});

describe("the buffer of an item", () => {
  const half = new Uint8Array(MAX_ITEM_BYTES / 2).fill(7);
  const taken = (...parts: Uint8Array[]) => {
    const buffer = new ItemBuffer();
    for (const part of parts) buffer.add(part);
    const long = buffer.take(Uint8Array.of(1));
    expect(buffer.isEmpty).toBe(true);
    buffer.add(Uint8Array.of(2));
    expect(buffer.isEmpty).toBe(false);
    return [long?.length, [...(buffer.take(Uint8Array.of(3)) ?? [])]];
  };

  test("holds 16 MiB and no more, and is empty afterwards", () => {
    expect(MAX_ITEM_BYTES).toBe(16 * 2 ** 20);
    expect(taken()).toEqual([1, [2, 3]]);
    expect(TOO_LONG).toBe("longer than 16 MiB");
    expect(taken(half, half.subarray(1))).toEqual([MAX_ITEM_BYTES, [2, 3]]);
    const exact = new ItemBuffer();
    for (const part of [half, half]) exact.add(part);
    expect(exact.take(new Uint8Array())?.length).toBe(MAX_ITEM_BYTES);
    expect(taken(half, half)).toEqual([undefined, [2, 3]]);
    expect(taken(half, half, half)).toEqual([undefined, [2, 3]]);
  });

  test("keeps copies, and hands on what came in one piece as it is", () => {
    const buffer = new ItemBuffer();
    const part = Buffer.from("ab");
    buffer.add(part);
    buffer.add(new Uint8Array());
    part.fill(0);
    expect(String(buffer.take(Buffer.from("c")))).toBe("abc");
    const whole = Buffer.from("d");
    buffer.add(new Uint8Array());
    expect(buffer.take(whole)).toBe(whole);
  });
});
