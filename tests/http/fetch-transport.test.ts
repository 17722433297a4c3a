/** The transport over fetch, with a fetch of a few lines: what it passes on and what it makes of failures. */
import { describe, expect, test } from "@jest/globals";
import { createFetchTransport } from "../../src/http/fetch-transport.js";
import type { SendOptions } from "../../src/http/wire.js";

type Fetch = typeof globalThis.fetch;
const bytes = (text: string) => new TextEncoder().encode(text);
const request = {
  method: "DELETE",
  origin: "https://a.example",
  target: "/x?y=%zz",
  headers: [["X-Sample", "1"]] as const,
  body: bytes("{}"),
};
const send = (fetch: Fetch, options?: SendOptions, parts = {}) =>
  createFetchTransport(fetch).send({ ...request, ...parts }, options);
const failing =
  (error: unknown): Fetch =>
  () =>
    Promise.reject(error);
const pieces = (...texts: string[]) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const text of texts) controller.enqueue(bytes(text));
      controller.close();
    },
  });

test("the request is passed on as it is, and no redirect is followed", async () => {
  const calls: Parameters<Fetch>[] = [];
  const fetch: Fetch = async (...call) => {
    calls.push(call);
    return new Response("ok", { status: 201, headers: { a: "b" } });
  };
  const answer = await send(fetch);
  expect(calls).toMatchObject([
    [
      "https://a.example/x?y=%zz",
      { method: "DELETE", headers: [["X-Sample", "1"]], redirect: "manual", body: request.body },
    ],
  ]);
  expect(answer).toMatchObject({ status: 201, body: bytes("ok") });
  expect(answer.headers).toContainEqual(["a", "b"]);
  await send(fetch, {}, { body: undefined });
  expect(calls[1]?.[1]).not.toHaveProperty("body");
});

test.each([
  ["no body", null, ""],
  ["an empty body", pieces(), ""],
  ["a body in one piece", pieces("abc"), "abc"],
  ["a body in pieces", pieces("a", "bc", "def"), "abcdef"],
])("%s is read whole", async (_name, body, text) => {
  const answer = await send(async () => new Response(body));
  expect(new TextDecoder().decode(answer.body)).toBe(text);
});

test("a body may reach the limit, and not exceed it", async () => {
  const fetch: Fetch = async () => new Response(pieces("ab", "c"), { status: 404 });
  expect((await send(fetch, { maxBodyBytes: 3 })).body).toHaveLength(3);
  await expect(send(fetch, { maxBodyBytes: 2 })).rejects.toMatchObject({
    kind: "too_large",
    phase: "reading",
    written: true,
    status: 404,
    message: "fetch failed while reading (too_large).",
  });
});

describe("a failure", () => {
  test.each([
    ["ECONNREFUSED", "refused"],
    ["ENOTFOUND", "unresolved"],
    ["EAI_AGAIN", "unresolved"],
    ["UND_ERR_CONNECT_TIMEOUT", "connect_timeout"],
  ])("before a connection is told by its code: %s", async (code, kind) => {
    for (const error of [{ code }, { cause: { code } }]) {
      await expect(send(failing(error))).rejects.toMatchObject({
        kind,
        phase: "connecting",
        written: false,
        message: `fetch failed while connecting (${kind}).`,
      });
    }
  });

  test.each([
    [new TypeError("CANARY")],
    [{ code: "EPIPE" }],

    [{ cause: {} }],
    [{ cause: null }],
  ])("of another kind may have come after sending: %p", async (error) => {
    await expect(send(failing(error))).rejects.toMatchObject({
      kind: "other",
      phase: "sending",
      written: true,
      status: undefined,
      message: "fetch failed while sending (other).",
    });
  });

  test("in the body is a truncated answer with its status", async () => {
    // The second code would mean that nothing was sent, had no answer begun.
    for (const code of ["x", "ECONNREFUSED"]) {
      const error = Object.assign(new Error("x"), { code });
      const broken = new ReadableStream({ start: (controller) => controller.error(error) });
      await expect(send(async () => new Response(broken, { status: 404 }))).rejects.toMatchObject({
        kind: "truncated",
        phase: "reading",
        written: true,
        status: 404,
      });
    }
  });

  test("is an abort: before anything was sent, or later", async () => {
    let called = 0;
    const never: Fetch = () => {
      called += 1;
      return new Promise(() => undefined);
    };
    await expect(send(never, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: "aborted",
      phase: "connecting",
      written: false,
    });
    expect(called).toBe(0);
    const controller = new AbortController();
    const call = send(never, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ kind: "aborted", phase: "sending", written: true });
  });

  test("is the time limit, and fetch is told to stop", async () => {
    let signal: AbortSignal | null | undefined;
    const never: Fetch = (_url, init) => {
      signal = init?.signal;
      return new Promise(() => undefined);
    };
    await expect(send(never, { timeoutMs: 5 })).rejects.toMatchObject({
      kind: "timeout",
      phase: "sending",
      written: true,
    });
    expect(signal?.aborted).toBe(true);
  });
});
