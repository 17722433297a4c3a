/** One call from its first attempt to its last: what is sent, when, and with what. */
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { type CallContext, runCall } from "../../src/client/call.js";
import { prepareCall } from "../../src/client/prepare.js";
import { checkOptions } from "../../src/client/settings.js";
import { WireFailure, type WireResponse } from "../../src/http/wire.js";
import {
  cancel,
  done,
  given,
  limited,
  type Reply,
  refused,
  reply,
  reset,
  run,
} from "./scripted.js";
import { booking } from "./support.js";

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe("a request", () => {
  test("has the credentials of its operation and the bounds of its call", async () => {
    const { signal } = new AbortController();
    const { sent, result, request } = await run({ replies: [done], timeoutMs: 5000, signal });
    expect(sent).toEqual([
      {
        request: {
          method: "DELETE",
          origin: "https://a.example",
          target: request.target,
          body: request.body,
          headers: [
            ...request.headers,
            ["x-api-key", "sample-client"],
            ["authorization", "Bearer sample-token"],
          ],
        },
        options: { timeoutMs: 5000, maxBodyBytes: 1_048_576, signal },
        at: 0,
      },
    ]);
    expect(result).toMatchObject({
      value: booking,
      status: 200,
      requestId: "sample-1",
      findings: [],
      operation: cancel,
      attempts: 1,
      earlierAttemptUnknown: false,
    });
  });

  test("of an open operation has neither credentials nor a token", async () => {
    const get = jest.fn(() => "sample-token");
    const operation = { ...cancel, security: [] };
    const { sent, request, refusals } = await run({
      replies: [reply(401)],
      operation,
      tokens: { get },
    });
    expect(sent[0]?.request.headers).toEqual(request.headers);
    expect(get).not.toHaveBeenCalled();
    // Nothing can be refused where nothing was shown.
    expect(sent).toHaveLength(1);
    expect(refusals).toEqual([]);
    expect(sent[0]?.options).toHaveProperty("signal", undefined);
  });

  test("without a body says so", async () => {
    const { requestBody: _, ...bodiless } = cancel;
    const settings = checkOptions(given);
    const request = prepareCall(bodiless, { path: { external_booking_id: "a" } }, settings);
    const send = jest.fn<CallContext["transport"]["send"]>(async () => done as WireResponse);
    const transport = { send, close: () => undefined };
    const tokens = { get: () => "", refuse: () => undefined };
    await runCall({ settings, transport, tokens }, request, { timeoutMs: 1000 });
    expect(send.mock.calls[0]?.[0]).toHaveProperty("body", undefined);
  });
});

describe("attempts", () => {
  test("have what is left of the time", async () => {
    const { sent, result, ended } = await run({
      replies: [refused, refused, done],
      timeoutMs: 1000,
    });
    // Ten milliseconds each, and pauses of 125 and 250.
    expect(sent.map(({ at }) => at)).toEqual([0, 135, 395]);
    expect(sent.map(({ options }) => options.timeoutMs)).toEqual([1000, 865, 605]);
    expect(result).toMatchObject({ attempts: 3, earlierAttemptUnknown: false });
    expect(ended).toBe(405);
  });

  test.each([0, 1, 2])("are at most one more than maxRetries: %s", async (maxRetries) => {
    const { sent, error } = await run({
      replies: Array.from({ length: 5 }, () => refused),
      settings: { maxRetries },
    });
    expect(sent).toHaveLength(maxRetries + 1);
    expect(error).toMatchObject({ code: "refused", attempts: maxRetries + 1 });
  });

  test.each([
    // A pause that ends with the time leaves none for an attempt.
    [1011, 2, undefined],
    [1010, 1, "rate_limit"],
    [1009, 1, "rate_limit"],
  ])("begin only if there is time for them: %s ms", async (timeoutMs, attempts, code) => {
    const { sent, error, ended } = await run({ replies: [limited(1), done], timeoutMs });
    expect(sent).toHaveLength(attempts);
    expect(error?.code).toBe(code);
    expect(ended).toBe(code ? 10 : 1020);
  });

  test("after one of unknown outcome say so, and only after such a one", async () => {
    const settings = { retryUnknownOutcome: true, maxRetries: 5 };
    const { result } = await run({ replies: [reset, done], settings });
    expect(result).toMatchObject({ attempts: 2, earlierAttemptUnknown: true });
    const { error } = await run({ replies: [reset, refused, reply(404)], settings });
    expect(error).toMatchObject({
      code: "not_found",
      outcome: "unknown",
      attempts: 3,
      earlierAttemptUnknown: true,
    });
    const sure = await run({ replies: [refused, limited(0), reply(404)], settings });
    expect(sure.error).toMatchObject({
      code: "not_found",
      outcome: "not_applied",
      earlierAttemptUnknown: false,
    });
  });

  test("that end in bytes after a whole answer end in that answer", async () => {
    const late = (response: Reply) =>
      new WireFailure("malformed", "reading", {
        message: "stray",
        response: response as WireResponse,
      });
    expect((await run({ replies: [late(done)] })).result).toMatchObject({ value: booking });
    expect((await run({ replies: [late(reply(404))] })).error).toMatchObject({ code: "not_found" });
    const report = await run({
      replies: [late(reply(200, { ...booking, email: null }))],
      settings: { report: true },
    });
    expect(report.result).toMatchObject({ value: { email: null } });
  });
});

describe("a 401", () => {
  const tokensOf = (...tokens: string[]) => ({ get: jest.fn(() => tokens.shift() ?? "none left") });

  test("is tried again with another token, once", async () => {
    const tokens = tokensOf("one", "two", "three");
    const replies = [reply(401), reply(401), done];
    const { sent, refusals, error } = await run({ replies, tokens });
    expect(sent.map(({ request }) => request.headers.at(-1)?.[1])).toEqual([
      "Bearer one",
      "Bearer two",
    ]);
    expect(refusals).toEqual(["one"]);
    expect(error).toMatchObject({ code: "authentication", attempts: 2, outcome: "not_applied" });
  });

  test("is the end where one request is all that is wanted, and the token is not used again", async () => {
    const tokens = tokensOf("one", "two");
    const replies = [reply(401), done];
    const { sent, refusals, error } = await run({ replies, tokens, settings: { maxRetries: 0 } });
    expect(sent).toHaveLength(1);
    expect(refusals).toEqual(["one"]);
    expect(error).toMatchObject({ code: "authentication", attempts: 1, outcome: "not_applied" });
  });

  test("of a proxy that opens no tunnel drops no token, and is not repeated", async () => {
    const tokens = tokensOf("one", "two");
    const tunnel = new WireFailure("refused", "connecting", { message: "refused.", status: 401 });
    const { sent, refusals, error } = await run({ replies: [tunnel, done], tokens });
    expect(sent).toHaveLength(1);
    expect(refusals).toEqual([]);
    expect(error).toMatchObject({ code: "refused", status: 401, outcome: "not_applied" });
  });

  test("whose body breaks off is the server's", async () => {
    const tokens = tokensOf("one", "two");
    const cut = new WireFailure("truncated", "reading", { message: "cut.", status: 401 });
    const { refusals, result } = await run({ replies: [cut, done], tokens });
    expect(refusals).toEqual(["one"]);
    expect(result).toMatchObject({ attempts: 2 });
  });

  test("is the end when the token is the same", async () => {
    const { sent, refusals, error } = await run({ replies: [reply(401), done] });
    expect(sent).toHaveLength(1);
    expect(refusals).toEqual(["sample-token"]);
    expect(error).toMatchObject({ code: "authentication", attempts: 1 });
  });

  test("leaves the retries to what follows", async () => {
    const tokens = tokensOf("one", "two", "three");
    const replies = [reply(401), limited(0), done];
    const { result } = await run({ replies, tokens, settings: { maxRetries: 1 } });
    expect(result).toMatchObject({ attempts: 3 });
  });

  test("is told from other refusals", async () => {
    const tokens = tokensOf("one", "two");
    const { refusals, error } = await run({ replies: [reply(403), done], tokens });
    expect(error).toMatchObject({ code: "permission", attempts: 1 });
    expect(refusals).toEqual([]);
  });
});
