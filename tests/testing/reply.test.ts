/** The answers that tests have at hand, read as what would have travelled. */
import { describe, expect, test } from "@jest/globals";
import { isFetchResponse, readFetchResponse, readReply } from "../../src/testing/reply.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const json = ["content-type", "application/json"];

describe("a body", () => {
  test.each([
    ["left out", undefined, "", []],
    ["null", null, "", []],
    ["text", '{"a":1}', '{"a":1}', []],
    ["bytes", bytes("ab"), "ab", []],
    ["a value", { a: 1 }, '{"a":1}', [json]],
    ["false", false, "false", [json]],
  ])("that is %s is read as it would travel", (_name, body, text, headers) => {
    expect(readReply({ status: 200, body })).toEqual({ status: 200, headers, body: bytes(text) });
    expect(readReply([200, body])).toEqual({ status: 200, headers, body: bytes(text) });
  });

  test("that is a value keeps the media type it was given", () => {
    const headers = { "Content-Type": "text/plain" };
    expect(readReply({ status: 200, headers, body: {} }).headers).toEqual([
      ["Content-Type", "text/plain"],
    ]);
  });
});

test("header fields are a list, whatever they were", () => {
  const read = (headers: unknown) => readReply({ statusCode: 201, headers }).headers;
  expect(read(undefined)).toEqual([]);
  expect(read(new Headers({ a: "1" }))).toEqual([["a", "1"]]);
  expect(read([["a", "1"]])).toEqual([["a", "1"]]);
  expect(read({ a: "1", b: ["2", "3"], c: undefined })).toEqual([
    ["a", "1"],
    ["b", "2"],
    ["b", "3"],
  ]);
});

test.each(["content-type: application/json", 7, true])("header fields are not %j", (headers) => {
  expect(() => readReply({ status: 200, headers })).toThrow(
    new TypeError("Expected the headers as an object, as a list of pairs, or as Headers."),
  );
});

test("a fetch Response is known by its clone and its body", async () => {
  const response = new Response("ab", { status: 201, headers: { a: "1" } });
  expect(isFetchResponse(response)).toBe(true);
  for (const other of [null, {}, { clone: () => 1 }, { bodyUsed: true }]) {
    expect(isFetchResponse(other)).toBe(false);
  }
  const read = await readFetchResponse(response);
  expect(read).toMatchObject({ status: 201, body: bytes("ab") });
  expect(read.headers).toContainEqual(["a", "1"]);
});
