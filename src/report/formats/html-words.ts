/** Explains the words of the HTML report: as titles where a pointer can hover, as a legend for all. */
import { profile } from "../../solv/profile.js";
import { escapeMarkup as safe } from "./markup.js";

const { one } = profile.record;

/** What a word of a report means, in one sentence. */
const MEANINGS: Readonly<Record<string, string>> = {
  failed: "The answer breaks the description.",
  warned: "The answer is legal, but the description does not say so.",
  known: "All that was found stands in the baseline, so it does not count.",
  inconclusive: "The answer, or its absence, allows no verdict.",
  passed: "The answer is as described.",
  skipped: "The probe was not sent; what would enable it is said.",
  error: "The description is broken.",
  warning: "Nothing is broken; the description says less than the server does.",
  safe: `Every request names a ${one} that cannot exist.`,
  booking: `Invalid requests are sent to a given ${one}; a server that follows the description refuses them.`,
  cancel: `Valid requests take effect on a given ${one}.`,
};

/** A title attribute that explains a word, or nothing. */
export function titled(word: string): string {
  return Object.hasOwn(MEANINGS, word) ? ` title="${safe(MEANINGS[word] ?? "")}"` : "";
}

/** All words with their meanings, folded. */
export function legend(): string {
  const rows = Object.entries(MEANINGS).map(
    ([word, meaning]) => `<dt>${word}</dt><dd>${safe(meaning)}</dd>`,
  );
  return `<details class="card" id="legend"><summary>What the words mean</summary><dl>${rows.join("")}</dl></details>`;
}

/** Text that a browser may break after a slash, never inside of a word. */
export function breakable(text: string): string {
  return safe(text).replace(/\/(?=\w)/g, "/<wbr>");
}
