/** How a sandbox serves: with a fault for some calls, with pauses, over TLS. */

import https from "node:https";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { SandboxOptions } from "../../src/sandbox/api.js";
import { type Addressee, createChooser } from "../../src/sandbox/chooser.js";
import { faultsNamed } from "../../src/sandbox/faults.js";
import { createTimers } from "../../src/sandbox/timers.js";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";
import { selfSigned } from "./certificate.js";
import { cancel, cancelled, cancelOf, start } from "./helpers.js";

/** Which calls meet a fault: all of its kind, so many, or some by chance that a seed repeats. */
describe("the chooser", () => {
  const MIXED = ["status-500", "status-409", "enveloped"];

  async function hits(seed: number, faultRate: number): Promise<string[]> {
    const trial = await start({ faults: MIXED, faultRate, seed });
    for (let call = 0; call < 60; call += 1) await cancel(trial);
    return trial.sandbox.requests.map((request) => request.faults.join());
  }

  test("a fault rate mixes the faults, one at a time, and repeats itself with its seed", async () => {
    const [first, again, other] = [await hits(1, 0.5), await hits(1, 0.5), await hits(2, 0.5)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect([...new Set(first)].sort()).toEqual(["", ...MIXED].sort());
  });

  const TOKEN = "token-status-500";

  /** The names of what is chosen for each of these calls. */
  function chosen(faults: readonly string[], options: SandboxOptions, calls: readonly Addressee[]) {
    const choose = createChooser(faultsNamed(faults), options);
    return calls.map((call) => choose(call).map(({ name }) => name));
  }

  test("a fault of token calls takes hold of those alone, and any other of the others", () => {
    const faults = ["status-500", TOKEN, "status-409"];
    const others = ["status-500", "status-409"];
    expect(chosen(faults, {}, ["cancel", "token", "other"])).toEqual([others, [TOKEN], others]);
    const calls = ["token", "cancel", "token", "cancel"] as const;
    expect(chosen(faults, { faultTimes: 1 }, calls)).toEqual([[TOKEN], others, [], []]);
    expect(chosen([TOKEN], { faultRate: 1 }, ["cancel", "token"])).toEqual([[], [TOKEN]]);
  });

  test.each(["enveloped", "gzip-answer"])(
    "%s is of the cancel alone, and what fails in HTTP of any call",
    (name) => {
      const calls = ["cancel", "other", "token"] as const;
      expect(chosen(["status-500", name], {}, calls)).toEqual([
        ["status-500", name],
        ["status-500"],
        [],
      ]);
    },
  );

  test("a seed makes the same choices in every version and everywhere", () => {
    const calls = Array.from({ length: 12 }, () => "cancel" as const);
    const [first, second, third] = MIXED;
    expect(chosen(MIXED, { faultRate: 0.5, seed: 1 }, calls).flat()).toEqual([
      second,
      second,
      second,
      second,
      third,
      first,
      first,
    ]);
  });

  test("a fault rate of 0 leaves every call alone, and one of 1 none", async () => {
    expect(new Set(await hits(1, 0))).toEqual(new Set([""]));
    // The first number that this seed makes is 0.
    expect(chosen(MIXED, { faultRate: 0, seed: 634_785_765 }, ["cancel"])).toEqual([[]]);
    expect((await hits(1, 1)).every((name) => MIXED.includes(name))).toBe(true);
  });

  test("the state is true to what mixed faults did", async () => {
    const trial = await start({ faults: MIXED, faultRate: 0.5, bookings: 60 });
    for (const position of trial.sandbox.bookings.keys()) await cancel(trial, position);
    const applied = trial.sandbox.requests.map(
      ({ faults: names }) => !names.includes("status-409"),
    );
    expect(trial.sandbox.state().map((state) => state.cancelled === 1)).toEqual(applied);
  });

  test("faultTimes ends a fault after so many calls", async () => {
    const trial = await start({ faults: ["status-409"], faultTimes: 2 });
    const statuses = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await cancel(trial)).status);
    expect(statuses).toEqual([409, 409, 200, 200]);
    expect(cancelled(trial)).toBe(2);
  });

  test.each([-0.1, 1.1, Number.NaN])("a fault rate of %s is refused", async (faultRate) => {
    await expect(startSandbox({ faultRate })).rejects.toThrow("a number from 0 to 1");
  });

  test("a fault of every connection cannot be mixed", async () => {
    const options = { faults: ["status-500", "refused"], faultRate: 0.5 };
    await expect(startSandbox(options)).rejects.toThrow(
      "The fault refused is one of every connection",
    );
  });
});

/** The pauses of a sandbox: as long as a pace, and none once the sandbox has ended. */
describe("pauses", () => {
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
});

/** The sandbox over HTTPS, with its faults of the wire. */
describe("TLS", () => {
  const secrets = selfSigned();
  const open: Sandbox[] = [];
  afterEach(async () => {
    for (const sandbox of open.splice(0)) await sandbox.close();
  });

  /** Cancels the first booking over TLS, trusting no certificate but ours. */
  async function cancelSecurely(faults: readonly string[]) {
    const sandbox = await startSandbox({ tls: secrets, faults });
    open.push(sandbox);
    const [booking] = sandbox.bookings;
    if (!booking) throw new Error("There is no booking.");
    const { method, target, headers, body } = cancelOf(booking, sandbox);
    const outcome = await new Promise<number | string | undefined>((resolve) => {
      const sent = Buffer.from(JSON.stringify(body));
      const fields = { ...Object.fromEntries(headers), "Content-Length": sent.length };
      const options = { method, ca: secrets.cert, headers: fields };
      https
        .request(sandbox.baseUrl + target, options, (answer) => {
          answer.resume().on("error", () => {});
          resolve(answer.statusCode);
        })
        .on("error", ({ code }: NodeJS.ErrnoException) => resolve(code))
        .end(sent);
    });
    return { sandbox, outcome, cancelled: sandbox.state()[0]?.cancelled };
  }

  test("a sandbox speaks HTTPS when it is given a key and a certificate", async () => {
    const { sandbox, outcome, cancelled } = await cancelSecurely([]);
    expect(sandbox.baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect([outcome, cancelled]).toEqual([200, 1]);
  });

  test("a fault of the wire works over TLS, too", async () => {
    const { outcome, cancelled } = await cancelSecurely(["reset-before-headers"]);
    expect([outcome, cancelled]).toEqual(["ECONNRESET", 1]);
  });
});
