/** Makes a body of what a recorder wrote in its place, or says why that cannot be judged. */
import { isUtf8 } from "node:buffer";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { type HeaderList, headerOf } from "../../http/wire.js";
import { LeftOut, type RecordedBody } from "../exchange.js";
import { MAX_ITEM_BYTES } from "./splitter.js";

const NOT_BASE64 = new LeftOut("not base64, although the recording says so");
const OTHER_ENCODING = new LeftOut("written in an encoding that is not base64");
const STILL_CODED = new LeftOut("kept in its content coding, which cannot be undone");

/** Nothing was kept. */
export const LEFT_OUT = new LeftOut();

/** A text in base64 (RFC 4648 §4 and §5), perhaps without its padding. */
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
/** Characters that no JSON and no markup holds as they are, but nearly every coded body. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const BINARY = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

/**
 * The body that was sent or received, its content coding undone. Recorders undo it mostly, and keep
 * the header that names it all the same.
 *
 * @param text what stands for the body; not empty
 * @param encoding how it is written
 * @param headers of the same message; `undefined` when they were not recorded
 */
export function bodyOf(
  text: string,
  encoding: unknown,
  headers: HeaderList | undefined,
): RecordedBody {
  const coding = headers && headerOf(headers, "content-encoding");
  if (isPlain(encoding)) return coding || !headers ? besideCoding(text, coding) : text;
  if (`${encoding}`.toLowerCase() !== "base64") return OTHER_ENCODING;
  const packed = /\s/.test(text) ? text.replace(/\s+/g, "") : text;
  if (!BASE64.test(packed) || packed.length % 4 === 1) return NOT_BASE64;
  const bytes = Buffer.from(packed, "base64");
  return coding || !headers ? undone(bytes, coding) : bytes;
}

function isPlain(encoding: unknown): boolean {
  if (encoding === undefined || encoding === null) return true;
  return typeof encoding === "string" && /^(|text|plain|utf-?8)$/i.test(encoding);
}

/** A body that was kept as text: mostly decoded, or else bytes that were taken for characters. */
function besideCoding(text: string, coding: string | undefined): RecordedBody {
  if (!BINARY.test(text) || isJson(text)) return text;
  const bytes = Buffer.from(text, "latin1");
  if (bytes.toString("latin1") !== text) return coding ? STILL_CODED : text;
  const body = undone(bytes, coding);
  return body === bytes ? text : body;
}

/** Undoes the codings that a header lists, the last one first (RFC 9110 §8.4), where they are not undone yet. */
function undone(bytes: Uint8Array, coding: string | undefined): RecordedBody {
  // Without headers nothing names the coding, but gzip is told by its first bytes.
  const names = (coding ?? "gzip").toLowerCase().split(",").reverse();
  let body = bytes;
  for (const name of names.map((one) => one.trim())) {
    if (name === "" || name === "identity" || isDecoded(body, name)) continue;
    const decoded = decode(body, name);
    if (!decoded) return STILL_CODED;
    body = decoded;
  }
  return body;
}

function isDecoded(body: Uint8Array, name: string): boolean {
  if (name === "gzip" || name === "x-gzip") return body[0] !== 0x1f || body[1] !== 0x8b;
  if (!isUtf8(body)) return false;
  const text = Buffer.from(body).toString();
  return !BINARY.test(text) || isJson(text);
}

function decode(body: Uint8Array, name: string): Uint8Array | undefined {
  const limit = { maxOutputLength: MAX_ITEM_BYTES };
  try {
    if (name === "gzip" || name === "x-gzip") return gunzipSync(body, limit);
    if (name === "br") return brotliDecompressSync(body, limit);
    if (name !== "deflate") return undefined;
    // Some send it without its frame (RFC 9110 §8.4.1.2). The first byte of a frame ends in 8.
    const framed = ((body[0] ?? 0) & 0x0f) === 8;
    return framed ? inflateSync(body, limit) : inflateRawSync(body, limit);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
