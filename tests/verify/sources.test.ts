/** Sources of traffic: read whole and piece by piece, gzip undone, and told apart from damaged ones. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import promises, { type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, jest, test } from "@jest/globals";
import { DamagedGzip, gunzip } from "../../src/verify/read/gunzip.js";
import { nameOf, openSource, type TrafficSource } from "../../src/verify/read/sources.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { cancel, ndjson, source } from "./samples.js";

const MIB = 1024 * 1024;
const directory = mkdtempSync(join(tmpdir(), "solv-sources-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** No two places in it are alike, and it compresses badly. */
const large = Buffer.from(Uint32Array.from({ length: 300_000 }, (_, n) => n * 2654435761).buffer);

/** The pieces of a source, copied as they come. */
async function read(source: TrafficSource): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of openSource(source)) pieces.push(Buffer.from(piece));
  return pieces;
}

async function* given(...pieces: (Uint8Array | string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece as Uint8Array);
  }
}

const stream = (...pieces: (Uint8Array | string | Error)[]) => ({
  name: "sample",
  bytes: given(...pieces),
});

test.each([
  ["plain", large],
  ["in gzip", gzipSync(large, { level: 1 })],
])("a file of several pieces is read whole, %s", async (name, content) => {
  const path = join(directory, name);
  writeFileSync(path, content);
  const pieces = await read(path);
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(MIB);
  expect(Buffer.concat(pieces).equals(large)).toBe(true);
});

test.each([
  ["to its end", large, 9],
  ["up to its first piece", large, 1],
  ["up to its second piece", large, 2],
  ["up to its first piece, in gzip,", gzipSync(large, { level: 1 }), 1],
])("a file that is read %s is closed", async (_, content, wanted) => {
  const path = join(directory, "closed");
  writeFileSync(path, content);
  const opened: FileHandle[] = [];
  const { open } = promises;
  const spy = jest.spyOn(promises, "open").mockImplementation(async (...args) => {
    const handle = await open(...args);
    opened.push(handle);
    return handle;
  });
  try {
    let seen = 0;
    for await (const piece of openSource(path)) {
      expect(piece.length).toBeGreaterThan(0);
      seen += 1;
      if (seen === wanted) break;
    }
    // Behind gzip it is closed once what is being read has arrived.
    for (let turn = 0; turn < 10_000 && opened[0]?.fd !== -1; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(opened.map(({ fd }) => fd)).toEqual([-1]);
  } finally {
    spy.mockRestore();
  }
});

test.each<[string, TrafficSource, string]>([
  ["nothing", stream(), ""],
  ["one byte", stream("a"), "a"],
  ["the first byte of gzip alone", stream(Uint8Array.of(0x1f)), "\u001f"],
  ["the first byte of gzip before another", stream(Uint8Array.of(0x1f, 0x20)), "\u001f "],
  ["the second byte of gzip behind another", stream(Uint8Array.of(0x20, 0x8b)), " \u008b"],
  ["bytes one by one", stream("", "a", "", "b", "c"), "abc"],
  [
    "gzip in pieces",
    stream(...[...gzipSync("sample")].map((byte) => Uint8Array.of(byte))),
    "sample",
  ],
])("%s is read as it is meant", async (_, source, text) => {
  expect(Buffer.concat(await read(source)).toString("latin1")).toBe(text);
});

test.each([
  ["EIO", Object.assign(new Error("broken"), { code: "EIO" })],
  ["unknown error", new Error("broken")],
])("a source that fails with %s ends the reading, in gzip too", async (reason, error) => {
  const zipped = gzipSync(large);
  for (const pieces of [[error], ["abc", error], [zipped.subarray(0, 5000), error]]) {
    await expect(read(stream(...pieces))).rejects.toMatchObject({
      name: "CannotRunError",
      message: `Recorded traffic could not be read (${reason}): sample`,
    });
  }
});

test("gzip that is cut off or changed is damaged, and what comes before is read", async () => {
  const zipped = gzipSync(large, { level: 1 });
  const pieces: Uint8Array[] = [];
  const reading = async () => {
    for await (const piece of openSource(stream(zipped.subarray(0, zipped.length - 9)))) {
      pieces.push(Buffer.from(piece));
    }
  };
  await expect(reading()).rejects.toThrow(DamagedGzip);
  await expect(read(stream(Uint8Array.of(0x1f, 0x8b, 9, 9)))).rejects.toMatchObject({
    name: "DamagedGzip",
    message: "The gzip data is damaged.",
  });
  const before = Buffer.concat(pieces);
  expect(before.length).toBeGreaterThan(MIB / 2);
  expect(before.equals(large.subarray(0, before.length))).toBe(true);
});

test("a source is named by its path, or by the name that it was given", () => {
  expect([nameOf("a.har"), nameOf(stream())]).toEqual(["a.har", "sample"]);
});

/** gzip as `zcat` undoes it: whatever is wrong with a file, what can be inflated is read. */
describe("gzip", () => {
  /** What is read of the bytes, and whether they were damaged: `cut` in the middle, or elsewhere. */
  async function inflate(bytes: Uint8Array, size = 1000): Promise<[string, string]> {
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
  const joined = (...parts: (Uint8Array | string)[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));

  /** A header with every optional part (RFC 1952 §2.3) before the same data. */
  const extended = joined(
    Uint8Array.of(0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0),
    "abc",
    "name\0comment\0",
    Uint8Array.of(0, 0),
    packed.subarray(10),
  );

  describe.each([1, 7, 100_000])("in pieces of %i", (size) => {
    test.each<[string, Uint8Array, string, string]>([
      ["one member", gzipSync("a\n"), "a\n", "none"],
      ["members one after another", joined(gzipSync("a\n"), gzipSync("b\n")), "a\nb\n", "none"],
      ["an empty member", joined(gzipSync(""), gzipSync("b")), "b", "none"],
      ["zeros behind the end", joined(gzipSync("a"), Buffer.alloc(512)), "a", "none"],
      ["bytes behind the end", joined(gzipSync("a"), "junk"), "a", "other"],
      [
        "what looks like a member behind it",
        joined(gzipSync("a"), "\u001f", Uint8Array.of(0x8b, 9)),
        "a",
        "other",
      ],
      ["a trailer that is cut off", gzipSync("abc").subarray(0, -3), "abc", "other"],
      ["no header", Uint8Array.of(0x1f, 0x8b), "", "other"],
    ])("%s", async (_, bytes, wanted, damage) => {
      expect(await inflate(bytes, size)).toEqual([wanted, damage]);
    });
  });

  test("a header may have a name, a comment, an extra field and a checksum", async () => {
    expect(await inflate(extended)).toEqual([text, "none"]);
    for (const cut of [3, 11, 13, 18, 26, 29]) {
      expect((await inflate(extended.subarray(0, cut)))[0]).toBe("");
    }
  });

  test("with a wrong checksum or size everything is read, and what follows too", async () => {
    expect(await inflate(wrong)).toEqual([text, "other"]);
    expect(await inflate(joined(wrong, packed))).toEqual([text + text, "other"]);
    const size = Buffer.from(packed);
    size.writeUInt32LE(1, packed.length - 4);
    expect(await inflate(size)).toEqual([text, "other"]);
  });

  test("what is cut off or changed in the middle is read until there", async () => {
    const [until, damage] = await inflate(packed.subarray(0, packed.length - 100));
    expect(text.startsWith(until)).toBe(true);
    expect(until.length).toBeGreaterThan(text.length / 2);
    expect(damage).toBe("cut");
    const changed = gzipSync(text, { level: 0 });
    // Behind the first block, which is stored as it is (RFC 1951 §3.2.4), no block begins so.
    const length = changed.readUInt16LE(11);
    changed.fill(0xff, 15 + length, 20 + length);
    const [before, kind] = await inflate(changed);
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
    ["bytes behind the end", joined(gzipSync(ndjson(...Array(200).fill(cancel()))), "junk")],
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
});
