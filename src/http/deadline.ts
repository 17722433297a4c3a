/** Waits that end early when the time is up or the caller's signal aborts. */

/** Why a call has to end before it is done. */
export type Ended = "timeout" | "aborted";

/** What bounds a wait; no limit where it is `undefined`. */
export interface WaitLimits {
  readonly ms?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for something, but not beyond the time or the signal; neither timer nor listener is left.
 *
 * @param failure what to reject with then
 */
export function withDeadline<T>(
  awaited: Promise<T>,
  { ms, signal }: WaitLimits,
  failure: (ended: Ended) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const end = (ended: Ended) => {
      finish();
      reject(failure(ended));
    };
    const onAbort = () => end("aborted");
    // First, because a signal that is none may throw.
    signal?.addEventListener("abort", onAbort);
    // Time that is already over is no negative time, of which Node would warn.
    if (ms !== undefined) timer = setTimeout(end, Math.max(0, ms), "timeout");
    if (signal?.aborted) onAbort();
    awaited.then(
      (value) => {
        finish();
        resolve(value);
      },
      (error) => {
        finish();
        reject(error);
      },
    );
  });
}

/** Sleeps, but not beyond the signal. */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const never = new Promise<never>(() => undefined);
  await withDeadline(never, { ms, signal }, () => undefined).catch(() => undefined);
}
