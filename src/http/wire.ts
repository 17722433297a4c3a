/** Requests, answers and failures, as a transport sends and sees them. */
import { safeCause } from "./safe-cause.js";

/** Header fields in the order and letter case of the wire. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request, ready to be written. */
export interface WireRequest {
  readonly method: string;
  /** Where to: scheme, host, port, and the request target exactly as it is to be written. */
  readonly origin: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array | undefined;
}

/** A whole answer; its content coding is already undone. */
export interface WireResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** How far a call had got when it failed. */
export type WirePhase = "connecting" | "sending" | "waiting" | "reading";

/** What went wrong on the wire. */
export type WireFailureKind =
  | "refused"
  | "unresolved"
  | "tls"
  | "reset"
  | "truncated"
  | "malformed"
  | "encoding"
  | "too_large"
  | "unreadable"
  | "connect_timeout"
  | "timeout"
  | "aborted"
  | "other";

interface FailureDetails {
  readonly message?: string;
  readonly status?: number | undefined;
  readonly response?: WireResponse | undefined;
  /** Shown by its code or its name alone. */
  readonly cause?: unknown;
}

/** A call that brought no whole answer. Its message names kinds and phases only. */
export class WireFailure extends Error {
  override readonly name = "WireFailure";
  /** Status of the answer, if its head had arrived. */
  readonly status: number | undefined;
  readonly #response: WireResponse | undefined;

  constructor(
    readonly kind: WireFailureKind,
    readonly phase: WirePhase,
    details: FailureDetails = {},
  ) {
    // Own members only: what something has put on `Object.prototype` is no answer.
    const own: FailureDetails = Object.assign(Object.create(null), details);
    const { message, response, status = response?.status } = own;
    const cause = safeCause(own.cause);
    super(message, cause && { cause });
    this.status = status;
    this.#response = response;
  }

  /** Whether any byte of the request may have reached the network. */
  get written(): boolean {
    return this.phase !== "connecting";
  }

  /** The whole answer, when what went wrong came after it: bytes that belong to no answer. */
  revealResponse(): WireResponse | undefined {
    return this.#response;
  }
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole exchange, the body included; no limit when absent. */
  readonly timeoutMs?: number;
  /** Bytes of decoded body after which the answer is given up; default 1 MiB. */
  readonly maxBodyBytes?: number;
  /**
   * Called once the connection is made, right before the first byte of the request is written; what it
   * throws leaves the request unwritten. Only over `node:http`.
   */
  readonly beforeWrite?: () => void;
}

/** Sends one request and reads its whole answer. Never follows a redirect, never repeats. */
export interface Transport {
  /** @throws WireFailure */
  send(request: WireRequest, options?: SendOptions): Promise<WireResponse>;
  /** Frees idle sockets; calls under way end first. */
  close(): void;
}

export const DEFAULT_MAX_BODY_BYTES = 1_048_576;

/** Statuses whose answer has no body (RFC 9110 §15.3.5, §15.3.6 and §15.4.5; Fetch §2.2.3). */
export const BODILESS: readonly number[] = [204, 205, 304];

/** The value of a header, whatever its letter case; several are joined as RFC 9110 §5.3 allows. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  let found: string | undefined;
  for (const [key, value] of headers) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}
