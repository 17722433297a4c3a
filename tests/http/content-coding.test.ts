/** Content codings are undone within the limit; what cannot be undone is a failure with its status. */
import zlib from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { decode, isCoded } from "../../src/http/content-coding.js";
import { explain } from "../../src/http/explain.js";

const text = Buffer.from("plain text");
const answer = (coding: string | undefined, body: Uint8Array = text) => ({
  status: 200,
  body,
  headers: coding === undefined ? [] : ([["Content-Encoding", coding]] as const),
});
const read = async (coding: string | undefined, body?: Uint8Array) =>
  String(Buffer.from((await decode(answer(coding, body), 1000)).body));

test("an answer is coded when it says so", () => {
  expect(isCoded(answer(undefined))).toBe(false);
  expect(isCoded(answer("gzip"))).toBe(true);
});

test.each([
  ["gzip", zlib.gzipSync(text)],
  ["X-Gzip", zlib.gzipSync(text)],
  ["deflate", zlib.deflateSync(text)],
  ["br", zlib.brotliCompressSync(text)],
  ["identity", text],
  ["identity , IDENTITY,", text],
  ["br,, gzip", zlib.gzipSync(zlib.brotliCompressSync(text))],
  [undefined, text],
])("%s is undone", async (coding, body) => expect(await read(coding, body)).toBe("plain text"));

test("an empty body needs no undoing, whatever its coding", async () => {
  expect(await read("gzip", Buffer.alloc(0))).toBe("");
  expect(await read("unknown", Buffer.alloc(0))).toBe("");
});

describe("a failure", () => {
  test.each(["unknown", "toString", "gzip, unknown"])("is the coding %s", async (coding) => {
    await expect(read(coding)).rejects.toMatchObject({
      kind: "encoding",
      phase: "reading",
      written: true,
      status: 200,
      message: explain("encoding", "reading"),
    });
  });
  test("is a pile of codings, which could outlast every time limit", async () => {
    const times = (count: number) => Array(count).fill("gzip").join();
    const piled = (count: number) =>
      Array.from({ length: count }).reduce<Uint8Array>((body) => zlib.gzipSync(body), text);
    expect(await read(times(4), piled(4))).toBe("plain text");
    await expect(read(times(5), piled(5))).rejects.toMatchObject({ kind: "encoding", status: 200 });
  });
  test("is a body that is not what its coding says", async () => {
    await expect(read("gzip")).rejects.toMatchObject({ kind: "encoding", status: 200 });
  });
  test("is a body that grows beyond the limit, and not one that just reaches it", async () => {
    const coded = (size: number) => answer("gzip", zlib.gzipSync(Buffer.alloc(size)));
    expect((await decode(coded(1000), 1000)).body).toHaveLength(1000);
    await expect(decode(coded(1001), 1000)).rejects.toMatchObject({
      kind: "too_large",
      phase: "reading",
      written: true,
      status: 200,
    });
  });
});
