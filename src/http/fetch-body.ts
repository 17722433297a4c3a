/** Reads the answer of any `fetch`: the platform's, a library's, or a stand-in of a test. */
import { encodeUtf8 } from "./utf8.js";
import type { HeaderList } from "./wire.js";

/** Why a body could not be had. */
export type Unread = "too_large" | "unreadable";

/** What is looked for in an answer; libraries' types differ, and a stand-in may have any part of it. */
type Answer = Partial<Pick<Response, "arrayBuffer" | "bodyUsed" | "text">> & {
  readonly body?: ReadableStream<Uint8Array> | null;
  /** Where ofetch leaves what it has read. */
  readonly _data?: unknown;
};

/** The bytes of a body: a web stream's, or else those of `arrayBuffer()` or `text()`. */
export async function readBody(response: Response, limit: number): Promise<Uint8Array | Unread> {
  const answer: Answer = response;
  const { body } = answer;
  if (answer.bodyUsed || body?.locked) return within(bytesOf(answer._data), limit);
  if (typeof body?.getReader === "function") return readStream(body, limit);
  if (typeof answer.arrayBuffer === "function") {
    return within(new Uint8Array(await answer.arrayBuffer()), limit);
  }
  if (typeof answer.text === "function") return within(encodeUtf8(await answer.text()), limit);
  return "unreadable";
}

/** Header fields, of whatever kind the list of them is. */
export function readHeaders(given: unknown): HeaderList {
  const headers = (given ?? {}) as Partial<Iterable<[string, string]>>;
  const pairs = headers[Symbol.iterator] ? headers : Object.entries(headers);
  const list: [string, string][] = [];
  for (const [name, value] of pairs as Iterable<[unknown, unknown]>) {
    list.push([String(name), String(value)]);
  }
  return list;
}

function bytesOf(data: unknown): Uint8Array | undefined {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return text === undefined ? undefined : encodeUtf8(text);
}

function within(bytes: Uint8Array | undefined, limit: number): Uint8Array | Unread {
  if (!bytes) return "unreadable";
  return bytes.length > limit ? "too_large" : bytes;
}

async function readStream(
  body: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array | Unread> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => undefined);
      return "too_large";
    }
    chunks.push(value);
  }
  const [only, ...more] = chunks;
  if (only && more.length === 0) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
