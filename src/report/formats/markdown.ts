/** The report as GitHub Markdown, for a job summary or a comment. */

import { profile } from "../../solv/profile.js";
import {
  FACT_LABELS,
  factsOf,
  knownIn,
  othersOf,
  type Problem,
  placeOf,
  problemsOf,
} from "../problems.js";
import type { ProbeOutcome, Report } from "../report.js";
import {
  amountOf,
  basisOf,
  columnsOf,
  count,
  coverageRows,
  digits,
  endOf,
  groupResults,
  notJudged,
  printable,
  skippedByNeed,
  titleOf,
  undecidedOf,
  verdictOf,
} from "../words.js";
import { codeSpan, escapeMarkdown } from "./markup.js";

/** A job summary may have 1 MiB; far before that nobody reads on. */
const MAX_BLOCKS = 50;

const MARKS = { passed: "✅", failed: "❌", inconclusive: "⚪" } as const;

/** Renders headings, a table of outcomes, one block for each finding, and the coverage. */
export function renderMarkdown(report: Report): string {
  const sections = [
    [`## ${MARKS[endOf(report)]} ${escapeMarkdown(titleOf(report))}`],
    [`**${escapeMarkdown(verdictOf(report))}**`],
    [escapeMarkdown(basisOf(report))],
    outcomes(report),
    ...problems(report),
    listed("Known (baseline)", knownIn(report)),
    listed("Notes", report.notes ?? []),
    listed(`Look at these ${profile.record.many}`, undecidedOf(report)),
    listed("Not judged", notJudged(report)),
    skipped(report),
    coverage(report),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function outcomes(report: Report): string[] {
  const groups = groupResults(report.results);
  if (groups.length === 0) return [];
  const columns = columnsOf(report);
  return [
    `| Operation | Situation | ${columns.join(" | ")} |`,
    `| --- | --- |${" ---: |".repeat(columns.length)}`,
    ...groups.map(({ operationId, name, results }) => {
      const amount = (outcome: ProbeOutcome) => results.filter((r) => r.outcome === outcome).length;
      const cells = columns.map((outcome) => amount(outcome) || "");
      return `| ${escapeMarkdown(operationId)} | ${escapeMarkdown(name)} | ${cells.join(" | ")} |`;
    }),
  ];
}

function problems(report: Report): string[][] {
  const all = problemsOf(report);
  const rest = all.length - MAX_BLOCKS;
  return [
    ...all.slice(0, MAX_BLOCKS).map((problem) => block(problem, report)),
    rest > 0 ? [`And ${count(rest, "more finding")}; the JSON report has them all.`] : [],
  ];
}

function block(problem: Problem, report: Report): string[] {
  const {
    finding,
    results: [result],
  } = problem;
  const others = othersOf(report, problem);
  const icon = finding.severity === "error" ? "🔴" : "🟡";
  return [
    `### ${icon} ${codeSpan(result.id)}${others && ` and ${others}`}`,
    "",
    escapeMarkdown(result.expects),
    "",
    ...factsOf(finding).map(([name, text]) => {
      const place = name === "documented" ? ` (${codeSpan(placeOf(report, finding))})` : "";
      return `- **${FACT_LABELS[name]}:** ${escapeMarkdown(text)}${place}`;
    }),
    // An indented block needs no fence that the text could close.
    ...(result.curl ? ["", `      ${printable(result.curl)}`] : []),
  ];
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`### ${title}`, "", ...lines.map((line) => `- ${escapeMarkdown(line)}`)];
}

function skipped(report: Report): string[] {
  const byNeed = [...skippedByNeed(report.results)];
  if (byNeed.length === 0) return [];
  return [
    "### Skipped",
    "",
    ...byNeed.map(
      ([need, results]) => `- ${codeSpan(need)} would enable ${amountOf(report, results)}`,
    ),
  ];
}

function coverage(report: Report): string[] {
  return [
    "### Coverage",
    "",
    "| Of the description | Exercised | Not exercised |",
    "| --- | ---: | --- |",
    ...coverageRows(report).map(({ name, exercised, documented, missing }) => {
      const listed = missing.map(codeSpan).join(", ");
      return `| ${name} | ${digits(exercised)} of ${digits(documented)} | ${listed} |`;
    }),
  ];
}
