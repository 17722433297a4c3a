/**
 * Templates of exchanges: recorded traffic repeats itself but for values the judge does not look at,
 * and what differs from a judged exchange in nothing else need not be parsed to be judged again.
 */

/**
 * A template is the JSON text with holes. A byte up to `LAST_MARKER` stands for a hole: JSON text
 * itself holds no such byte (RFC 8259 §7). Every other byte stands for itself.
 */
export type Template = Uint8Array;

/** Characters of a string, at least one. */
export const TEXT = 0;
/** Characters of a string inside a string that is itself JSON text, at least one. */
export const NESTED_TEXT = 1;
/** Digits of an integer, the first of them not zero. */
export const DIGITS = 2;
/** A path segment, not empty. */
export const SEGMENT = 3;
const LAST_MARKER = SEGMENT;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const LETTER_U = 0x75;

/** The bytes that stand for themselves in a string. */
const PLAIN = tableOf(
  (byte) => byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH,
);
/** The bytes that may follow a backslash, `u` aside (RFC 8259 §7). */
const ESCAPED = tableOf((byte) => '"\\/bfnrt'.includes(String.fromCharCode(byte)));
const HEX = tableOf((byte) => /[0-9a-f]/i.test(String.fromCharCode(byte)));
const IN_SEGMENT = tableOf(
  (byte) => PLAIN[byte] === 1 && !"/?#".includes(String.fromCharCode(byte)),
);

/** The index behind the text that fits the template, or -1 when none does. */
export function matchTemplate(template: Template, bytes: Uint8Array, from: number): number {
  let at = from;
  for (let i = 0; i < template.length; i++) {
    const wanted = template[i] ?? 0;
    if (wanted > LAST_MARKER) {
      if (bytes[at] !== wanted) return -1;
      at += 1;
      continue;
    }
    const start = at;
    if (wanted === TEXT) at = endOfText(bytes, at);
    else if (wanted === NESTED_TEXT) at = endOfNestedText(bytes, at);
    else if (wanted === SEGMENT) while (IN_SEGMENT[bytes[at] ?? 0] === 1) at += 1;
    else at = endOfDigits(bytes, at);
    if (at <= start) return -1;
  }
  return at;
}

/** The index of the quote that ends a string, or -1 when the string is not valid. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (PLAIN[byte] === 1) at += 1;
    else if (byte === QUOTE) return at;
    else {
      const length =
        byte === BACKSLASH ? escapeLength(bytes, at + 1) + 1 : sequenceLength(bytes, at);
      if (length <= 1) return -1;
      at += length;
    }
  }
  return -1;
}

/** The same one level deeper: here `\"` is the quote, and `\\` the backslash. */
function endOfNestedText(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (PLAIN[byte] === 1) at += 1;
    else if (byte === BACKSLASH) {
      if (bytes[at + 1] === QUOTE) return at;
      if (bytes[at + 1] === SLASH) {
        at += 2;
        continue;
      }
      if (bytes[at + 1] !== BACKSLASH) return -1;
      // A quote and a backslash are escaped at both levels, any other character only at the inner.
      const outer = bytes[at + 2] === BACKSLASH ? 1 : 0;
      const next = bytes[at + 2 + outer];
      const length = escapeLength(bytes, at + 2 + outer);
      if (length === 0 || (outer === 1) !== (next === QUOTE || next === BACKSLASH)) return -1;
      at += 2 + outer + length;
    } else {
      const length = sequenceLength(bytes, at);
      if (length === 0) return -1;
      at += length;
    }
  }
  return -1;
}

function endOfDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  if (bytes[at] === 0x30) return -1;
  while ((bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39) at += 1;
  return at;
}

/** Bytes of an escape behind its backslash; 0 when it is none. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0;
  if (ESCAPED[byte] === 1) return 1;
  if (byte !== LETTER_U) return 0;
  for (let i = 1; i <= 4; i++) if (HEX[bytes[at + i] ?? 0] !== 1) return 0;
  return 5;
}

/** Bytes of a UTF-8 sequence beyond ASCII; 0 when it is not valid (RFC 3629 §4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (length === 0 || second < least || second > most) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function tableOf(holds: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0));
}
