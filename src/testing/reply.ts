/** Reads the answers that tests have at hand: of `fetch`, of nock, or plain objects. */

import { encodeUtf8 } from "../http/utf8.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import type { JudgedResponse } from "../judge/judge.js";

/** Header fields as a list, as an object, or as `fetch` has them. */
export type ReplyHeaders =
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** An answer as an object; of `status` and `statusCode` one is enough. */
export interface PlainReply {
  readonly status?: number;
  readonly statusCode?: number;
  readonly headers?: ReplyHeaders;
  /** Text or bytes as received, or a value that stands for its JSON. Absent: an empty body. */
  readonly body?: unknown;
}

/** What a nock reply function returns. */
export type NockReply = readonly [
  status: number,
  body?: unknown,
  headers?: Readonly<Record<string, string | readonly string[]>>,
];

/** The part of a `fetch` Response that is read. */
export interface FetchResponse {
  readonly status: number;
  readonly url?: string;
  readonly bodyUsed: boolean;
  readonly headers: Iterable<readonly [string, string]>;
  clone(): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** An answer that the matcher can read. */
export type Reply = FetchResponse | PlainReply | NockReply;

export function isFetchResponse(reply: unknown): reply is FetchResponse {
  const { clone, bodyUsed } = (reply ?? {}) as { clone?: unknown; bodyUsed?: unknown };
  return typeof clone === "function" && typeof bodyUsed === "boolean";
}

/**
 * Reads a clone, so that the test can still read the answer itself.
 *
 * @throws TypeError when the body was read before
 */
export async function readFetchResponse(response: FetchResponse): Promise<JudgedResponse> {
  if (response.bodyUsed) {
    throw new TypeError(
      "The body of the Response was read already. Match it first, or match response.clone().",
    );
  }
  const body = new Uint8Array(await response.clone().arrayBuffer());
  return { status: response.status, headers: [...response.headers], body };
}

/** @throws TypeError when it is no answer */
export function readReply(reply: unknown): JudgedResponse {
  const plain = (Array.isArray(reply) ? fromNock(reply as unknown as NockReply) : reply) as
    | PlainReply
    | undefined;
  const status = plain?.status ?? plain?.statusCode;
  if (!plain || typeof status !== "number") {
    throw new TypeError(
      "Expected a fetch Response, a nock reply [status, body, headers], or { status, headers, body }.",
    );
  }
  if (typeof (plain.headers ?? {}) !== "object") {
    throw new TypeError("Expected the headers as an object, as a list of pairs, or as Headers.");
  }
  const { body } = plain;
  const headers = listOf(plain.headers);
  if (body === undefined || body === null || typeof body === "string") {
    return { status, headers, body: encodeUtf8(body ?? "") };
  }
  if (body instanceof Uint8Array) return { status, headers, body };
  // nock and most HTTP libraries say so themselves when they are given a value for a body.
  const json: HeaderList =
    headerOf(headers, "content-type") === undefined
      ? [...headers, ["content-type", "application/json"]]
      : headers;
  return { status, headers: json, body: encodeUtf8(JSON.stringify(body)) };
}

function fromNock([status, body, headers = {}]: NockReply): PlainReply {
  return { status, body, headers };
}

function listOf(headers: ReplyHeaders | undefined): HeaderList {
  if (!headers) return [];
  if (Symbol.iterator in headers) return [...(headers as Iterable<readonly [string, string]>)];
  return Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one] as const),
  );
}
