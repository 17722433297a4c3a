/** Models one recorded exchange: as a line of NDJSON, and as it is judged. */
import { findOperation } from "../description/operations.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import type { SetAside } from "../report/report.js";

/** Header fields by name; several of one name are a list. */
export type RecordedHeaders = Readonly<Record<string, string | readonly string[]>>;

/**
 * One HTTP exchange as recorded, one a line. What is absent or null was not recorded, and is not
 * judged. Further properties are allowed and ignored.
 */
export interface RecordedExchange {
  readonly method: string;
  /** Absolute, or from the path on; percent-encoded as it was sent. */
  readonly url: string;
  /** When the call began, RFC 3339; reports show it beside what was found. */
  readonly startedDateTime?: string | null;
  /** Absent or null when they were not recorded: then credentials and media type are not judged. */
  readonly requestHeaders?: RecordedHeaders | null;
  /** The body as sent; empty when there was none, absent or null when it was not recorded. */
  readonly requestBody?: string | null;
  /** How `requestBody` is written; as text when absent. */
  readonly requestBodyEncoding?: "base64" | null;
  /** The status of the answer; 0 when none came, absent or null when it was not recorded. */
  readonly status?: number | null;
  /** Absent or null when they were not recorded: then the media type is not judged. */
  readonly responseHeaders?: RecordedHeaders | null;
  /**
   * The body of the answer; empty when there was none, absent or null when it was not recorded. A
   * content coding that is named in the headers may be undone or not.
   */
  readonly responseBody?: string | null;
  /** How `responseBody` is written; as text when absent. */
  readonly responseBodyEncoding?: "base64" | null;
}

/** A body that a recording does not hold, although there may have been one. */
export class LeftOut {
  /** @param reason - what the recorder did with it; empty where it kept nothing. Never a part of it. */
  constructor(readonly reason: string = "") {}
}

/** A body as bytes, or as the text that they are. */
export type RecordedBody = Uint8Array | string | LeftOut;

/** Where a call was sent. */
export interface Place {
  readonly method: string;
  /** Scheme, host and port, as recorded; `undefined` when only a path was. */
  readonly origin: string | undefined;
  /** Path and query, as sent. */
  readonly target: string;
  readonly path: string;
}

/** An exchange, ready to be judged. What is `undefined` was not recorded. */
export interface Exchange extends Place {
  /** When the call began, as it was recorded; perhaps no time at all. */
  readonly startedAt: unknown;
  readonly requestHeaders: HeaderList | undefined;
  readonly requestBody: RecordedBody;
  /** 0 when no answer came. */
  readonly status: number | undefined;
  readonly responseHeaders: HeaderList | undefined;
  readonly responseBody: RecordedBody;
}

/** Why something that was read is not judged; it never repeats what was read. */
export class NotJudged {
  constructor(
    readonly kind: SetAside["kind"],
    readonly reason: string,
    /** Where it was sent, as far as that could be read. */
    readonly place?: Place,
  ) {}
}

/** The method and the URL of a call. */
export function placeOf(method: unknown, url: unknown): Place | NotJudged {
  if (typeof method !== "string" || method === "") return new NotJudged("unreadable", "no method");
  if (typeof url !== "string") return new NotJudged("unreadable", "no usable url");
  // `new URL` would resolve dot segments and so judge another path than the one that was sent.
  const [, origin, target] = /^(https?:\/\/[^/?#]*)?(\/[^#]*)/i.exec(url) ?? [];
  if (target === undefined) {
    // A browser records what its pages load from elsewhere: websockets, `data:`, extensions.
    return /^(?!https?:)[a-z][a-z\d+.-]*:/i.test(url)
      ? new NotJudged("unmatched", "a URL that is not http or https")
      : new NotJudged("unreadable", "no usable url");
  }
  const query = target.indexOf("?");
  const path = query === -1 ? target : target.slice(0, query);
  return { method: method.toUpperCase(), origin, target, path };
}

/** A status that can be judged; 0 when no answer came, `undefined` when none was recorded. */
export function statusOf(status: unknown): number | undefined | NotJudged {
  if (status === undefined || status === null) return undefined;
  if (typeof status === "number" && Number.isInteger(status) && status <= 999) {
    // Recorders write 0, -1 or -999 for a call that got no answer.
    if (status <= 0) return 0;
    if (status >= 100) return status;
  }
  return new NotJudged("unreadable", "no usable status");
}

/**
 * Why a browser's question whether it may call (Fetch standard, CORS-preflight fetch) is no call of
 * the API; `undefined` for any other exchange.
 */
export function preflightOf(exchange: Exchange): NotJudged | undefined {
  const { method, requestHeaders } = exchange;
  if (method !== "OPTIONS") return undefined;
  const asked = requestHeaders && headerOf(requestHeaders, "access-control-request-method");
  if (asked !== undefined) {
    return new NotJudged("unmatched", "a CORS preflight", { ...exchange, method: asked });
  }
  if (requestHeaders || findOperation(method, exchange.path)) return undefined;
  return new NotJudged("unmatched", "OPTIONS without headers, perhaps a CORS preflight", exchange);
}
