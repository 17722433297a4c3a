/** Turns probes and their verdicts into the results of a report. */
import type { Exchange } from "../http/exchange.js";
import type { Result } from "../report/report.js";
import { toCurl } from "./curl.js";
import type { Probe } from "./plan.js";
import { SHELL_VARIABLES } from "./request.js";
import { indecision, undecided } from "./undecided.js";
import type { PlacedVerdict } from "./verdict.js";

/** What a result says of its probe, whatever came of it. */
export function describe(probe: Probe) {
  const { id, operation, case: caseName, tier, expects } = probe;
  return { id, operationId: operation.id, case: caseName, tier, expects };
}

/** The result of a probe that was sent. */
export function resultOf(
  probe: Probe,
  exchange: Exchange,
  { outcome, findings, notJudged, booking }: PlacedVerdict,
): Result {
  const { response, durationMs } = exchange;
  const open = booking === undefined ? undefined : undecided(probe, exchange, booking);
  // Whatever was expected: an answer that decides nothing is none.
  const tellsNothing = booking !== undefined && indecision(probe, exchange) !== undefined;
  const draft = probe.make(probe.operation, SHELL_VARIABLES);
  return {
    ...describe(probe),
    outcome: tellsNothing && outcome === "passed" ? "inconclusive" : outcome,
    findings,
    durationMs: Math.round(durationMs * 10) / 10,
    ...(booking === undefined ? {} : { booking }),
    ...(open === undefined ? {} : { undecided: open }),
    ...(notJudged === undefined ? {} : { notJudged }),
    ...(response ? { status: response.status } : {}),
    ...(draft ? { curl: toCurl(draft) } : {}),
  };
}

/** Requests run side by side, so results come as answers do; a report reads in the plan's order. */
export function inOrder(results: readonly Result[], plan: readonly Probe[]): Result[] {
  const place = new Map(plan.map(({ id }, index) => [id, index]));
  return results.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}
