/** Hooks let a caller observe a call; one that fails does not touch it. */

/** A request is about to be sent. */
export interface RequestEvent {
  /** `cancelExternalBooking`, or `createAccessToken` for a call that fetches a token. */
  readonly operationId: string;
  /** HTTP method, such as `DELETE`. */
  readonly method: string;
  /** The path template; never the id. */
  readonly path: string;
  /** Counted from 1 within the call. */
  readonly attempt: number;
}

/** An attempt ended, with an answer or without one. */
export interface ResponseEvent extends RequestEvent {
  /** Milliseconds that the attempt took, the answer's body included. */
  readonly durationMs: number;
  /** HTTP status, if an answer began to arrive. */
  readonly status: number | undefined;
  /** The server's `x-request-id`, if it sent one. */
  readonly requestId: string | undefined;
  /** The `code` of the error that the attempt ended in; absent when it succeeded. */
  readonly code: string | undefined;
}

/** Observers of every request, the token calls included. They get no value, id or credential. */
export interface ClientHooks {
  /** Called before each attempt. What it throws or rejects with is dropped. */
  readonly onRequest?: ((event: RequestEvent) => unknown) | undefined;
  /** Called after each attempt, failed ones included. What it throws or rejects with is dropped. */
  readonly onResponse?: ((event: ResponseEvent) => unknown) | undefined;
}

/** Calls a hook; whatever it throws or rejects with is dropped: it must not decide about a booking. */
export function notify<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  try {
    const told = hook?.(event);
    // Awaited, so that a promise of another realm, or anything like one, is heard as well.
    if (told !== undefined) (async () => told)().catch(() => undefined);
  } catch {
    // As above.
  }
}
