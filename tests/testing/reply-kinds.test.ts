/** No value passes for another: bytes of any kind are read, and what is no JSON value is refused. */
import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { readReply } from "../../src/testing/reply.js";
import { contractMatchers, toConformToContract } from "../../src/testing.js";

expect.extend(contractMatchers);

const headers = { "content-type": "application/json" };
const text = '{"detail":"no list"}';
const bytes = new TextEncoder().encode(text);
const padded = new TextEncoder().encode(`....${text}    `).buffer;
const later = (value: unknown) => ({ status: 422, headers, body: value });
const judged = (value: unknown) => toConformToContract(later(value), "cancelExternalBooking");

describe("a body in bytes is read", () => {
  test.each([
    ["Uint8Array", bytes],
    ["Buffer", Buffer.from(text)],
    ["ArrayBuffer", bytes.buffer],
    ["DataView on a part", new DataView(padded, 4, text.length)],
    ["Int8Array on a part", new Int8Array(padded, 4, text.length)],
    ["Uint16Array on a part", new Uint16Array(padded, 4, text.length / 2)],
    ["Float64Array", new Float64Array(new TextEncoder().encode(`${text}    `).buffer)],
    ["SharedArrayBuffer", shared(bytes)],
    ["Uint8Array of another realm", runInNewContext("new Uint8Array(list)", { list: [...bytes] })],
    [
      "ArrayBuffer of another realm",
      runInNewContext("Uint8Array.from(list).buffer", { list: [...bytes] }),
    ],
  ])("%s", (_kind, body) => {
    expect(new TextDecoder().decode(readReply(later(body)).body as Uint8Array).trim()).toBe(text);
    expect(judged(body)).toMatchObject({ pass: false });
  });
});

function shared(from: Uint8Array): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(from.length);
  new Uint8Array(memory).set(from);
  return memory;
}

describe("a body that only time brings is refused, and the mend is named", () => {
  test.each([
    ["a promise", Promise.resolve({ detail: 1 })],
    ["a promise", new Proxy({}, { get: () => () => undefined })],
    ["a stream", new Blob([text]).stream()],
    ["a stream", Readable.from([text])],
    ["a Blob, or another object that is read later", new Blob([text])],
    ["a Blob, or another object that is read later", new Response(text)],
    ["an object that is read later", { text: async () => text }],
    ["a function", () => text],
  ])("%s", (kind, body) => {
    const message = `The body is ${kind}, which cannot be read at once. Give its text: { status, headers, body: await response.text() }.`;
    for (const reply of [later(body), [422, body, headers], { status: 422, headers, data: body }]) {
      expect(() => expect(reply).toConformToContract()).toThrow(new TypeError(message));
      expect(() => expect(reply).not.toConformToContract()).toThrow(new TypeError(message));
    }
  });
});

describe("a body that is no JSON value is refused", () => {
  class Sample {
    detail = "no list";
  }
  const cycle: Record<string, unknown> = {};
  cycle.detail = [cycle];
  const deep = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`);
  test.each([
    ["it is an instance of a class", new Map([["detail", 1]])],
    ["it is an instance of a class", new Set([1])],
    ["it is an instance of a class", new Sample()],
    ["it is an instance of a class", new String(text)],
    ["it is an instance of a class", new URLSearchParams("detail=1")],
    ["it is an object with toJSON", new Date(0)],
    ["it is an object with toJSON", { toJSON: () => ({}) }],
    ["it is a bigint", 1n],
    ["it is a symbol", Symbol("detail")],
    ["it is NaN or infinite", Number.NaN],
    ["/detail is undefined", { detail: undefined }],
    ["/detail is a function", { detail: () => [] }],
    ["/detail is a bigint", { detail: 1n }],
    ["/detail is NaN or infinite", { detail: -Infinity }],
    ["/detail/0 is a value that contains itself", cycle],
    ["/detail/1 is undefined", { detail: [1, undefined] }],
    ["/detail/0 is undefined", { detail: new Array(1) }],
    ["/detail/0 is an object with toJSON", { detail: [new Date(0)] }],
    ["/(name withheld) is an instance of a class", { "Jane Sample": new Map() }],
    [`${"/0".repeat(501)} is nested too deeply`, deep],
  ])("%s", (what, body) => {
    const message = `The body is no plain JSON value: ${what}. Give the text that travelled, or a value that JSON.parse could make.`;
    expect(() => judged(body)).toThrow(new TypeError(message));
  });

  test.each([
    [{ detail: [], more: -0 }],
    [Object.assign(Object.create(null), { detail: [] })],
    [runInNewContext("({ detail: [] })")],
    [{ detail: [], same: [1], again: [1] }],
  ])("and %j is one", (body) => {
    expect(judged(body)).toMatchObject({ pass: true });
  });

  test("a value that stands twice in another is no cycle", () => {
    const item = { loc: ["body"], msg: "m", type: "t" };
    expect(judged({ detail: [item, item] })).toMatchObject({ pass: true });
  });
});

describe("an answer of a library", () => {
  const detail = { detail: "no list" };
  test.each([
    ["axios", { status: 422, headers, data: detail }],
    ["axios, bytes", { status: 422, headers, data: bytes.buffer }],
    ["supertest", { status: 422, headers, text, body: {} }],
    ["supertest, nothing received", { status: 422, headers, text: "", body: {} }],
    ["got", { statusCode: 422, headers, rawBody: bytes, body: {} }],
    ["light-my-request", { statusCode: 422, headers, rawPayload: Buffer.from(text), body: "" }],
    ["hapi", { statusCode: 422, headers, payload: text, result: {} }],
    ["undici's MockAgent", { statusCode: 422, data: detail, responseOptions: { headers } }],
    ["a fetch without a clone", { status: 422, headers, body: text, json: async () => ({}) }],
  ])("of %s is read where it is nearest to the bytes", (_name, reply) => {
    expect(reply).not.toConformToContract("cancelExternalBooking");
  });

  test("of a fetch whose Response has no arrayBuffer is read by its text", async () => {
    const clone = () => ({ text: async () => text });
    const response = { status: 422, headers: new Headers(headers), bodyUsed: false, clone };
    await expect(response).not.toConformToContract("cancelExternalBooking");
    await expect({ ...response, status: 404 }).toConformToContract("cancelExternalBooking");
  });

  test.each([
    ["a promise", Promise.resolve(new Response(text)), "Await it first: expect(await answer)."],
    [
      "an object that is read later",
      { status: 422, headers, json: async () => ({}) },
      "Give its text:",
    ],
    [
      "a stream",
      Object.assign(Readable.from([text]), { statusCode: 422, headers }),
      "Give its text:",
    ],
    ["an object that is read later", { statusCode: 422, write: () => true }, "Give its text:"],
  ])("that is %s is refused", (kind, reply, mend) => {
    expect(() => toConformToContract(reply)).toThrow(TypeError);
    expect(() => toConformToContract(reply)).toThrow(
      `The answer is ${kind}, which cannot be read at once. ${mend}`,
    );
  });

  test.each([
    new Error("422"),
    Object.assign(new Error("axios"), {
      status: 404,
      response: { status: 422, headers, data: {} },
    }),
    runInNewContext("Object.assign(new Error('x'), { status: 404 })"),
  ])("is not the error that carries it", (error) => {
    expect(() => toConformToContract(error)).toThrow(
      "An error is no answer. Match the answer that it has: error.response, or error.revealResponse() of a SolvError.",
    );
  });

  test.each([Number.NaN, "422", 4.5, () => 422])(
    "has a whole number for its status: %p",
    (status) => {
      expect(() => toConformToContract({ status, headers, body: text })).toThrow(
        "Expected a fetch Response, a nock reply [status, body, headers], or { status, headers, body }.",
      );
    },
  );

  test("that is being read is told how to be matched", async () => {
    const response = new Response(text, { status: 422, headers });
    response.body?.getReader();
    await expect(toConformToContract(response)).rejects.toThrow("was read already");
  });
});

describe("header fields", () => {
  const read = (given: unknown) => readReply({ status: 204, headers: given }).headers;
  test.each([
    ["Node's raw ones", ["a", "1", "b", "2"]],
    [
      "a Map",
      new Map([
        ["a", "1"],
        ["b", "2"],
      ]),
    ],
    [
      "those of an old fetch",
      {
        forEach: (each: (value: string, name: string) => void) => [each("1", "a"), each("2", "b")],
      },
    ],
    ["numbers, and fields that axios has taken away", { a: 1, b: 2, c: false, d: null }],
  ])("%s are read", (_name, given) => {
    expect(read(given)).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
  });

  test.each([
    [["a"]],
    [[["a", "1", "2"]]],
    [[{ name: "a", value: "1" }]],
    [{ a: () => "1" }],
    [{ a: { b: "1" } }],
  ])("are not %p", (given) => {
    expect(() => read(given)).toThrow(
      "Expected the headers as an object, as a list of pairs, or as Headers.",
    );
  });
});
