/** Sends one request and keeps what came of it: an exchange. */
import { type Transport, WireFailure, type WireRequest, type WireResponse } from "./wire.js";

/** A request with its answer, or with the failure that came in the answer's place. */
export interface Exchange {
  readonly request: WireRequest;
  readonly response?: WireResponse;
  readonly failure?: WireFailure;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** Sends a request; a failure of the wire is a result here, not an exception. */
export async function exchangeOver(
  transport: Transport,
  request: WireRequest,
  options: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Exchange> {
  const startedAt = new Date();
  const start = performance.now();
  const outcome = await transport
    .send(request, {
      timeoutMs: options.timeoutMs,
      ...(options.signal ? { signal: options.signal } : {}),
    })
    .then(
      (response) => ({ response }),
      (error: unknown) => {
        if (error instanceof WireFailure) return { failure: error };
        throw error;
      },
    );
  return { request, ...outcome, startedAt, durationMs: performance.now() - start };
}
