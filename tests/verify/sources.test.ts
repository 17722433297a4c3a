/** Sources of traffic: read whole and piece by piece, gzip undone, and told apart from damaged ones. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import promises, { type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, jest, test } from "@jest/globals";
import { DamagedGzip } from "../../src/verify/read/gunzip.js";
import { nameOf, openSource, type TrafficSource } from "../../src/verify/read/sources.js";

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
