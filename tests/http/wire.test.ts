/** What travels, what undoes its codings, and what is said of a failure. */
import { inspect } from "node:util";
import zlib from "node:zlib";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { decode, isCoded } from "../../src/http/content-coding.js";
import { exchangeOver } from "../../src/http/exchange.js";
import { explain } from "../../src/http/explain.js";
import {
  type HeaderList,
  headerOf,
  type Transport,
  WireFailure,
  type WireFailureKind,
  type WirePhase,
} from "../../src/http/wire.js";

/** What travels: headers are found whatever their letter case, and a failure shows no answer. */
describe("headers and failures", () => {
  test.each<[string, string | undefined]>([
    ["retry-after", "7"],
    ["x-many", "a, b"],
    ["x-empty", ""],
    ["x-none", undefined],
  ])("the header %s is %j", (name, value) => {
    const headers: HeaderList = [
      ["X-Many", "a"],
      ["Retry-After", "7"],
      ["x-many", "b"],
      ["X-EMPTY", ""],
    ];
    expect(headerOf(headers, name)).toBe(value);
  });

  const response = { status: 200, headers: [], body: new TextEncoder().encode("CANARY") };

  test("a failure says what went wrong and how far the call had got", () => {
    const failure = new WireFailure("reset", "waiting", { message: "the connection was reset." });
    expect(failure).toBeInstanceOf(Error);
    expect(String(failure)).toBe("WireFailure: the connection was reset.");
    expect(failure).toMatchObject({ kind: "reset", phase: "waiting", written: true });
    expect(failure.status).toBeUndefined();
    expect(failure.revealResponse()).toBeUndefined();
    expect("cause" in failure).toBe(false);
  });

  test("a failure has its cause, and the status of what had arrived", () => {
    const cause = Object.assign(new Error("CANARY"), { code: "ECONNRESET" });
    const cut = new WireFailure("truncated", "reading", { message: "cut", cause, status: 404 });
    expect(cut).toMatchObject({
      cause: { code: "ECONNRESET", message: "ECONNRESET" },
      status: 404,
    });
    const late = new WireFailure("malformed", "reading", { message: "late", response });
    expect(late.status).toBe(200);
    expect(late.revealResponse()).toBe(response);
    expect(inspect(late, { showHidden: true, depth: null }) + JSON.stringify(late)).not.toContain(
      "CANARY",
    );
    expect(new WireFailure("other", "reading", { message: "", response, status: 0 }).status).toBe(
      0,
    );
  });
});

/** What sending one request comes to: an answer or a failure of the wire, with the time that it took. */
describe("exchanges", () => {
  const request = { method: "GET", origin: "https://a.example", target: "/", headers: [] };
  const response = { status: 200, headers: [], body: new Uint8Array() };
  const over = (send: Transport["send"]) =>
    exchangeOver({ send, close: () => undefined }, request, { timeoutMs: 5 });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  test("an answer is noted with the time between sending and answer", async () => {
    jest.spyOn(performance, "now").mockReturnValueOnce(1_000).mockReturnValueOnce(1_012.5);
    expect(await over(async () => response)).toEqual({
      request,
      response,
      startedAt: expect.any(Date),
      durationMs: 12.5,
    });
  });

  test("a failure of the wire takes the answer's place, and nothing else does", async () => {
    const failure = new WireFailure("reset", "waiting");
    expect(await over(() => Promise.reject(failure))).toMatchObject({ request, failure });
    const bug = new TypeError("A bug.");
    await expect(over(() => Promise.reject(bug))).rejects.toBe(bug);
  });
});

/** The sentence of each failure, word for word: it reaches the person who reads the error. */
describe("sentences of failures", () => {
  test.each<[WireFailureKind, WirePhase, string]>([
    ["refused", "connecting", "The call failed while connecting: the connection was refused."],
    [
      "unresolved",
      "connecting",
      "The call failed while connecting: the host name could not be resolved.",
    ],
    [
      "tls",
      "connecting",
      "The call failed while connecting: the TLS connection failed or is not trusted.",
    ],
    [
      "connect_timeout",
      "connecting",
      "The call failed while connecting: no connection was made in time.",
    ],
    ["reset", "sending", "The call failed while sending: the connection was reset."],
    [
      "truncated",
      "reading",
      "The call failed while reading: the answer ended before it was complete.",
    ],
    ["malformed", "waiting", "The call failed while waiting: the answer is not valid HTTP."],
    [
      "encoding",
      "reading",
      "The call failed while reading: the answer's content coding could not be undone.",
    ],
    ["too_large", "reading", "The call failed while reading: the answer is larger than the limit."],
    ["timeout", "waiting", "The call failed while waiting: the time limit was reached."],
    ["aborted", "waiting", "The call failed while waiting: the caller aborted it."],
    ["other", "sending", "The call failed while sending: the network failed."],
  ])("%s while %s", (kind, phase, sentence) => expect(explain(kind, phase)).toBe(sentence));
});

/** Content codings are undone within the limit; what cannot be undone is a failure with its status. */
describe("content codings", () => {
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
      await expect(read(times(5), piled(5))).rejects.toMatchObject({
        kind: "encoding",
        status: 200,
      });
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
});
