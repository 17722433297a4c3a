/** Files and exchanges of many megabytes; apart from the rest, which a mutation run repeats. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "@jest/globals";
import { splitHarEntries } from "../../src/verify/read/har-entries.js";
import { splitLines } from "../../src/verify/read/lines.js";
import { MAX_ITEM_BYTES } from "../../src/verify/read/splitter.js";
import { verifyTraffic } from "../../src/verify/verify.js";
import { booking, cancel, entry, har, ndjson } from "./samples.js";
import { found } from "./split.js";

const directory = mkdtempSync(join(tmpdir(), "solv-large-traffic-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Longer than two of the pieces in which a file is read; no two places in it are alike. */
const LONG_TEXT = Array.from({ length: 400_000 }, (_, index) => index).join(" ");

test("a large file is read whole, also an exchange that is longer than a piece of it", async () => {
  const long = cancel({ responseBody: booking((one) => Object.assign(one, { note: LONG_TEXT })) });
  const lines = [...Array.from({ length: 2000 }, () => cancel()), long, long, cancel()];
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
  expect(found(splitLines, text, 1_000_000)).toEqual(["1 unreadable: longer than 16 MiB", "2 {}"]);
});
