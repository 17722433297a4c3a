/** The pauses of a sandbox: as long as a pace, and none once the sandbox has ended. */
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { createTimers } from "../../src/sandbox/timers.js";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test("a pause is one pace long", async () => {
  const pause = createTimers(50).pause();
  jest.advanceTimersByTime(49);
  expect(jest.getTimerCount()).toBe(1);
  jest.advanceTimersByTime(1);
  expect(jest.getTimerCount()).toBe(0);
  await expect(pause).resolves.toBeUndefined();
});

test("what is paused when the timers are cleared never goes on", async () => {
  const timers = createTimers(50);
  const ended: number[] = [];
  for (const number of [1, 2]) void timers.pause().then(() => ended.push(number));
  timers.clear();
  expect(jest.getTimerCount()).toBe(0);
  await jest.advanceTimersByTimeAsync(100);
  expect(ended).toEqual([]);
});
