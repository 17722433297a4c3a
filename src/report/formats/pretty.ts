/** The report for a terminal: one screen, worst things explained, verdict last. */
import { profile } from "../../solv/profile.js";
import { factsOf, knownIn, othersOf, type Problem, problemsOf, receivedIn } from "../problems.js";
import type { ProbeOutcome, Report, Result } from "../report.js";
import {
  amountOf,
  basisOf,
  count,
  coverageOf,
  digits,
  endOf,
  type Group,
  groupResults,
  notJudged,
  OUTCOMES,
  printable,
  SYMBOLS,
  skippedByNeed,
  titleOf,
  undecidedOf,
  verdictOf,
} from "../words.js";

export interface PrettyOptions {
  /** Whether to write ANSI colours; default false. */
  readonly color?: boolean;
  /** Columns to wrap at; default 80. The `curl` line is never wrapped, so that it can be copied. */
  readonly width?: number;
}

/** More blocks than this do not fit a screen; of what is left over some get a line each. */
const MAX_BLOCKS = 8;
const MAX_LINES = 16;

const COLORS = {
  failed: 31,
  passed: 32,
  warned: 33,
  known: 2,
  inconclusive: 33,
  skipped: 2,
} as const;

type Paint = (text: string, style: ProbeOutcome | "bold" | "dim") => string;

/** Renders a report for people at a terminal. */
export function renderPretty(report: Report, options: PrettyOptions = {}): string {
  const width = Math.max(options.width ?? 80, 40);
  const paint: Paint = (text, style) => {
    if (!options.color) return text;
    const code = style === "bold" ? 1 : style === "dim" ? 2 : COLORS[style];
    return `\u001b[${code}m${text}\u001b[0m`;
  };
  const dim = (line: string) => paint(line, "dim");
  const sections = [
    head(report, paint, width),
    groups(report, paint),
    problems(report, { paint, width }),
    listed("Known (baseline)", knownIn(report), { paint: dim, width }),
    listed("Notes", report.notes ?? [], { width }),
    undecided(report, paint, width),
    asides(report, paint),
    skipped(report, paint, width),
    coverage(report, paint, width),
    verdict(report, paint, width),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function head(report: Report, paint: Paint, width: number): string[] {
  return [
    paint(printable(titleOf(report)), "bold"),
    ...wrap(basisOf(report), width).map((line) => paint(line, "dim")),
  ];
}

function verdict(report: Report, paint: Paint, width: number): string[] {
  return wrap(verdictOf(report), width).map((line) => paint(line, endOf(report)));
}

function groups(report: Report, paint: Paint): string[] {
  const all = groupResults(report.results);
  const nameWidth = Math.max(...all.map(({ name }) => name.length), 0);
  const lines: string[] = [];
  let operationId: string | undefined;
  for (const group of all) {
    if (group.operationId !== operationId) lines.push(`  ${group.operationId}`);
    operationId = group.operationId;
    const worst = OUTCOMES.find((outcome) => group.results.some((r) => r.outcome === outcome));
    const symbol = paint(SYMBOLS[worst ?? "skipped"], worst ?? "skipped");
    lines.push(`    ${symbol} ${group.name.padEnd(nameWidth)}  ${tally(group, paint)}`);
  }
  return lines;
}

function tally({ results }: Group, paint: Paint): string {
  const exchanges = results.reduce((sum, result) => sum + (result.exchanges ?? 0), 0);
  if (exchanges > 0) return count(exchanges, "exchange");
  return OUTCOMES.map((outcome) => {
    const amount = results.filter((result) => result.outcome === outcome).length;
    if (amount === 0) return "";
    const text = `${digits(amount)} ${outcome}`;
    return outcome === "passed" ? text : paint(text, outcome);
  })
    .filter(Boolean)
    .join(", ");
}

interface Page {
  readonly paint: Paint;
  readonly width: number;
}

function problems(report: Report, page: Page): string[] {
  const { paint } = page;
  const all = problemsOf(report);
  const lines = all
    .slice(0, MAX_BLOCKS)
    .flatMap((problem) => ["", ...block(problem, report, page)]);
  const rest = all.slice(MAX_BLOCKS);
  const brief = rest.slice(0, MAX_LINES).map(({ finding, results: [result] }) => {
    const what = `${finding.documented} documented, ${receivedIn(finding)} received`;
    return `  ${label(finding.severity, paint)} ${result.id}: ${printable(what)}`;
  });
  if (rest.length > 0) lines.push("", `  And ${count(rest.length, "more finding")}:`, ...brief);
  const hidden = rest.length - brief.length;
  if (hidden > 0) lines.push(`  The other ${hidden} are in the JSON and HTML reports.`);
  return lines.slice(1);
}

function block(problem: Problem, report: Report, { paint, width }: Page): string[] {
  const {
    finding,
    results: [result],
  } = problem;
  const others = othersOf(report, problem);
  const row = (name: string, text: string) =>
    wrap(printable(text), width - 16).map(
      (line, index) => `    ${paint((index === 0 ? name : "").padEnd(11), "dim")} ${line}`,
    );
  return [
    `  ${label(finding.severity, paint)} ${paint(result.id, "bold")}${others && ` and ${others}`}`,
    ...(report.kind === "check" ? row("expects", result.expects) : []),
    ...factsOf(finding, report).flatMap(([name, text]) => row(name, text)),
    ...(result.curl ? [`    ${paint("reproduce", "dim")}   ${printable(result.curl)}`] : []),
  ];
}

function label(severity: string, paint: Paint): string {
  return severity === "error" ? paint("error", "failed") : paint("warning", "warned");
}

function undecided(report: Report, paint: Paint, width: number): string[] {
  return listed(`Look at these ${profile.record.many}`, undecidedOf(report), {
    paint: (line) => paint(line, "warned"),
    width,
  });
}

function listed(
  title: string,
  sentences: readonly string[],
  { paint = (line) => line, width }: { paint?: (line: string) => string; width: number },
): string[] {
  const lines = sentences.flatMap((sentence) =>
    wrap(printable(sentence), width - 6).map((part, at) => `    ${at === 0 ? "" : "  "}${part}`),
  );
  return lines.length > 0 ? [`  ${title}`, ...lines.map(paint)] : [];
}

function asides(report: Report, paint: Paint): string[] {
  const all = notJudged(report);
  if (all.length === 0) return [];
  return [
    "  Not judged",
    ...all.map((text) => {
      const line = `    ${printable(text)}`;
      return text.startsWith("unmatched") ? line : paint(line, "warned");
    }),
  ];
}

function skipped(report: Report, paint: Paint, width: number): string[] {
  const byNeed = skippedByNeed(report.results);
  if (byNeed.size === 0) return [];
  const lines = [...byNeed].flatMap(([need, waiting]) =>
    wrap(`${need}: ${cases(report, waiting)}`, width - 6).map(
      (line, index) => `    ${index === 0 ? "" : "  "}${line}`,
    ),
  );
  return ["  Skipped; would be enabled by", ...lines.map((line) => paint(line, "dim"))];
}

function cases(report: Report, results: readonly Result[]): string {
  const names = [...new Set(groupResults(results).map(({ name }) => name))];
  return `${amountOf(report, results)} (${names.join(", ")})`;
}

function coverage(report: Report, paint: Paint, width: number): string[] {
  return wrap(coverageOf(report), width).map((line) => paint(line, "dim"));
}

/** Breaks at spaces; a word that is longer than a line stays whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
