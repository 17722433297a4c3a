/** One recorded exchange: as a line of NDJSON, and as it is judged. */
import type { HeaderList } from "../http/wire.js";

/** Header fields by name; several of one name are a list. */
export type RecordedHeaders = Readonly<Record<string, string | readonly string[]>>;

/** One HTTP exchange as recorded, one a line. Further properties are allowed and ignored. */
export interface RecordedExchange {
  readonly method: string;
  /** Absolute, or from the path on; percent-encoded as it was sent. */
  readonly url: string;
  /** Absent when they were not recorded: then credentials and media type are not judged. */
  readonly requestHeaders?: RecordedHeaders;
  /** The body as sent; absent when there was none. */
  readonly requestBody?: string;
  /** How `requestBody` is written; as text when absent. */
  readonly requestBodyEncoding?: "base64";
  /** The status of the answer; 0 when none came. */
  readonly status: number;
  readonly responseHeaders?: RecordedHeaders;
  /** The body of the answer, its content coding undone; absent when it was empty. */
  readonly responseBody?: string;
  /** How `responseBody` is written; as text when absent. */
  readonly responseBodyEncoding?: "base64";
}

/** An exchange, ready to be judged. */
export interface Exchange {
  readonly method: string;
  /** Scheme, host and port, as recorded; `undefined` when only a path was. */
  readonly origin: string | undefined;
  /** Path and query, as sent. */
  readonly target: string;
  readonly path: string;
  /** `undefined` when they were not recorded. */
  readonly requestHeaders: HeaderList | undefined;
  readonly requestBody: Uint8Array;
  readonly status: number;
  readonly responseHeaders: HeaderList;
  readonly responseBody: Uint8Array;
}

/** Why no exchange can be made of something; it never repeats what was read. */
export class Unreadable {
  constructor(readonly reason: string) {}
}

const EMPTY = new Uint8Array();

/** What a line or an entry states, before it is checked. */
export interface Stated {
  readonly method: unknown;
  readonly url: unknown;
  readonly status: unknown;
  readonly requestHeaders: HeaderList | undefined;
  readonly requestBody: unknown;
  readonly requestBodyEncoding: unknown;
  readonly responseHeaders: HeaderList | undefined;
  readonly responseBody: unknown;
  readonly responseBodyEncoding: unknown;
}

/** Checks what is needed for a judgement. */
export function toExchange(stated: Stated): Exchange | Unreadable {
  const { method, url, status } = stated;
  if (typeof method !== "string" || method === "") return new Unreadable("no method");
  const place = typeof url === "string" ? placeOf(url) : undefined;
  if (!place) return new Unreadable("no usable url");
  if (typeof status !== "number" || !Number.isInteger(status) || status < 0 || status > 999) {
    return new Unreadable("no usable status");
  }
  const requestBody = bytesOf(stated.requestBody, stated.requestBodyEncoding);
  const responseBody = bytesOf(stated.responseBody, stated.responseBodyEncoding);
  if (!requestBody || !responseBody) return new Unreadable("a body that is not text");
  const { origin, target } = place;
  const query = target.indexOf("?");
  return {
    method: method.toUpperCase(),
    origin,
    target,
    path: query === -1 ? target : target.slice(0, query),
    requestHeaders: stated.requestHeaders,
    requestBody,
    status,
    responseHeaders: stated.responseHeaders ?? [],
    responseBody,
  };
}

// `new URL` would resolve dot segments and so judge another path than the one that was sent.
function placeOf(url: string): Pick<Exchange, "origin" | "target"> | undefined {
  const [, origin, target] = /^(https?:\/\/[^/?#]*)?(\/[^#]*)/i.exec(url) ?? [];
  return target === undefined ? undefined : { origin, target };
}

function bytesOf(body: unknown, encoding: unknown): Uint8Array | undefined {
  if (body === undefined || body === null) return EMPTY;
  if (typeof body !== "string") return undefined;
  return Buffer.from(body, encoding === "base64" ? "base64" : "utf8");
}
