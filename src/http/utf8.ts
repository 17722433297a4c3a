/** Encodes and decodes UTF-8, also where a test environment has neither TextEncoder nor TextDecoder (jsdom). */

// Making one costs more than using it.
let encoder: TextEncoder | undefined;
let decoder: TextDecoder | undefined;

/** @param text well-formed, as `JSON.stringify` writes it */
export function encodeUtf8(text: string): Uint8Array {
  if (typeof TextEncoder === "function") {
    encoder ??= new TextEncoder();
    return encoder.encode(text);
  }
  const bytes = encodeURIComponent(text).match(/%..|./g) ?? [];
  return Uint8Array.from(bytes, (byte) =>
    byte.length > 1 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0),
  );
}

/** @throws when the bytes are not UTF-8; a byte order mark stays, and is the caller's to look for */
export function decodeUtf8(bytes: Uint8Array): string {
  if (typeof TextDecoder === "function") {
    decoder ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes);
  }
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`);
  return decodeURIComponent(escaped.join(""));
}
