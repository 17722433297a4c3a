/** gzip as `zcat` undoes it: whatever is wrong with a file, what can be inflated is read. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { DamagedGzip, gunzip } from "../../src/verify/read/gunzip.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, ndjson, source } from "./samples.js";

/** What is read of the bytes, and whether they were damaged: `cut` in the middle, or elsewhere. */
async function read(bytes: Uint8Array, size = 1000): Promise<[string, string]> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const inflated: Uint8Array[] = [];
  let damage = "none";
  try {
    for await (const piece of gunzip(pieces())) inflated.push(Buffer.from(piece));
  } catch (error) {
    if (!(error instanceof DamagedGzip)) throw error;
    damage = error.isCut ? "cut" : "other";
  }
  return [Buffer.concat(inflated).toString(), damage];
}

const text = Array.from({ length: 20_000 }, (_, index) => `line ${index * 7919}\n`).join("");
const packed = gzipSync(text);
const wrong = Buffer.from(packed);
wrong.writeUInt32LE(1, packed.length - 8);
const join = (...parts: (Uint8Array | string)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));

/** A header with every optional part (RFC 1952 §2.3) before the same data. */
const extended = join(
  Uint8Array.of(0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0),
  "abc",
  "name\0comment\0",
  Uint8Array.of(0, 0),
  packed.subarray(10),
);

describe.each([1, 7, 100_000])("in pieces of %i", (size) => {
  test.each<[string, Uint8Array, string, string]>([
    ["one member", gzipSync("a\n"), "a\n", "none"],
    ["members one after another", join(gzipSync("a\n"), gzipSync("b\n")), "a\nb\n", "none"],
    ["an empty member", join(gzipSync(""), gzipSync("b")), "b", "none"],
    ["zeros behind the end", join(gzipSync("a"), Buffer.alloc(512)), "a", "none"],
    ["bytes behind the end", join(gzipSync("a"), "junk"), "a", "other"],
    [
      "what looks like a member behind it",
      join(gzipSync("a"), "\u001f", Uint8Array.of(0x8b, 9)),
      "a",
      "other",
    ],
    ["a trailer that is cut off", gzipSync("abc").subarray(0, -3), "abc", "other"],
    ["no header", Uint8Array.of(0x1f, 0x8b), "", "other"],
  ])("%s", async (_, bytes, wanted, damage) => {
    expect(await read(bytes, size)).toEqual([wanted, damage]);
  });
});

test("a header may have a name, a comment, an extra field and a checksum", async () => {
  expect(await read(extended)).toEqual([text, "none"]);
  for (const cut of [3, 11, 13, 18, 26, 29]) {
    expect((await read(extended.subarray(0, cut)))[0]).toBe("");
  }
});

test("with a wrong checksum or size everything is read, and what follows too", async () => {
  expect(await read(wrong)).toEqual([text, "other"]);
  expect(await read(join(wrong, packed))).toEqual([text + text, "other"]);
  const size = Buffer.from(packed);
  size.writeUInt32LE(1, packed.length - 4);
  expect(await read(size)).toEqual([text, "other"]);
});

test("what is cut off or changed in the middle is read until there", async () => {
  const [until, damage] = await read(packed.subarray(0, packed.length - 100));
  expect(text.startsWith(until)).toBe(true);
  expect(until.length).toBeGreaterThan(text.length / 2);
  expect(damage).toBe("cut");
  const changed = gzipSync(text, { level: 0 });
  // Behind the first block, which is stored as it is (RFC 1951 §3.2.4), no block begins so.
  const length = changed.readUInt16LE(11);
  changed.fill(0xff, 15 + length, 20 + length);
  const [before, kind] = await read(changed);
  expect(text.slice(0, length).startsWith(before)).toBe(true);
  expect(before.length).toBeGreaterThan(length - 4096);
  expect(kind).toBe("cut");
});

test("a thousand times as much comes out in pieces", async () => {
  const zeros = gzipSync(Buffer.alloc(10_000_000));
  let size = 0;
  let largest = 0;
  async function* whole() {
    yield zeros;
  }
  for await (const piece of gunzip(whole())) {
    size += piece.length;
    largest = Math.max(largest, piece.length);
  }
  expect(size).toBe(10_000_000);
  expect(largest).toBeLessThanOrEqual(256 * 1024);
});

test.each<[string, Uint8Array]>([
  ["bytes behind the end", join(gzipSync(ndjson(...Array(200).fill(cancel()))), "junk")],
  [
    "a wrong checksum",
    (() => {
      const bytes = gzipSync(ndjson(...Array(200).fill(cancel())));
      bytes.writeUInt32LE(1, bytes.length - 8);
      return bytes;
    })(),
  ],
])("all of 200 exchanges are judged in spite of %s, which is counted", async (_, bytes) => {
  const report = await verifyTraffic([source("a.gz", bytes)]);
  expect(report.summary).toMatchObject({ exchanges: 200, unreadable: 1, passed: 1 });
  expect(report.setAside).toMatchObject([{ reason: "damaged gzip", first: { at: 201 } }]);
});
