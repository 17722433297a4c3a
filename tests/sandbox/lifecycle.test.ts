/** How a sandbox starts, paces and ends: its ports, its timers, and clients that go away. */
import http from "node:http";
import net from "node:net";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { headerOf } from "../../src/http/wire.js";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";
import { bookingAt, cancel, cancelled, cancelOf, start, type Trial } from "./helpers.js";
import { exchangeRaw } from "./raw.js";

const open: Sandbox[] = [];
afterEach(async () => {
  jest.useRealTimers();
  for (const sandbox of open.splice(0)) await sandbox.close();
});

const plain = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox);

/** Waits until something is so, though not for ever. */
async function until(met: () => boolean): Promise<void> {
  const began = performance.now();
  while (!met() && performance.now() - began < 5000) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("a sandbox that cannot start", () => {
  test("says that a fault is not known, without repeating it", async () => {
    await expect(startSandbox({ faults: ["sample-unknown"] })).rejects.toThrow(
      /^There is no such fault; `solv-contract sandbox --faults` lists them\.$/,
    );
  });

  test("says that a port is in use, and leaves none open", async () => {
    const { sandbox } = await start();
    const port = Number(new URL(sandbox.baseUrl).port);
    const servers = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;
    const before = servers();
    await expect(startSandbox({ port })).rejects.toThrow(
      `Port ${port} is in use; choose another, or 0 for a free one.`,
    );
    // A handle is gone a turn or more after it was closed.
    await until(() => servers() <= before);
    expect(servers()).toBeLessThanOrEqual(before);
  });
});

test.each([
  ["refused", "refused"],
  ["half-open", "open"],
] as const)("every connection meets %s", async (fault, left) => {
  const trial = await start({ faults: ["status-500", fault] });
  expect(await exchangeRaw(trial, plain(trial), "silence")).toEqual({ text: "", size: 0, left });
  expect(trial.sandbox.requests).toEqual([]);
});

test("a client that gives up half-way leaves no trace, and the next one is answered", async () => {
  const trial = await start();
  const { hostname, port } = new URL(trial.sandbox.baseUrl);
  const { method, target } = plain(trial);
  await new Promise<void>((resolve) => {
    const socket = net.connect(Number(port), hostname);
    socket.resume().on("close", () => resolve());
    socket.end(`${method} ${target} HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 9\r\n\r\n{`);
  });
  expect((await cancel(trial)).status).toBe(200);
  expect(trial.sandbox.requests).toHaveLength(1);
  expect(cancelled(trial)).toBe(1);
});

describe("closing a sandbox", () => {
  test("frees its port and that to which redirects lead", async () => {
    const trial = await start({ faults: ["redirect-307"] });
    const { headers } = await cancel(trial);
    const location = headerOf(headers, "location") ?? "";
    await trial.sandbox.close();
    for (const baseUrl of [trial.sandbox.baseUrl, location]) {
      const sandbox = { ...trial.sandbox, baseUrl };
      expect((await exchangeRaw({ ...trial, sandbox }, plain(trial), "end")).left).toBe("refused");
    }
  });

  test("ends a call that is under way", async () => {
    const trial = await start({ faults: ["never-answers"] });
    const answer = exchangeRaw(trial, plain(trial), "end");
    await until(() => trial.sandbox.requests.length > 0);
    await trial.sandbox.close();
    expect(["ended", "reset"]).toContain((await answer).left);
  });
});

describe("a pace", () => {
  /** Asks for an answer that comes a pace late, and waits until the sandbox waits. */
  async function waiting(options: { readonly paceMs?: number }) {
    // The timers alone: everything else is what the connection runs on.
    jest.useFakeTimers({
      doNotFake: ["nextTick", "setImmediate", "clearImmediate", "queueMicrotask", "performance"],
    });
    const sandbox = await startSandbox({ faults: ["slow-answer"], ...options });
    open.push(sandbox);
    const answered = new Promise<number | string | undefined>((resolve) => {
      const request = http.request(sandbox.baseUrl, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      request.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code)).end();
    });
    await until(() => sandbox.requests.length > 0);
    return { sandbox, answered };
  }

  test.each([
    [{}, 1000],
    [{ paceMs: 70 }, 70],
  ])("of %j is so long: %i ms", async (options, pace) => {
    const { answered } = await waiting(options);
    jest.advanceTimersByTime(pace - 1);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(jest.getTimerCount()).toBe(0);
    expect(await answered).toBe(404);
  });

  test("ends with the sandbox", async () => {
    const { sandbox, answered } = await waiting({});
    expect(jest.getTimerCount()).toBe(1);
    await sandbox.close();
    expect(jest.getTimerCount()).toBe(0);
    expect(await answered).toBe("ECONNRESET");
  });
});
