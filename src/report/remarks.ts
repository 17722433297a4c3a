/** Folds remarks: what the description does not say of an operation's answers is said once. */
import type { ReportedFinding, Result } from "./report.js";

/** Whether a finding is about the operation as a whole, whichever probe or exchange shows it first. */
export function isRemark({
  severity,
  check,
}: Pick<ReportedFinding, "severity" | "check">): boolean {
  return (
    severity === "warning" &&
    // A warning about a schema is about a format.
    ["status_code_conformance", "undocumented_property", "response_schema_conformance"].includes(
      check,
    )
  );
}

/**
 * Leaves each remark to the first result that raised it. The others keep their outcome: a probe is not
 * passed because another one was remarked upon before.
 */
export function foldRemarks(results: readonly Result[]): Result[] {
  const first = new Map<string, ReportedFinding>();
  const repeats = new Map<ReportedFinding, number>();
  const folded = results.map((result) => {
    const findings = result.findings.filter((finding) => {
      if (!isRemark(finding)) return true;
      const { check, operationId, pointer, received } = finding;
      const key = JSON.stringify([check, operationId, pointer, received]);
      const said = first.get(key);
      if (said) repeats.set(said, (repeats.get(said) ?? 0) + 1);
      else first.set(key, finding);
      return !said;
    });
    const repeated = result.findings.length - findings.length;
    return repeated > 0 ? { ...result, findings, repeated } : result;
  });
  return folded.map((result) => ({ ...result, findings: result.findings.map(withRepeats) }));

  function withRepeats(finding: ReportedFinding): ReportedFinding {
    const times = repeats.get(finding);
    return times === undefined ? finding : { ...finding, repeats: times };
  }
}
