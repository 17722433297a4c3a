/** Completes a report: counts, verdict, and which tool and description it comes from. */
import { description } from "../description/operations.js";
import type { Finding } from "../judge/finding.js";
import { NAME, VERSION } from "../solv/package.js";
import { limitFindings } from "./limit.js";
import type { Coverage, NotRecorded, ProbeOutcome, Report, Result, SetAside } from "./report.js";
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
  readonly setAside?: readonly SetAside[];
  readonly notRecorded?: readonly NotRecorded[];
  /** Why the run allows no verdict, when it is not that something was violated. */
  readonly inconclusive?: string | undefined;
}

/** Makes the report of a run. */
export function createReport(parts: ReportParts): Report {
  const { kind, target, startedAt, durationMs, failOn, interrupted, results, coverage } = parts;
  const { title, version, digest, file } = description;
  const outcomes = (outcome: ProbeOutcome) => results.filter((r) => r.outcome === outcome).length;
  const findings = results.flatMap((result) => result.findings);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const setAside = (wanted: SetAside["kind"]) =>
    (parts.setAside ?? [])
      .filter((aside) => aside.kind === wanted)
      .reduce((sum, { count }) => sum + count, 0);
  const inconclusive = parts.inconclusive ?? openRecords(results);
  const verdict = verdictOf(findings, failOn, inconclusive);
  return {
    reportVersion: 1,
    kind,
    tool: { name: NAME, version: VERSION },
    target,
    description: { title, version, digest, file },
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    verdict,
    ...(verdict === "inconclusive" && { inconclusive: inconclusive ?? "" }),
    failOn,
    interrupted,
    summary: {
      passed: outcomes("passed"),
      warned: outcomes("warned"),
      failed: outcomes("failed"),
      inconclusive: outcomes("inconclusive"),
      skipped: outcomes("skipped"),
      errors,
      warnings,
      exchanges: parts.exchanges,
      unreadable: setAside("unreadable"),
      unmatched: setAside("unmatched"),
    },
    results: limitFindings(results),
    ...(parts.setAside && { setAside: parts.setAside }),
    ...(parts.notRecorded && { notRecorded: parts.notRecorded }),
    coverage,
  };
}

/** That nothing could be judged violates nothing, however strict the run is. */
function verdictOf(
  findings: readonly Pick<Finding, "severity" | "check">[],
  failOn: Report["failOn"],
  inconclusive: string | undefined,
): Report["verdict"] {
  const counted = findings.filter(
    ({ check }) => inconclusive === undefined || check !== "inconclusive",
  );
  const isViolated = counted.some(({ severity }) => severity === "error" || severity === failOn);
  if (isViolated) return "violations";
  return inconclusive === undefined ? "conforms" : "inconclusive";
}

/** The outcome that findings amount to, for an exchange that could be judged. */
export function outcomeOf(findings: readonly { readonly severity: string }[]): ProbeOutcome {
  if (findings.some(({ severity }) => severity === "error")) return "failed";
  return findings.length > 0 ? "warned" : "passed";
}
