/** Completes a report: counts, verdict, and which tool and description it comes from. */
import { description } from "../description/operations.js";
import { NAME, VERSION } from "../solv/package.js";
import { limitFindings } from "./limit.js";
import type {
  Coverage,
  NotRecorded,
  ProbeOutcome,
  Report,
  ReportedFinding,
  Result,
  SetAside,
} from "./report.js";
import { openRecords } from "./words.js";

/** What a run knows; the rest follows from it. */
export interface ReportParts {
  readonly kind: Report["kind"];
  readonly target: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly failOn: Report["failOn"];
  readonly interrupted: boolean;
  /** Requests sent, or exchanges read. */
  readonly exchanges: number;
  readonly results: readonly Result[];
  readonly coverage: Coverage;
  readonly notes?: readonly string[];
  readonly setAside?: readonly SetAside[];
  readonly notRecorded?: readonly NotRecorded[];
  /** Why the run allows no verdict, where it is not that something was violated. */
  readonly inconclusive?: string | undefined;
}

/** Makes the report of a run. */
export function createReport(parts: ReportParts): Report {
  const { kind, target, startedAt, durationMs, failOn, interrupted, coverage } = parts;
  const { title, version, digest, file } = description;
  const results = limitFindings(parts.results);
  const { setAside = [], notes = [] } = parts;
  const asides = (wanted: SetAside["kind"]) =>
    setAside
      .filter(({ kind: which }) => which === wanted)
      .reduce((sum, { count }) => sum + count, 0);
  return {
    reportVersion: 1,
    kind,
    tool: { name: NAME, version: VERSION },
    target,
    description: { title, version, digest, file },
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    ...verdictOn(parts.results, failOn, parts.inconclusive),
    failOn,
    interrupted,
    summary: {
      // What is left out of the report is counted all the same.
      ...countsOf(parts.results),
      exchanges: parts.exchanges,
      unreadable: asides("unreadable"),
      unmatched: asides("unmatched"),
    },
    results,
    ...(notes.length > 0 && { notes }),
    ...(parts.setAside && { setAside }),
    ...(parts.notRecorded && { notRecorded: parts.notRecorded }),
    coverage,
  };
}

/** The same report with other results: what follows from them is made anew. */
export function withResults(report: Report, results: readonly Result[]): Report {
  const { verdict: _, inconclusive, ...rest } = report;
  return {
    ...rest,
    ...verdictOn(results, report.failOn, inconclusive),
    summary: { ...report.summary, ...countsOf(results) },
    results,
  };
}

function countsOf(results: readonly Result[]) {
  const outcomes = (outcome: ProbeOutcome) => results.filter((r) => r.outcome === outcome).length;
  const counted = results.flatMap(({ findings }) => findings.filter(isNew));
  const errors = counted.filter(({ severity }) => severity === "error").length;
  return {
    passed: outcomes("passed"),
    warned: outcomes("warned"),
    failed: outcomes("failed"),
    known: outcomes("known"),
    inconclusive: outcomes("inconclusive"),
    skipped: outcomes("skipped"),
    errors,
    warnings: counted.length - errors,
  };
}

function verdictOn(
  results: readonly Result[],
  failOn: Report["failOn"],
  inconclusive: string | undefined,
): Pick<Report, "verdict" | "inconclusive"> {
  // That nothing could be judged violates nothing, however strict the run is.
  const isViolated = results
    .flatMap(({ findings }) => findings.filter(isNew))
    .filter(({ check }) => inconclusive === undefined || check !== "inconclusive")
    .some(({ severity }) => severity === "error" || severity === failOn);
  if (isViolated) return { verdict: "violations", ...(inconclusive && { inconclusive }) };
  const why = inconclusive ?? openRecords(results);
  return why === undefined
    ? { verdict: "conforms" }
    : { verdict: "inconclusive", inconclusive: why };
}

/** Whether a finding counts: the baseline does not hold it. */
export function isNew({ known }: ReportedFinding): boolean {
  return known === undefined;
}

/** The outcome that findings amount to, for an exchange that could be judged. */
export function outcomeOf(
  findings: readonly { readonly severity: string; readonly known?: string }[],
): ProbeOutcome {
  const counted = findings.filter(({ known }) => known === undefined);
  if (counted.some(({ severity }) => severity === "error")) return "failed";
  if (counted.length > 0) return "warned";
  return findings.length > 0 ? "known" : "passed";
}
