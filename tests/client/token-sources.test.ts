/** How long a token serves and whom, with a clock that stands still. */
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { AccessToken } from "../../generated/schema.js";
import { SolvAuthenticationError, SolvConfigurationError } from "../../src/client/errors.js";
import { fetchedToken, givenToken, type TokenSource } from "../../src/client/tokens.js";

let now = 0;
beforeEach(() => {
  now = 1_000_000;
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const answer = (access_token: string, expires_in?: number): AccessToken => ({
  access_token,
  token_type: "bearer",
  grant_type: "service_api",
  ...(expires_in === undefined ? {} : { expires_in }),
});
const take = async (source: TokenSource) => source.get((token) => token);

/** A source whose tokens are numbered as they are issued, after `ms`. */
function numbered(expiresIn: number | undefined, ms = 0) {
  const signals: AbortSignal[] = [];
  const source = fetchedToken(async (signal) => {
    signals.push(signal);
    now += ms;
    return answer(`token-${signals.length}`, expiresIn);
  });
  return { source, signals };
}

test("a fixed token never changes", async () => {
  const source = givenToken("sample");
  expect(source.get((token) => token)).toBe("sample");
  expect(source.refuse("sample")).toBeUndefined();
  expect(await take(source)).toBe("sample");
});

describe("a fetched token", () => {
  test.each([
    // Seconds granted, and the milliseconds that it is kept: a tenth less, at most a minute.
    [3600, 3_540_000],
    [601, 541_000],
    [600, 540_000],
    [100, 90_000],
    [1, 900],
  ])("that is granted for %s s is kept for %s ms", async (expiresIn, kept) => {
    const { source } = numbered(expiresIn);
    const until = now + kept;
    expect(await take(source)).toBe("token-1");
    now = until - 1;
    expect(await take(source)).toBe("token-1");
    now = until;
    expect(await take(source)).toBe("token-2");
  });

  test("is kept from the moment it was asked for", async () => {
    const { source } = numbered(100, 30_000);
    await take(source);
    now += 59_999;
    expect(await take(source)).toBe("token-1");
    now += 1;
    expect(await take(source)).toBe("token-2");
  });

  test("without a lifetime is kept until it is refused", async () => {
    const { source } = numbered(undefined);
    await take(source);
    now += 10 ** 12;
    expect(await take(source)).toBe("token-1");
    source.refuse("another");
    expect(await take(source)).toBe("token-1");
    source.refuse("token-1");
    expect(await take(source)).toBe("token-2");
    source.refuse("token-1");
    expect(await take(source)).toBe("token-2");
  });

  test.each([0, -5])("with the lifetime %s serves those who waited for it", async (expiresIn) => {
    const { source } = numbered(expiresIn);
    expect(await Promise.all([take(source), take(source)])).toEqual(["token-1", "token-1"]);
    expect(await take(source)).toBe("token-2");
  });

  test("that no header can hold is an error of the token call", async () => {
    const source = fetchedToken(async () => answer("CANARY CANARY"));
    source.refuse("nothing is kept yet");
    const error = await take(source).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SolvAuthenticationError);
    expect(error).toMatchObject({
      operationId: "createAccessToken",
      outcome: "not_applied",
      message: "POST /v1/auth/token: the token that was issued cannot be sent in a header.",
    });
  });
});

describe("concurrent callers", () => {
  test("share a run, which ends when the last of them has left", async () => {
    const { source, signals } = numbered(3600);
    const leave = new Error("left");
    let release = () => {};
    const stay = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = source.get(() => Promise.reject(leave));
    const second = source.get((token) => stay.then(() => token));
    await expect(first).rejects.toBe(leave);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    release();
    expect(await second).toBe("token-1");
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test("who all leave abort it, and the next begins another", async () => {
    const signals: AbortSignal[] = [];
    const source = fetchedToken((signal) => {
      signals.push(signal);
      return signals.length === 1
        ? new Promise(() => undefined)
        : Promise.resolve(answer("sample"));
    });
    const leaving = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error("left");
    };
    const calls = [source.get(leaving), source.get(leaving)];
    for (const call of calls) await expect(call).rejects.toThrow("left");
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(await take(source)).toBe("sample");
    expect(signals).toHaveLength(2);
  });

  test("hear of its failure, which nobody remembers", async () => {
    let asked = 0;
    const source = givenToken(() => {
      if (++asked === 1) throw new Error("failed");
      return " sample ";
    });
    source.refuse("sample");
    const both = await Promise.allSettled([take(source), take(source)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(asked).toBe(1);
    expect(await take(source)).toBe("sample");
    expect(await take(source)).toBe("sample");
    expect(asked).toBe(3);
    // A token that cannot be used names the option.
    const bad = givenToken(async () => "a b");
    await expect(take(bad)).rejects.toThrow("accessToken must be visible ASCII");
    await expect(take(bad)).rejects.toBeInstanceOf(SolvConfigurationError);
  });

  test("a caller that has not waited yet hears of its own end first", async () => {
    const order: string[] = [];
    const source = givenToken(() => {
      order.push("asked");
      return "sample";
    });
    const call = source.get((token) => {
      order.push("waiting");
      return token;
    });
    expect(await call).toBe("sample");
    expect(order).toEqual(["waiting", "asked"]);
  });
});
