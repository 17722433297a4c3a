/** Keeps the pace that a server asks for: a 429 is waited for, and after it requests go one at a time. */
import { sleep } from "../http/deadline.js";
import type { Exchange } from "../http/exchange.js";
import { retryAfterOf } from "../http/retry-after.js";

/** RFC 6585 §4: it says something about the pace of the check, and nothing about the request. */
const TOO_MANY = 429;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** A wait that a server's 429 asks for. */
export interface RateLimitWait {
  /** Milliseconds of this wait. */
  readonly ms: number;
  /** Milliseconds that the run may still wait after it. */
  readonly leftMs: number;
}

export interface Pace {
  /** Sends, and sends again after each 429, until the time for waiting is used up or the run has ended. */
  send<T extends Exchange | undefined>(attempt: () => Promise<T>): Promise<T>;
  /** Whether a 429 was answered. */
  readonly isLimited: boolean;
  /** Milliseconds waited in all. */
  readonly waitedMs: number;
}

export interface PaceOptions {
  readonly maxWaitMs: number;
  /** Each ends a wait. */
  readonly signals: readonly (AbortSignal | undefined)[];
  readonly onWait?: ((wait: RateLimitWait) => void) | undefined;
}

/** Whether an exchange says nothing but that the server limits the rate: it applied nothing. */
export function isLimited({ response }: Exchange): boolean {
  return response?.status === TOO_MANY;
}

export function createPace({ maxWaitMs, signals, onWait }: PaceOptions): Pace {
  let limited = false;
  let waited = 0;
  let notBefore = 0;
  let inRow = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const learn = (exchange: Exchange | undefined): boolean => {
    if (!exchange || !isLimited(exchange)) {
      inRow = 0;
      return false;
    }
    limited = true;
    const seconds = exchange.response && retryAfterOf(exchange.response.headers);
    // Without a pause a server that says 0 would be asked as fast as it answers.
    const growing = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** inRow);
    const pause = seconds === undefined || (seconds === 0 && inRow > 0) ? growing : seconds * 1000;
    inRow += 1;
    notBefore = Math.max(notBefore, performance.now() + pause);
    return true;
  };
  /** Whether the next request may be sent: at once, or after a wait that there was time for. */
  const mayGo = async (): Promise<boolean> => {
    const ms = Math.ceil(notBefore - performance.now());
    if (ms <= 0) return true;
    if (waited + ms > maxWaitMs) return false;
    waited += ms;
    try {
      onWait?.({ ms, leftMs: maxWaitMs - waited });
    } catch {
      // A broken display is no reason to end a check half-way.
    }
    await untilAborted(ms, signals);
    return !signals.some((signal) => signal?.aborted);
  };
  const alone = async <T extends Exchange | undefined>(
    attempt: () => Promise<T>,
    before?: T,
  ): Promise<T> => {
    let last = before;
    for (;;) {
      if (!(await mayGo())) return last ?? (await attempt());
      last = await attempt();
      if (!learn(last)) return last;
    }
  };
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = turn.then(act);
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    send: async (attempt) => {
      if (limited) return inTurn(() => alone(attempt));
      const exchange = await attempt();
      return learn(exchange) ? inTurn(() => alone(attempt, exchange)) : exchange;
    },
    get isLimited() {
      return limited;
    },
    get waitedMs() {
      return waited;
    },
  };
}

/** Sleeps, but not beyond any of the signals; no listener is left. */
async function untilAborted(
  ms: number,
  signals: readonly (AbortSignal | undefined)[],
): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  for (const signal of signals) signal?.addEventListener("abort", end);
  if (signals.some((signal) => signal?.aborted)) end();
  await sleep(ms, stop.signal);
  for (const signal of signals) signal?.removeEventListener("abort", end);
}
