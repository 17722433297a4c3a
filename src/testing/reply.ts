/** Reads the answers that tests have at hand: of `fetch`, of mocks and HTTP libraries, or plain objects. */
import { type HeaderList, headerOf } from "../http/wire.js";
import type { JudgedResponse } from "../judge/judge.js";
import { bytesOf, readBody, refuseLater } from "./reply-body.js";
import { type ReplyHeaders, readHeaders } from "./reply-headers.js";

export type { ReplyHeaders };

/** An answer as an object; of `status` and `statusCode` one is enough. */
export interface PlainReply {
  readonly status?: number;
  readonly statusCode?: number;
  readonly headers?: ReplyHeaders;
  /** Text or bytes as received, or a value that stands for its JSON. Absent: an empty body. */
  readonly body?: unknown;
  /** The same, as axios has it. */
  readonly data?: unknown;
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
 * @throws TypeError when the body was read before, or is being read
 */
export async function readFetchResponse(response: FetchResponse): Promise<JudgedResponse> {
  const { status } = response;
  const headers = readHeaders(response.headers);
  return { status, headers, body: await readClone(response) };
}

async function readClone(response: FetchResponse): Promise<Uint8Array> {
  let clone: { arrayBuffer?(): Promise<ArrayBuffer>; text?(): Promise<string> } | undefined;
  try {
    if (!response.bodyUsed) clone = response.clone();
  } catch {
    // Somebody holds a reader of the body.
  }
  if (!clone) {
    throw new TypeError(
      "The body of the Response was read already. Match it first, match response.clone(), or give { status, headers, body }.",
    );
  }
  if (typeof clone.arrayBuffer === "function") return new Uint8Array(await clone.arrayBuffer());
  return new TextEncoder().encode(await clone.text?.());
}

/** @throws TypeError when it is no answer, or cannot be read at once */
export function readReply(reply: unknown): JudgedResponse {
  refuseErrors(reply);
  const { status, headers: given, body: content } = partsOf(reply);
  if (!Number.isInteger(status)) {
    refuseLater(reply, "answer");
    throw new TypeError(
      "Expected a fetch Response, a nock reply [status, body, headers], or { status, headers, body }.",
    );
  }
  const headers = readHeaders(given);
  const { bytes: body, isValue } = readBody(content);
  if (!isValue || headerOf(headers, "content-type") !== undefined) {
    return { status: Number(status), headers, body };
  }
  // nock and most HTTP libraries say so themselves when they are given a value for a body.
  const json: HeaderList = [...headers, ["content-type", "application/json"]];
  return { status: Number(status), headers: json, body };
}

interface Parts {
  readonly status?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
}

/** What libraries name the parts of an answer; what is nearest to the bytes goes first. */
interface Named {
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly headers?: unknown;
  /** Of superagent and supertest, whose `body` is `{}` where there was none. */
  readonly text?: unknown;
  /** Of got. */
  readonly rawBody?: unknown;
  /** Of light-my-request and hapi. */
  readonly rawPayload?: unknown;
  readonly payload?: unknown;
  readonly body?: unknown;
  /** Of axios. */
  readonly data?: unknown;
  /** Of a reply to undici's MockAgent. */
  readonly responseOptions?: { readonly headers?: unknown };
}

function partsOf(reply: unknown): Parts {
  if (Array.isArray(reply)) {
    const [status, body, headers] = reply as readonly unknown[];
    return { status, body, headers };
  }
  if (typeof reply !== "object" || reply === null) return {};
  const named = reply as Named;
  const status = named.status ?? named.statusCode;
  const headers = named.headers ?? named.responseOptions?.headers;
  if (!Number.isInteger(status)) return {};
  const raw = bytesOf(named.rawPayload) ?? bytesOf(named.rawBody);
  const text = typeof named.text === "string" ? named.text : undefined;
  const body = raw ?? text ?? [named.body, named.data, named.payload].find(isGiven);
  if (body === undefined && named.body !== null) refuseLater(reply, "answer");
  return { status, headers, body };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** An error of an HTTP library has a status as well, and its answer elsewhere. */
function refuseErrors(reply: unknown): void {
  if (!(reply instanceof Error) && Object.prototype.toString.call(reply) !== "[object Error]")
    return;
  throw new TypeError(
    "An error is no answer. Match the answer that it has: error.response, or error.revealResponse() of a SolvError.",
  );
}
