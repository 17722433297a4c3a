/** Keeps a report short whatever was received: findings that are left out of it are counted in it. */
import { finding } from "../judge/finding.js";
import type { ReportedFinding, Result } from "./report.js";

/** Findings of a whole report. Of the longest that can be, these stay below 5 MB in every format. */
const MAX_FINDINGS = 2000;

/** Shortens the longest lists of findings, errors last, until all of them are few enough. */
export function limitFindings(results: readonly Result[]): readonly Result[] {
  const amounts = results.map(({ findings }) => findings.length);
  const totalWith = (most: number) =>
    amounts.reduce((sum, amount) => sum + Math.min(amount, most), 0);
  let most = amounts.reduce((a, b) => Math.max(a, b), 0);
  while (most > 1 && totalWith(most) > MAX_FINDINGS) most -= 1;
  return results.map((result) => shorten(result, most));
}

function shorten(result: Result, most: number): Result {
  if (result.findings.length <= most) return result;
  const isError = ({ severity }: ReportedFinding) => severity === "error";
  const errors = result.findings.filter(isError);
  const warnings = result.findings.filter((each) => !isError(each));
  const sorted = [...errors, ...warnings];
  const [first] = sorted.slice(most);
  if (!first) return result;
  const { severity, check, operationId, source, line } = first;
  const rest = finding({
    severity,
    check,
    operationId,
    pointer: "",
    source,
    line,
    documented: "a report of reasonable length",
    received: `${sorted.length - most} more findings, which are left out`,
  });
  return { ...result, findings: [...sorted.slice(0, most), rest] };
}
