/** Encodes and decodes UTF-8, also where a test environment has neither TextEncoder nor TextDecoder (jsdom). */

/** @param text well-formed, as `JSON.stringify` writes it */
export function encodeUtf8(text: string): Uint8Array {
  if (typeof TextEncoder === "function") return new TextEncoder().encode(text);
  const bytes = encodeURIComponent(text).match(/%..|./g) ?? [];
  return Uint8Array.from(bytes, (byte) =>
    byte.length > 1 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0),
  );
}

let decoder: TextDecoder | undefined;

/** @throws when the bytes are not UTF-8; a byte order mark stays, and is the caller's to look for */
export function decodeUtf8(bytes: Uint8Array): string {
  if (typeof TextDecoder === "function") {
    // Making one costs more than using it.
    decoder ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes);
  }
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`);
  return decodeURIComponent(escaped.join(""));
}
