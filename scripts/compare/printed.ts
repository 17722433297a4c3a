/** A comparison for people: a line for each difference, with its direction and both places. */
import { annotate, asText, oneLine } from "../rate/annotations.js";
import type { RatedChange } from "../rate/rating.js";
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
      const place = { file: names.ours, line: base?.line ?? 1, title: impact };
      const level = impact === "major" ? "warning" : "notice";
      return annotate(level, place, `${sentence} (${theirPlace(change, names)})`);
    }
    return `  ${impact.padEnd(5)} ${ourPlace(change, names)}, ${oneLine(theirPlace(change, names))}: ${sentence}`;
  });
}

/** The job summary, in Markdown. */
export function summaryOf({ rating, compared, notes }: Comparison, names: Names): string {
  const { changes } = rating;
  const row = (change: RatedChange) =>
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

function directionOf({ path }: RatedChange): string {
  return /^#\/paths\/[^/]+\/[^/]+\/responses(\/|$)/.test(path) ? "what we get" : "what we send";
}

function ourPlace({ base }: RatedChange, { ours }: Names): string {
  return `${ours}:${base?.line ?? 1}`;
}

function theirPlace({ revision }: RatedChange, { theirs }: Names): string {
  return `${theirs}:${revision?.line ?? 1}`;
}
