/** A baseline holds findings that are known: they are listed and do not count, until they are gone. */
import { operations } from "../description/operations.js";
import { type CheckName, finding } from "../judge/finding.js";
import { CannotRunError } from "./cannot-run.js";
import { outcomeOf, withResults } from "./create.js";
import { isRemark } from "./remarks.js";
import type { Report, ReportedFinding, Result } from "./report.js";

/** One finding that is known. It names kinds and pointers as findings do, and holds no value. */
export interface BaselineEntry {
  /** The operationId. */
  readonly operation: string;
  /** The id of the result that raised it, such as `cancelExternalBooking/body/none`. */
  readonly probe: string;
  /** What was checked, such as `status_code_conformance`. */
  readonly check: CheckName;
  /** JSON pointer (RFC 6901) into the body; `""` is the whole. */
  readonly pointer: string;
  readonly documented: string;
  readonly received: string;
  /** Why it is accepted: for people, to be written in. */
  readonly reason?: string;
  /** The last day, `2027-01-31` (UTC), on which it is accepted; after it the finding counts again. */
  readonly until?: string;
}

/** A baseline file. */
export interface Baseline {
  readonly $schema?: string;
  readonly baselineVersion: 1;
  readonly findings: readonly BaselineEntry[];
}

/** What a baseline is applied with. */
export interface BaselineContext {
  /** The ids of all results there can be; an entry of another one is gone. Default: any may be. */
  readonly ids?: readonly string[];
  /** The day that `until` is compared with. Default now. */
  readonly now?: Date;
}

/** Whether a baseline holds a finding of a result, so that it does not count. */
export function knownReason(
  { findings }: Baseline,
  found: ReportedFinding,
  { id, now = new Date() }: { readonly id: string; readonly now?: Date },
): string | undefined {
  const entry = findings.find((each) => isOf(each, id, found) && !hasEnded(each, now));
  return entry && (entry.reason ?? "");
}

/**
 * Marks what the baseline holds as known, and adds a finding for each entry that is gone: its probe was
 * sent and judged in this run, and did not raise it.
 */
export function applyBaseline(
  report: Report,
  baseline: Baseline,
  { ids, now = new Date() }: BaselineContext = {},
): Report {
  const marked = report.results.map((result) => ({
    ...result,
    findings: result.findings.map((found) => {
      const known = knownReason(baseline, found, { id: result.id, now });
      return known === undefined ? found : { ...found, known };
    }),
  }));
  const remarksKnown = marked
    .flatMap(({ findings }) => findings.filter(isRemark))
    .every(({ known }) => known !== undefined);
  const results = marked.map((result) => ({
    ...result,
    outcome: outcomeWith(result, remarksKnown),
  }));
  const gone = baseline.findings.filter((entry) => isGone(entry, report, ids));
  const ended = baseline.findings
    .filter((entry) => hasEnded(entry, now) && isMet(entry, report))
    .map((entry) => `The baseline held ${named(entry)} until ${entry.until}: it counts again.`);
  const notes = [...(report.notes ?? []), ...ended];
  return {
    ...withResults(report, gone.length > 0 ? [...results, resultOf(gone)] : results),
    ...(notes.length > 0 && { notes }),
  };
}

/**
 * The baseline that accepts all that a report found. Reasons and dates are kept, entries that are gone
 * are dropped, and those whose probe was not sent and judged stay.
 *
 * @throws CannotRunError where the run was interrupted or inconclusive: what it did not see is not gone
 */
export function updateBaseline(
  report: Report,
  baseline: Baseline = EMPTY_BASELINE,
  ids?: readonly string[],
): Baseline {
  const why = report.interrupted ? "interrupted" : "inconclusive";
  const isOpen = report.results.some(({ undecided }) => undecided !== undefined);
  if (report.interrupted || isOpen || report.inconclusive !== undefined) {
    throw new CannotRunError(`The baseline was not updated: the run was ${why}.`);
  }
  const kept = baseline.findings.filter((entry) => !isGone(entry, report, ids));
  const added = new Map<string, BaselineEntry>();
  for (const { id, findings } of report.results) {
    for (const found of findings) {
      if (found.check === "baseline" || kept.some((entry) => isOf(entry, id, found))) continue;
      const { operationId: operation, check, pointer, documented, received } = found;
      const entry = { operation, probe: id, check, pointer, documented, received, reason: "" };
      added.set(JSON.stringify(entry), entry);
    }
  }
  return { ...baseline, findings: [...kept, ...added.values()] };
}

const EMPTY_BASELINE: Baseline = { baselineVersion: 1, findings: [] };

/** A remark is about the operation, so it is the same one whichever probe raised it first. */
function isOf(entry: BaselineEntry, id: string, found: ReportedFinding): boolean {
  return (
    (entry.probe === id || isRemark(found)) &&
    entry.operation === found.operationId &&
    entry.check === found.check &&
    entry.pointer === found.pointer &&
    entry.documented === found.documented &&
    entry.received === found.received
  );
}

function hasEnded({ until }: BaselineEntry, now: Date): boolean {
  return until !== undefined && until < now.toISOString().slice(0, 10);
}

function isMet(entry: BaselineEntry, { results }: Report): boolean {
  return results.some(({ id, findings }) => findings.some((found) => isOf(entry, id, found)));
}

function isGone(entry: BaselineEntry, report: Report, ids?: readonly string[]): boolean {
  if (isMet(entry, report)) return false;
  if (ids && !ids.includes(entry.probe)) return true;
  const own = report.results.filter(({ id }) => id === entry.probe);
  return own.length > 0 && own.every(wasJudged);
}

function wasJudged({ outcome, notJudged, findings }: Result): boolean {
  if (outcome === "skipped" || notJudged !== undefined) return false;
  return outcome !== "inconclusive" || findings.length > 0;
}

function outcomeWith(result: Result, remarksKnown: boolean): Result["outcome"] {
  const { outcome, findings, repeated = 0 } = result;
  const isKnown = findings.some(({ known }) => known !== undefined);
  if (!isKnown && (repeated === 0 || !remarksKnown)) return outcome;
  const left = findings.filter(({ known }) => known === undefined);
  const own = outcomeOf(findings);
  if (own === "failed") return own;
  if (left.some(({ check }) => check === "inconclusive")) return "inconclusive";
  if (own === "warned" || (repeated > 0 && !remarksKnown)) return "warned";
  return result.undecided === undefined ? "known" : "inconclusive";
}

function resultOf(gone: readonly BaselineEntry[]): Result {
  return {
    id: "baseline",
    operationId: "baseline",
    case: "baseline",
    tier: "safe",
    expects: "Every finding that the baseline holds is still there.",
    outcome: "warned",
    findings: gone.map((entry) => {
      const operation = Object.values(operations).find(({ id }) => id === entry.operation);
      return finding({
        severity: "warning",
        check: "baseline",
        operationId: entry.operation,
        pointer: "",
        source: operation?.source ?? "",
        line: operation?.line ?? 1,
        documented: `a finding of the baseline, ${named(entry)}`,
        received: "gone: remove it",
      });
    }),
  };
}

function named({ probe, check, pointer, received }: BaselineEntry): string {
  return `${probe} ${check} (${pointer ? `${received} at ${pointer}` : received})`;
}
