/** Turns a body into a JSON value, strictly, and says what is wrong without quoting it. */

import { decodeUtf8 } from "../http/utf8.js";

/** A JSON value, or the reason why there is none. */
export type ParsedBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly received: string };

/**
 * RFC 8259 §8.1: JSON between systems is UTF-8 and has no byte order mark.
 *
 * @param body as bytes, or as the text that they are
 */
export function parseJsonBody(body: Uint8Array | string): ParsedBody {
  if (body.length === 0) return { ok: false, received: "an empty body" };
  let text: string;
  try {
    text = typeof body === "string" ? body : decodeUtf8(body);
  } catch {
    return { ok: false, received: "bytes that are not UTF-8" };
  }
  if (text.startsWith("\ufeff")) {
    return { ok: false, received: "a byte order mark before the JSON" };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // The parser's own message quotes the text, so it goes no further.
    const html = /^\s*</.test(text);
    return { ok: false, received: html ? "markup instead of JSON" : "text that is not JSON" };
  }
}
