/** Text made safe for the markup of a report format. */
import { printable } from "../words.js";

/** For XML 1.0 and HTML, in text and in quoted attributes; what XML 1.0 §2.2 forbids is replaced. */
export function escapeMarkup(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** For running text in GitHub's Markdown, inside table cells too. */
export function escapeMarkdown(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|~$@&]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** For a code span: the fence is longer than any run of backticks inside (CommonMark §6.1). */
export function codeSpan(text: string): string {
  const safe = printable(text).replaceAll("|", "\\|");
  const runs = safe.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  return fence.length > 1 ? `${fence} ${safe} ${fence}` : `${fence}${safe}${fence}`;
}
