/** Makes what several parts of the HTML report share: anchors, hashes, the request to copy. */
import type { Report, Result } from "../report.js";
import { escapeMarkup as safe } from "./markup.js";

/** SHA-256 of a text, in Base64. */
export function hash(text: string): string {
  return digest(text).toString("base64");
}

/** An id for an element that follows from its content, so that it is the same in the next run. */
export function anchorOf(kind: string, content: string): string {
  return `${kind}-${digest(content).toString("hex").slice(0, 10)}`;
}

const anchors = new WeakMap<Report, ReadonlyMap<Result, string>>();

/** The ids of the elements that show the results. */
export function probeAnchors(report: Report): ReadonlyMap<Result, string> {
  const made = anchors.get(report) ?? makeAnchors(report);
  anchors.set(report, made);
  return made;
}

function makeAnchors({ results }: Report): ReadonlyMap<Result, string> {
  const taken = new Map<string, number>();
  return new Map(
    results.map((result) => {
      const name = JSON.stringify([result.id, result.booking]);
      const times = (taken.get(name) ?? 0) + 1;
      taken.set(name, times);
      return [result, anchorOf("probe", times === 1 ? name : `${name}${times}`)];
    }),
  );
}

/** The shell line of a request, with a button that the script brings to life. */
export function curlBlock({ curl }: Result): string {
  if (!curl) return "";
  return `<div class="curl"><button type="button" class="copy" hidden>Copy</button><pre>${safe(curl)}</pre></div>\n`;
}

function digest(text: string): Buffer {
  // Loaded only for this format: to load node:crypto takes longer than to render a report.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest();
}
