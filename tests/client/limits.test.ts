/** How a call ends by its time or its signal wherever it stands, what a failing token means, and who is told. */
import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { SolvAuthenticationError } from "../../src/client/errors.js";
import type { RequestEvent, ResponseEvent } from "../../src/client/hooks.js";
import { misconfigured } from "../../src/client/mistakes.js";
import type { Finding } from "../../src/judge/finding.js";
import { cancel, done, limited, refused, reply, reset, run } from "./scripted.js";
import { booking } from "./support.js";

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const never = () => new Promise<string>(() => undefined);

describe("a call ends", () => {
  test("at once when it was aborted before", async () => {
    const { sent, error, ended } = await run({ replies: [done], signal: AbortSignal.abort() });
    expect(sent).toEqual([]);
    expect(ended).toBe(0);
    expect(error).toMatchObject({ code: "aborted", outcome: "not_applied", attempts: 0 });
  });

  test("with its time when a token takes as long, without any attempt", async () => {
    for (const timeoutMs of [500, 501]) {
      // The source holds the thread, so that no timer fires.
      const get = () => {
        const until = performance.now() + 500;
        jest.spyOn(performance, "now").mockReturnValue(until);
        return "sample-token";
      };
      const { sent, error } = await run({ replies: [done], timeoutMs, tokens: { get } });
      jest.mocked(performance.now).mockRestore();
      expect(sent).toHaveLength(timeoutMs - 500);
      if (sent.length > 0) expect(error).toBeUndefined();
      else expect(error).toMatchObject({ code: "timeout", outcome: "not_applied", attempts: 0 });
    }
  });

  test("while it waits for a token", async () => {
    const { signal } = new AbortController();
    const get = (wait: (token: Promise<string>) => Promise<string>) => wait(never());
    const late = await run({ replies: [done], timeoutMs: 500, signal, tokens: { get } });
    expect(late.error).toMatchObject({ code: "timeout", outcome: "not_applied", attempts: 0 });
    expect(late.ended).toBe(500);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 70);
    const aborted = await run({ replies: [done], signal: controller.signal, tokens: { get } });
    expect(aborted.error).toMatchObject({ code: "aborted", outcome: "not_applied", attempts: 0 });
    expect(aborted.ended).toBe(70);
  });

  test("while it waits for a token for another attempt, with what is left of its time", async () => {
    let asked = 0;
    const get = (wait: (token: Promise<string>) => Promise<string>) =>
      asked++ === 0 ? "sample-token" : wait(never());
    const settings = { retryUnknownOutcome: true };
    const { error, ended } = await run({
      replies: [reset, done],
      timeoutMs: 500,
      settings,
      tokens: { get },
    });
    expect(ended).toBe(500);
    // The attempt before may have been the one that worked.
    expect(error).toMatchObject({ code: "timeout", outcome: "unknown", attempts: 1 });
  });

  test("while it pauses before another attempt", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    setTimeout(() => controller.abort(), 70);
    const { sent, error, ended } = await run({ replies: [limited(5), done], signal });
    expect(sent).toHaveLength(1);
    expect(ended).toBe(70);
    expect(error).toMatchObject({ code: "aborted", outcome: "not_applied", attempts: 1 });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("a token that cannot be had", () => {
  const failing = (error: unknown, first?: string) => {
    let asked = 0;
    const get = async () => {
      if (asked++ === 0 && first !== undefined) return first;
      throw error;
    };
    return { get };
  };

  test("is an error of its own kind, or of the function that was to give it", async () => {
    const own = misconfigured("sample");
    const known = await run({ replies: [done], tokens: failing(own) });
    expect(known.error).toBe(own);
    const foreign = await run({ replies: [done], tokens: failing(new Error("CANARY")) });
    expect(foreign.error).toMatchObject({
      code: "configuration",
      message: "The accessToken function failed.",
    });
    expect(foreign.sent).toEqual([]);
  });

  test("for another attempt leaves the doubt about the one before", async () => {
    const own = misconfigured("sample");
    const settings = { retryUnknownOutcome: true };
    const { error } = await run({ replies: [reset], settings, tokens: failing(own, "first") });
    expect(error).toBeInstanceOf(SolvAuthenticationError);
    expect(error).toMatchObject({
      outcome: "unknown",
      attempts: 1,
      earlierAttemptUnknown: true,
      cause: own,
      operationId: cancel.id,
    });
    expect(error?.message).toContain(": no token could be had for another attempt. ");
    const sure = await run({ replies: [refused], settings, tokens: failing(own, "first") });
    expect(sure.error).toBe(own);
  });
});

describe("those who look on", () => {
  test("are told of each attempt, how long it took and how it ended", async () => {
    const seen: (RequestEvent | ResponseEvent)[] = [];
    const hooks = {
      onRequest: (event: RequestEvent) => seen.push(event),
      onResponse: (event: ResponseEvent) => seen.push(event),
    };
    const replies = [refused, reply(429, "", [["retry-after", "0"]]), done];
    await run({ replies, settings: { hooks } });
    const { id: operationId, method, path } = cancel;
    const event = { operationId, method, path };
    const none = { status: undefined, requestId: undefined };
    const took = { durationMs: 10 };
    expect(seen).toEqual([
      { ...event, attempt: 1 },
      { ...event, attempt: 1, ...took, ...none, code: "refused" },
      { ...event, attempt: 2 },
      { ...event, attempt: 2, ...took, ...none, status: 429, code: "rate_limit" },
      { ...event, attempt: 3 },
      { ...event, attempt: 3, ...took, status: 200, requestId: "sample-1", code: undefined },
    ]);
  });

  test("are told of each finding, also when the call goes well", async () => {
    const findings: Finding[] = [];
    const settings = { onFinding: (found: Finding) => findings.push(found), report: true };
    const odd = { ...booking, email: null, phone: 7 };
    const { result } = await run({ replies: [refused, limited(0), reply(200, odd)], settings });
    expect(findings.map(({ severity, pointer }) => [severity, pointer])).toEqual([
      ["warning", ""],
      ["error", "/email"],
      ["error", "/phone"],
    ]);
    expect(result?.findings).toEqual(findings.slice(1));
  });

  test("do not touch the call when they fail", async () => {
    const fail = () => {
      throw new Error("CANARY");
    };
    const hooks = { onRequest: fail, onResponse: () => Promise.reject(new Error("CANARY")) };
    const { result } = await run({ replies: [done], settings: { hooks } });
    expect(result).toMatchObject({ status: 200 });
  });
});
