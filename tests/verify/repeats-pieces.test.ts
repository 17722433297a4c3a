/** Where in a long piece repeats are recognised, and how much of it is copied to tell. */
import { afterEach, expect, jest, test } from "@jest/globals";
import { createRepeats } from "../../src/verify/repeats.js";
import { encode, judged, write } from "./learned.js";
import { booking, cancel } from "./samples.js";

afterEach(() => {
  jest.restoreAllMocks();
});

const long = (letter: string, times: number) =>
  write(
    "ndjson",
    cancel({ responseBody: booking((b) => Object.assign(b, { reason: letter.repeat(times) })) }),
  );
const taught = (text: string) => {
  const repeats = createRepeats();
  const known = judged(encode(text), "ndjson");
  if (!known) throw new Error("The sample cannot be judged.");
  repeats.learn(encode(text), "ndjson", known.exchange, known.judgement);
  return repeats;
};

// Characters of two and of four bytes, so that some window ends within one.
test.each(["é", "\u{1f000}", "x"])("all repeats are recognised, at any place: %s", (letter) => {
  const text = long(letter, 900);
  const { length } = encode(text);
  const repeats = taught(text);
  for (const before of ["", " ", "  ", "   "]) {
    const bytes = encode(before + text.repeat(60));
    repeats.nextChunk();
    for (let from = before.length; from < bytes.length; from += length) {
      expect(repeats.match(bytes, from)).toBe(from + length);
      expect(repeats.match(bytes, from + 1)).toBe(-1);
    }
  }
});

test.each([0, 1, 2, 3, 4])("a window may end with %s bytes of a character of four", (bytes) => {
  const text = long("x", 1);
  const filled = text.padEnd(65_536 - bytes);
  expect(taught(text).match(encode(`${filled}\u{1f000}`), 0)).toBe(text.length);
});

test("what is recognised in a row is copied once, but for what the windows cut", () => {
  const text = long("x", 900);
  const { length } = encode(text);
  const repeats = taught(text);
  const bytes = encode(text.repeat(60));
  const copied = jest.spyOn(Buffer, "from");
  for (let from = 0; from < bytes.length; from += length) repeats.match(bytes, from);
  const inWindow = Math.floor(65_536 / length);
  expect(copied).toHaveBeenCalledTimes(Math.ceil(60 / inWindow));
});

test("what is not recognised is copied anew only where less than half a window is left", () => {
  const repeats = taught(long("x", 1));
  const bytes = encode("x".repeat(100_000));
  const copied = jest.spyOn(Buffer, "from");
  const copies = (from: number) => {
    expect(repeats.match(bytes, from)).toBe(-1);
    return copied.mock.calls.length;
  };
  expect([0, 1, 32_768, 32_769, 65_536, 98_000, 98_001, 99_999].map(copies)).toEqual([
    1, 1, 1, 2, 2, 3, 3, 3,
  ]);
});

test("no repeat is taken from the piece before", () => {
  const text = long("x", 10);
  const repeats = taught(text);
  expect(repeats.match(encode(text + text), 0)).toBe(encode(text).length);
  repeats.nextChunk();
  expect(repeats.match(encode("-".repeat(2 * text.length)), 0)).toBe(-1);
  repeats.nextChunk();
  expect(repeats.match(encode(`-${text}`), 1)).toBe(encode(text).length + 1);
});

test("no repeat is made of bytes that are not UTF-8", () => {
  const text = long("x", 10);
  const repeats = taught(text);
  const broken = Buffer.from(text);
  broken[broken.indexOf("xxx")] = 0xff;
  for (const bytes of [broken, Uint8Array.of(0x80), Uint8Array.of(0xc3, 0x80), new Uint8Array()]) {
    expect([repeats.match(bytes, 0), repeats.isRepeat(bytes)]).toEqual([-1, false]);
  }
  expect(repeats.isRepeat(encode(text))).toBe(true);
  expect(repeats.isRepeat(encode(`${text}é`))).toBe(false);
});
