/** Turns probes and their verdicts into the results of a report. */
import type { Result } from "../report/report.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./plan.js";
import { SHELL_VARIABLES, toCurl } from "./request.js";
import { conclude, type Verdict } from "./verdict.js";

/** What a result says of its probe, whatever came of it. */
export function describe(probe: Probe) {
  const { id, operation, case: caseName, tier, expects } = probe;
  return { id, operationId: operation.id, case: caseName, tier, expects };
}

/** The result of a probe that was sent. */
export function resultOf(
  probe: Probe,
  { outcome, findings }: Verdict,
  { response, durationMs }: Exchange,
  booking: number | undefined,
): Result {
  const draft = probe.make(probe.operation, SHELL_VARIABLES);
  return {
    ...describe(probe),
    outcome,
    findings,
    durationMs: Math.round(durationMs * 10) / 10,
    ...(booking === undefined ? {} : { booking }),
    ...(response ? { status: response.status } : {}),
    ...(draft ? { curl: toCurl(draft) } : {}),
  };
}

/** Requests run side by side, so results come as answers do; a report reads in the plan's order. */
export function inOrder(results: readonly Result[], plan: readonly Probe[]): Result[] {
  const place = new Map(plan.map(({ id }, index) => [id, index]));
  return results.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** That a status or a property is not documented is said once, where it was first seen. */
export function withoutRepetition(results: readonly Result[]): Result[] {
  const said = new Set<string>();
  return results.map((result) => {
    const findings = result.findings.filter(
      ({ severity, check, operationId, pointer, received }) => {
        const remark = check === "status_code_conformance" || check === "undocumented_property";
        if (severity !== "warning" || !remark) return true;
        const key = JSON.stringify([check, operationId, pointer, received]);
        return !said.has(key) && said.add(key);
      },
    );
    if (findings.length === result.findings.length) return result;
    return { ...result, findings, outcome: conclude(findings).outcome };
  });
}
