/** Finds a value of a call in a text of the server's, in whatever spelling it is repeated there. */
import { decodeUtf8 } from "../http/utf8.js";

/** Beyond so many values none is looked for: what cannot be ruled out is withheld. */
const MOST_VALUES = 10_000;

/** Texts and numbers shorter than this are repeated by chance, so only the whole text counts. */
const LEAST_PART = 6;

/** The same for words of an answer in another spelling, where names may be words of any language. */
const LEAST_RESPELLED = 8;

/**
 * Whether a text of the server's holds a value of the request, or a text or number within one; or of
 * the answer that it came with, where a short one counts if it stands as a word.
 */
export function repeats(text: string, sent: readonly unknown[], answer?: unknown): boolean {
  const ofRequest = leavesOf(sent);
  const ofAnswer = leavesOf([answer]);
  if (!ofRequest || !ofAnswer) return true;
  const spellings = spellingsOf(text);
  if (ofRequest.some((value) => isAmong(spellings, value, LEAST_PART))) return true;
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => /^[A-Za-z]{3,}$/.test(word));
  return ofAnswer.some(
    (value) => words.includes(value) || isAmong(spellings, value, LEAST_RESPELLED),
  );
}

interface Spellings {
  /** The text as a whole, and what it is base64 of. */
  readonly whole: readonly string[];
  /** What it, or a part of it, is or decodes to. */
  readonly parts: readonly string[];
  readonly squeezed: readonly string[];
}

function spellingsOf(text: string): Spellings {
  const runs = [text, ...(text.match(/[A-Za-z0-9+/]{8,}/g) ?? [])];
  const base64 = runs.flatMap((run) => [0, 1, 2, 3].map((from) => decoded(run.slice(from))));
  const hexadecimal = (text.match(/([0-9a-f]{2}){6,}/gi) ?? []).map((run) =>
    textOf((run.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))),
  );
  const parts = [...new Set([text, ...base64, ...hexadecimal])];
  return {
    whole: [text, decoded(text)].map((each) => each.toLowerCase()),
    parts,
    squeezed: parts.map(squeezed),
  };
}

/** As it is, in another letter case or punctuation, in base64 or in hexadecimal. */
function isAmong(text: Spellings, value: string, leastRespelled: number): boolean {
  if (text.whole.includes(value.toLowerCase())) return true;
  if (value.length < LEAST_PART) return false;
  if (text.parts.some((each) => each.includes(value))) return true;
  const wanted = squeezed(value);
  return wanted.length >= leastRespelled && text.squeezed.some((each) => each.includes(wanted));
}

// Many servers write the id of the request into the body as well.
const OF_REQUESTS = /^(x[-_]?)?(request|trace|correlation)[-_]?id$/i;

/** The texts and numbers in values; `undefined` when there are too many. */
function leavesOf(values: readonly unknown[]): string[] | undefined {
  const open = [...values];
  const leaves: string[] = [];
  for (let seen = 0; open.length > 0; seen++) {
    if (seen > MOST_VALUES || open.length > MOST_VALUES) return undefined;
    const value = open.pop();
    if (typeof value === "string" || typeof value === "number") leaves.push(String(value));
    if (typeof value !== "object" || value === null) continue;
    for (const [name, child] of Object.entries(value)) {
      const isOwnId = typeof child === "string" && OF_REQUESTS.test(name);
      if (!isOwnId) open.push(child);
    }
  }
  return leaves.filter((leaf) => leaf !== "");
}

/** Letters and digits alone, in one case. */
function squeezed(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The text of base64 in either alphabet, as far as it goes. */
function decoded(base64: string): string {
  const digits = base64
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replace(/[^A-Za-z0-9+/]/g, "");
  // One digit alone is no byte.
  const usable = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return textOf(Array.from(atob(usable), (character) => character.charCodeAt(0)));
}

/** As text where it is any; bytes that are none repeat nothing. */
function textOf(bytes: readonly number[]): string {
  try {
    return decodeUtf8(Uint8Array.from(bytes));
  } catch {
    return String.fromCharCode(...bytes);
  }
}
