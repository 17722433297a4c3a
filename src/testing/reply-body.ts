/** Reads the body of an answer at hand as the bytes that travelled, or refuses it and names the mend. */
import { types } from "node:util";
import { jsonText } from "./plain-json.js";

/** A body as bytes. */
export interface ReadBody {
  readonly bytes: Uint8Array;
  /** Whether they were made of a value, which has no media type of its own. */
  readonly isValue: boolean;
}

/** @throws TypeError for what cannot be read at once, and for what is no JSON value */
export function readBody(body: unknown): ReadBody {
  if (body === undefined || body === null || typeof body === "string") {
    return { bytes: new TextEncoder().encode(body ?? ""), isValue: false };
  }
  const bytes = bytesOf(body);
  if (bytes) return { bytes, isValue: false };
  refuseLater(body, "body");
  return { bytes: new TextEncoder().encode(jsonText(body)), isValue: true };
}

/** The bytes of a buffer, or of a view of any kind and realm; a copy, since a decoder takes no shared memory. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  }
  return types.isAnyArrayBuffer(value) ? new Uint8Array(value).slice() : undefined;
}

/** @throws TypeError when the value is one that only time brings */
export function refuseLater(value: unknown, what: "body" | "answer"): void {
  const kind = laterKind(value);
  if (kind === undefined) return;
  const mend =
    kind === "a promise" && what === "answer"
      ? "Await it first: expect(await answer)"
      : "Give its text: { status, headers, body: await response.text() }";
  throw new TypeError(`The ${what} is ${kind}, which cannot be read at once. ${mend}.`);
}

function laterKind(value: unknown): string | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null)
    return undefined;
  const has = (...names: readonly PropertyKey[]) =>
    names.some((name) => typeof Reflect.get(value, name) === "function");
  if (has("then")) return "a promise";
  if (has("getReader", "pipe", "pipeTo", Symbol.asyncIterator)) return "a stream";
  if (has("arrayBuffer", "stream", "blob")) return "a Blob, or another object that is read later";
  // A response of an HTTP server that is still being written, or a stub of `fetch`.
  if (has("write", "text", "json")) return "an object that is read later";
  return typeof value === "function" ? "a function" : undefined;
}
