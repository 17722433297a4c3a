/** Waits that end early: who ends them, and that neither timer nor listener is left. */
import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { type Ended, sleep, withDeadline } from "../../src/http/deadline.js";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = () => new Promise<string>(() => undefined);
const left = (signal: AbortSignal) =>
  jest.getTimerCount() + getEventListeners(signal, "abort").length;

/** What a wait has come to so far. */
function watch(waiting: Promise<unknown>): { readonly ending: unknown } {
  const seen: { ending: unknown } = { ending: "still waiting" };
  waiting.then(
    (value) => (seen.ending = value),
    (reason: unknown) => (seen.ending = reason),
  );
  return seen;
}

const waiting = (awaited: Promise<string>, ms: number | undefined, signal?: AbortSignal) =>
  watch(withDeadline(awaited, { ms, signal }, (ended: Ended) => `ended: ${ended}`));

test("what comes in time is returned, and what fails in time is thrown", async () => {
  const { signal } = new AbortController();
  const value = waiting(Promise.resolve("value"), 50, signal);
  const reason = waiting(Promise.reject("reason"), 50, signal);
  expect(left(signal)).toBe(4);
  await jest.advanceTimersByTimeAsync(0);
  expect([value.ending, reason.ending]).toEqual(["value", "reason"]);
  expect(left(signal)).toBe(0);
});

test("the time ends it, and not before", async () => {
  const { signal } = new AbortController();
  const seen = waiting(never(), 50, signal);
  await jest.advanceTimersByTimeAsync(49);
  expect(seen.ending).toBe("still waiting");
  await jest.advanceTimersByTimeAsync(1);
  expect(seen.ending).toBe("ended: timeout");
  expect(left(signal)).toBe(0);
});

test("a time that is over ends it at once, by a timer that Node does not warn of", async () => {
  const timers = jest.spyOn(globalThis, "setTimeout");
  const seen = waiting(never(), -0.3);
  expect(timers.mock.calls.map(([, ms]) => ms)).toEqual([0]);
  await jest.advanceTimersByTimeAsync(0);
  expect(seen.ending).toBe("ended: timeout");
});

test("without a time there is no timer", async () => {
  const { signal } = new AbortController();
  const seen = waiting(never(), undefined, signal);
  expect(left(signal)).toBe(1);
  await jest.advanceTimersByTimeAsync(2 ** 31);
  expect(seen.ending).toBe("still waiting");
});

test("the signal ends it, also one that was aborted before", async () => {
  const controller = new AbortController();
  const seen = waiting(never(), 50, controller.signal);
  await jest.advanceTimersByTimeAsync(10);
  controller.abort();
  const late = waiting(never(), 50, controller.signal);
  await jest.advanceTimersByTimeAsync(0);
  expect([seen.ending, late.ending]).toEqual(["ended: aborted", "ended: aborted"]);
  expect(left(controller.signal)).toBe(0);
});

test("without a signal the time alone counts", async () => {
  const [value, seen] = [waiting(Promise.resolve("value"), 50), waiting(never(), 50)];
  await jest.advanceTimersByTimeAsync(49);
  expect([value.ending, seen.ending]).toEqual(["value", "still waiting"]);
  expect(jest.getTimerCount()).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(seen.ending).toBe("ended: timeout");
});

test("a sleep ends with its time or with the signal, and fails with neither", async () => {
  const controller = new AbortController();
  const whole = watch(sleep(50, controller.signal));
  await jest.advanceTimersByTimeAsync(49);
  expect(whole.ending).toBe("still waiting");
  await jest.advanceTimersByTimeAsync(1);
  expect(whole.ending).toBeUndefined();
  const cut = watch(sleep(50, controller.signal));
  await jest.advanceTimersByTimeAsync(10);
  expect(cut.ending).toBe("still waiting");
  controller.abort();
  await jest.advanceTimersByTimeAsync(0);
  expect(cut.ending).toBeUndefined();
  expect(left(controller.signal)).toBe(0);
});
