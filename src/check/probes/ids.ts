/** Makes ids out of a given one, and tells whether such an id could name a third booking. */

import type { Operation } from "../../description/operations.js";
import { encodeUtf8 } from "../../http/utf8.js";

/** Behind a given id it makes one that no system issues. */
export const NOBODYS = "solv-contract-no-such";

/** The id in the other letter case; `undefined` where that is no mere change of case, as with `ß`. */
export function inOtherCase(id: string): string | undefined {
  const swapped = swapCase(id);
  return swapped !== id && swapCase(swapped) === id ? swapped : undefined;
}

/** The id in the other Unicode normal form (UAX #15); `undefined` where both are the same. */
export function inOtherForm(id: string): string | undefined {
  return [id.normalize("NFD"), id.normalize("NFC")].find((form) => form !== id);
}

function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/** An operation's path in the other letter case around a segment that stays as it is. */
export function pathInOtherCase({ path }: Operation, segment: string): string {
  return swapCase(path.replace(/\{[^}]*\}/g, "\0")).replaceAll("\0", () => segment);
}

/** Every byte, so that also an id without reserved characters differs once it is decoded. */
export function encodeTwice(id: string): string {
  return Array.from(
    encodeUtf8(id),
    (byte) => `%25${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

/**
 * Whether a path segment that was made from a given id names that booking or none, however it is read:
 * not decoded, decoded once or twice, trimmed, or cut at a character at which servers cut.
 */
export function namesNoThird(segment: string, given: string): boolean {
  const isFine = (read: string) => read === given || isNobodys(read, given);
  return (
    // Trimmed, such an id is another one from the start.
    given === given.trim() &&
    // Where it is the given id already, further readings are those of the plain request.
    decodings(segment).every((text) => text === given || readings(text).every(isFine))
  );
}

/**
 * Whether a text has a segment that servers remove (RFC 3986 §5.2.4), as it is or once it is decoded
 * again: as part of a path it would name another path. Tomcat cuts `;…` off first.
 */
export function hasRemovableSegment(text: string): boolean {
  return decodings(text).some((decoded) =>
    decoded
      .split(/[/\\]/)
      .some((segment) => ["", ".", ".."].includes(segment.replace(/[;\0].*/s, "").trim())),
  );
}

/** A text as it is, decoded once and decoded twice, as far as that is possible. */
function decodings(text: string): string[] {
  const found = [text];
  for (const _ of ["once", "twice"]) {
    try {
      found.push(decodeURIComponent(found.at(-1) ?? ""));
    } catch {
      break;
    }
  }
  return found;
}

/** An extension, a parameter, a folder, a verb, a query, a second word: servers cut there. */
const CUTS = [..."/\\;,?#.:&=+ \t\r\n\0"];

function readings(text: string): string[] {
  // A language's own white space is wider than ASCII's: a word may end at any of it.
  const cuts = new Set([...CUTS, ...(text.match(/\s/g) ?? [])]);
  const parts = [...cuts]
    .filter((cut) => text.includes(cut))
    .flatMap((cut) => {
      const pieces = text.split(cut);
      return [
        pieces[0] ?? "",
        pieces.at(-1) ?? "",
        pieces.slice(0, -1).join(cut),
        pieces.slice(1).join(cut),
      ];
    });
  return [text, ...parts].flatMap((read) => [read, read.trim()]);
}

// What no system issues: nothing, our mark, white space at an end, and the given id escaped.
function isNobodys(text: string, given: string): boolean {
  return (
    text === "" ||
    text.toLowerCase().includes(NOBODYS) ||
    /^(\s|%(25)*(20|0[9ad]))|(\s|%(25)*(20|0[9ad]))$/i.test(text) ||
    decodings(text).includes(given)
  );
}
