/** The bytes of a body as JSON: what is refused is named for what it is, and never quoted. */
import { expect, test } from "@jest/globals";
import { parseJsonBody } from "../../src/judge/body.js";

const bytes = (text: string) => [...new TextEncoder().encode(text)];

test.each([
  ["nothing", [], "an empty body"],
  ["a byte order mark", [0xef, 0xbb, 0xbf, ...bytes("{}")], "a byte order mark before the JSON"],
  ["a character that begins like one", [0xef, 0xbb, 0xbe], "text that is not JSON"],
  ["a character that ends like one", [0xef, 0xbc, 0xbf], "text that is not JSON"],
  ["another that ends like one", [0xee, 0xbb, 0xbf], "text that is not JSON"],
  ["bytes of no character", [0x22, 0xff, 0x22], "bytes that are not UTF-8"],
  ["markup", bytes("<p>CANARY</p>"), "markup instead of JSON"],
  ["markup after white space", bytes(" \r\n\t <p>CANARY"), "markup instead of JSON"],
  ["a less-than sign further on", bytes("a<b"), "text that is not JSON"],
  ["a less-than sign after a space", bytes("a <b"), "text that is not JSON"],
  ["a cut text", bytes('{"CANARY":'), "text that is not JSON"],
])("%s", (_, body, received) => {
  expect(parseJsonBody(Uint8Array.from(body))).toEqual({ ok: false, received });
});

test("a JSON text is its value", () => {
  expect(parseJsonBody(Uint8Array.from(bytes(' {"é":[1]} ')))).toEqual({
    ok: true,
    value: { é: [1] },
  });
});
