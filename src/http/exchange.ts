/** Sends one request of a check, ends it as an interruption demands, and keeps what came of it. */
import { type Transport, WireFailure, type WireRequest, type WireResponse } from "./wire.js";

/** A request with its answer, or with the failure that came in the answer's place. */
export interface Exchange {
  readonly request: WireRequest;
  readonly response?: WireResponse;
  readonly failure?: WireFailure;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Bytes of the answer's body that were taken out, since it may show what nobody may keep. */
  readonly withheldBytes?: number;
}

/** An exchange without the body of its answer. */
export function withoutBody(exchange: Exchange): Exchange {
  const { response } = exchange;
  if (!response) return exchange;
  const empty = { ...response, body: new Uint8Array() };
  return { ...exchange, response: empty, withheldBytes: response.body.length };
}

/** How long a request may take, and what ends it earlier. */
export interface ExchangeLimits {
  readonly timeoutMs: number;
  /** Leaves unwritten what is not written yet; what is written gets `GRACE_MS`, within its limit. */
  readonly signal?: AbortSignal | undefined;
  /** Each ends the request at once, written or not. */
  readonly endNow?: readonly (AbortSignal | undefined)[];
  /** Called right before the first byte is written; what it throws leaves the request unwritten. */
  readonly beforeWrite?: () => void;
}

/** Milliseconds for the answer to a request that was written before the run was interrupted. */
const GRACE_MS = 3_000;

/** Sends a request; a failure of the wire is a result here, not an exception. */
export async function exchangeOver(
  transport: Transport,
  request: WireRequest,
  { timeoutMs, signal, endNow = [], beforeWrite }: ExchangeLimits,
): Promise<Exchange> {
  const startedAt = new Date();
  const start = performance.now();
  const stop = new AbortController();
  let written = false;
  let grace: NodeJS.Timeout | undefined;
  const end = () => stop.abort();
  const onSignal = () => {
    if (written) grace ??= setTimeout(end, GRACE_MS);
    else end();
  };
  signal?.addEventListener("abort", onSignal);
  for (const each of endNow) each?.addEventListener("abort", end);
  if ([signal, ...endNow].some((each) => each?.aborted)) end();
  const sent = transport.send(request, {
    timeoutMs,
    signal: stop.signal,
    beforeWrite: () => {
      beforeWrite?.();
      written = true;
    },
  });
  try {
    const response = await sent;
    return { request, response, startedAt, durationMs: performance.now() - start };
  } catch (failure) {
    if (!(failure instanceof WireFailure)) throw failure;
    return { request, failure, startedAt, durationMs: performance.now() - start };
  } finally {
    clearTimeout(grace);
    signal?.removeEventListener("abort", onSignal);
    for (const each of endNow) each?.removeEventListener("abort", end);
  }
}
