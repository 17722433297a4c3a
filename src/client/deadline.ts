/** The one clock of a call: its time limit and the caller's signal, heard at every wait. */

export interface Deadline {
  /** Aborts when the call has to end, for whichever reason. */
  readonly signal: AbortSignal;
  /** Why the call has to end; `undefined` while it may go on. */
  readonly ended: "timeout" | "aborted" | undefined;
  /** Milliseconds that are left. */
  remaining(): number;
  /** Frees the timer and the listener. */
  stop(): void;
}

export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const end = performance.now() + timeoutMs;
  let ended: Deadline["ended"];
  const finish = (reason: "timeout" | "aborted") => {
    ended ??= reason;
    controller.abort();
  };
  const onAbort = () => finish("aborted");
  const timer = setTimeout(finish, timeoutMs, "timeout");
  if (caller?.aborted) onAbort();
  else caller?.addEventListener("abort", onAbort, { once: true });
  return {
    signal: controller.signal,
    get ended() {
      return ended;
    },
    remaining: () => end - performance.now(),
    stop: () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", onAbort);
    },
  };
}

/** Waits for a promise, but not beyond the signal; rejects with nothing of interest then. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Error("aborted"));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** Sleeps, but not beyond the signal. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) done();
    signal.addEventListener("abort", done, { once: true });
  });
}
