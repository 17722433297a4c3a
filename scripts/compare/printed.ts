/** A comparison for people: a line for each difference, with its direction and both places. */
import { annotate, asText, oneLine } from "../rate/annotations.js";
import type { Difference } from "../rate/walk.js";
import type { Comparison } from "./compare.js";

export interface Names {
  readonly ours: string;
  readonly theirs: string;
}

/** The lines to print: commands where GitHub reads them, sentences anywhere else. */
export function linesOf({ rating }: Comparison, names: Names, onGitHub: boolean): string[] {
  return rating.changes.map((change) => {
    const { impact, message, base } = change;
    const sentence = `${directionOf(change)}: ${oneLine(message)}`;
    if (onGitHub) {
      const place = { file: names.ours, line: base, title: impact };
      const level = impact === "major" ? "warning" : "notice";
      return annotate(level, place, `${sentence} (${theirPlace(change, names)})`);
    }
    return `  ${impact.padEnd(5)} ${ourPlace(change, names)}, ${oneLine(theirPlace(change, names))}: ${sentence}`;
  });
}

/** The job summary, in Markdown. */
export function summaryOf({ rating, compared, notes }: Comparison, names: Names): string {
  const { changes } = rating;
  const row = (change: Difference) =>
    `| ${change.impact} | ${directionOf(change)} | ${ourPlace(change, names)} | ${asText(theirPlace(change, names))} | ${asText(change.message)} |`;
  return [
    `## The provider's description: ${changes.length === 0 ? "no difference" : rating.impact}`,
    "",
    `${asText(names.theirs)} against ${names.ours}; operations compared: ${compared}.`,
    ...notes,
    "",
    ...(changes.length === 0
      ? ["✅ It says what ours says."]
      : ["| impact | direction | here | there | difference |", "|---|---|---|---|---|"]),
    ...changes.map(row),
    "",
  ].join("\n");
}

function directionOf({ direction }: Difference): string {
  return direction === "sent" ? "what we send" : "what we get";
}

function ourPlace({ base }: Difference, { ours }: Names): string {
  return `${ours}:${base}`;
}

function theirPlace({ revision }: Difference, { theirs }: Names): string {
  return `${theirs}:${revision}`;
}
