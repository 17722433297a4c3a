/** The wording that report formats share: groups, counts, places, and text made safe to print. */
import type { Coverage, Occurrences, Outcome, Report, ReportedFinding, Result } from "./report.js";

/** Worst first, the order in which a reader wants them. */
export const OUTCOMES = [
  "failed",
  "warned",
  "inconclusive",
  "passed",
  "skipped",
] as const satisfies readonly Outcome[];

/** A sign for each outcome, for those who do not see colours. */
export const SYMBOLS: Readonly<Record<Outcome, string>> = {
  passed: "✔",
  warned: "!",
  failed: "✖",
  inconclusive: "?",
  skipped: "–",
};

/** What each kind of coverage counts, in the order in which it is shown. */
export const COVERAGE_NAMES = {
  operations: "operations",
  parameters: "parameters",
  statuses: "statuses",
  requestProperties: "request fields",
  responseProperties: "answer fields",
} as const satisfies Record<keyof Coverage, string>;

/** Results of one operation that try the same kind of thing. */
export interface Group {
  readonly operationId: string;
  readonly name: string;
  readonly results: readonly Result[];
}

/** The group that a result belongs to within its operation: the first word of its situation. */
export function groupNameOf({ situation }: Pick<Result, "situation">): string {
  return situation.split("/")[0] ?? situation;
}

/** Groups results by operation and by the first word of the situation, in order of appearance. */
export function groupResults(results: readonly Result[]): Group[] {
  const groups = new Map<string, Group & { results: Result[] }>();
  for (const result of results) {
    const { operationId } = result;
    const name = groupNameOf(result);
    const key = `${operationId}/${name}`;
    const group = groups.get(key);
    if (group) group.results.push(result);
    else groups.set(key, { operationId, name, results: [result] });
  }
  return [...groups.values()];
}

/** One finding, and every result that raised it. */
export interface Problem {
  readonly finding: ReportedFinding;
  readonly results: readonly Result[];
}

/** Joins findings that say the same, errors first: one broken field fails every probe alike. */
export function problemsOf(report: Report): Problem[] {
  const problems = new Map<string, Problem & { results: Result[] }>();
  for (const result of report.results) {
    for (const finding of result.findings) {
      const { severity, check, operationId, pointer, source, documented, received, cause } =
        finding;
      const what = [severity, check, operationId, pointer, source, documented, received, cause];
      // Aggregated findings keep their own counts and positions, so they are never joined.
      if (finding.occurrences) what.push(result.id);
      const key = JSON.stringify(what);
      const problem = problems.get(key);
      if (!problem) problems.set(key, { finding, results: [result] });
      else if (!problem.results.includes(result)) problem.results.push(result);
    }
  }
  const all = [...problems.values()];
  const isError = ({ finding }: Problem) => finding.severity === "error";
  return [...all.filter(isError), ...all.filter((problem) => !isError(problem))];
}

/** Skipped results, by the flag or variable that would enable them. */
export function skippedByNeed(results: readonly Result[]): ReadonlyMap<string, Result[]> {
  const byNeed = new Map<string, Result[]>();
  for (const result of results) {
    if (result.outcome !== "skipped") continue;
    const need = result.needs ?? "a longer run";
    byNeed.set(need, [...(byNeed.get(need) ?? []), result]);
  }
  return byNeed;
}

/** `1 probe`, `2 probes`; numbers of four digits and more are grouped by spaces. */
export function count(amount: number, noun: string, nouns = `${noun}s`): string {
  return `${digits(amount)} ${amount === 1 ? noun : nouns}`;
}

/** A number with its digits in groups of three, whatever the locale. */
export function digits(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, " ");
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** How much of each kind of thing was exercised, in one line. */
export function coverageOf({ coverage }: Report): string {
  const parts = Object.entries(COVERAGE_NAMES).map(([key, name]) => {
    const { documented, exercised } = coverage[key as keyof typeof COVERAGE_NAMES];
    return `${name} ${exercised}/${documented}`;
  });
  return `Coverage: ${parts.join(" · ")}`;
}

/** What the results of a report are called. */
export function nounOf(report: Report): string {
  return report.kind === "check" ? "probe" : "situation";
}

/** Where recorded traffic shows a finding, in a few words. */
export function whereSeen({ count: times, first, last }: Occurrences): string {
  const place = ({ file, at }: Occurrences["first"]) => `${file}:${at}`;
  if (times === 1) return place(first);
  return `${count(times, "time")}, first ${place(first)}, last ${place(last)}`;
}

/** What was received, and where in the body. */
export function receivedIn({ pointer, received }: ReportedFinding): string {
  return pointer ? `${received} at ${pointer}` : received;
}

/** What the report is about, as a heading. */
export function titleOf({ kind, target }: Report): string {
  return `Contract ${kind === "check" ? "check" : "verification"} of ${target}`;
}

/** Which description was judged against, how much was exchanged, and how long it took. */
export function basisOf({ kind, description, summary, durationMs }: Report): string {
  const { title, version, digest } = description;
  const noun = kind === "check" ? "request" : "exchange";
  return `${title} ${version}, digest ${digest}; ${count(summary.exchanges, noun)} in ${duration(durationMs)}`;
}

/** The YAML file and line of what a finding departs from. */
export function placeOf(report: Report, { line }: ReportedFinding): string {
  return `${report.description.file}:${line}`;
}

/** One line for the verdict and what it rests on. */
export function verdictOf({ verdict, interrupted, summary, failOn }: Report): string {
  const judged = summary.passed + summary.warned + summary.failed;
  const word =
    verdict === "violations"
      ? `Violates the description (fails on ${failOn}s)`
      : judged > 0
        ? "Conforms"
        : "Nothing was judged";
  const parts = [
    interrupted ? "interrupted" : "",
    ...OUTCOMES.map((outcome) =>
      summary[outcome] ? `${digits(summary[outcome])} ${outcome}` : "",
    ),
  ].filter(Boolean);
  return parts.length > 0 ? `${word}: ${parts.join(", ")}` : word;
}

/**
 * Text that may come from a file name or a far end, with everything taken out that a terminal or a
 * CI log would act on: C0 and C1 controls, lone surrogates, and what turns the reading direction.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
