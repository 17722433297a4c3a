/** What every report format says about a finding, and which results raised it. */
import { isNew } from "./create.js";
import type { Report, ReportedFinding, Result } from "./report.js";
import { count, howOften, nounOf } from "./words.js";

/** One finding, and every result that raised it. */
export interface Problem {
  readonly finding: ReportedFinding;
  readonly results: readonly [Result, ...Result[]];
}

/** Joins findings that say the same, errors first: one broken field fails every probe alike. */
export function problemsOf(report: Report): Problem[] {
  return joined(report, isNew);
}

/** The same of the findings that a baseline holds. */
export function knownProblemsOf(report: Report): Problem[] {
  return joined(report, (finding) => !isNew(finding));
}

/** One line for each finding that the baseline holds, and for every result that raised it. */
export function knownIn(report: Report): string[] {
  return knownProblemsOf(report).map((problem) => {
    const { finding, results } = problem;
    const others = othersOf(report, problem);
    const what = `${finding.severity} ${results[0].id}${others && ` and ${others}`}`;
    const why = finding.known || "no reason is given";
    return `${what}: ${receivedIn(finding)}, where ${finding.documented} is documented (${why})`;
  });
}

function joined(report: Report, isWanted: (finding: ReportedFinding) => boolean): Problem[] {
  const problems = new Map<string, Problem & { results: [Result, ...Result[]] }>();
  for (const result of report.results) {
    for (const finding of result.findings.filter(isWanted)) {
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

/** `1 more probe`: who else raised the finding; empty where one result alone did. */
export function othersOf(report: Report, { finding, results }: Problem): string {
  const others = results.length - 1 + (finding.repeats ?? 0);
  return others > 0 ? count(others, `more ${nounOf(report)}`) : "";
}

/** What a finding says, and how the formats for a pull request name it. */
export const FACT_LABELS = {
  documented: "Documented",
  received: "Received",
  cause: "Likely cause",
  seen: "Seen",
} as const;

type Fact = readonly [name: keyof typeof FACT_LABELS, text: string];

/** What a finding says, in the order in which it is shown; with its place where a report is given. */
export function factsOf(finding: ReportedFinding, report?: Report): Fact[] {
  const { documented, cause, occurrences } = finding;
  const facts: Fact[] = [
    ["documented", report ? `${documented} (${placeOf(report, finding)})` : documented],
    ["received", receivedIn(finding)],
  ];
  if (cause) facts.push(["cause", cause]);
  if (occurrences) facts.push(["seen", howOften(occurrences)]);
  return facts;
}

/** What was received, and where in the body. */
export function receivedIn({ pointer, received }: ReportedFinding): string {
  return pointer ? `${received} at ${pointer}` : received;
}

/** The YAML file and line of what a finding departs from. */
export function placeOf(report: Report, { line }: ReportedFinding): string {
  return `${report.description.file}:${line}`;
}
