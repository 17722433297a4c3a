/** A rating for people: plain lines in a terminal, annotations and a summary on GitHub. */
import type { Difference, Rating } from "./walk.js";

/** Where annotations are put, beside the line. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly title?: string;
}

/**
 * A workflow command that GitHub shows beside the file. Both escapes are the runner's own: what comes
 * from a pull request's description (`info.version` is one) could otherwise end the command, and
 * begin another.
 */
export function annotate(level: "error" | "warning" | "notice", place: Place, message: string) {
  const properties = Object.entries(place).map(
    ([name, value]) =>
      `${name}=${escapeData(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${level} ${properties.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** The lines to print: commands where GitHub reads them, sentences anywhere else. */
export function printable(
  { changes }: Rating,
  faults: readonly string[],
  { file, onGitHub }: { readonly file: string; readonly onGitHub: boolean },
): string[] {
  if (onGitHub) {
    return [
      ...changes.map(({ impact, message, revision: line }) =>
        annotate(impact === "major" ? "warning" : "notice", { file, line, title: impact }, message),
      ),
      ...faults.map((fault) => annotate("error", { file }, fault)),
    ];
  }
  return [
    ...changes.map(
      ({ impact, message, revision: line }) =>
        `  ${impact.padEnd(5)} ${file}:${line}: ${oneLine(message)}`,
    ),
    ...faults.map(oneLine),
  ];
}

/** The job summary, in Markdown. */
export function summarize({ impact, changes }: Rating, faults: readonly string[]): string {
  const row = ({ impact, revision: line, message }: Difference) =>
    `| ${impact} | ${line} | ${asText(message)} |`;
  return [
    `## Change of the description: ${impact === "none" ? "no change" : impact}`,
    "",
    ...faults.map((fault) => `- ❌ ${asText(fault)}`),
    ...(faults.length === 0 ? ["- ✅ The versions moved as the changes ask."] : []),
    "",
    "| impact | line | change |",
    "|---|---|---|",
    ...changes.map(row),
    "",
  ].join("\n");
}

/** Markdown that shows the text as it is: no cell, link, image or tag begins in it. */
export function asText(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|!&]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
