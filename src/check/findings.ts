/** Makes the findings of a check: where each is documented follows from what it is about. */
import { lineOf } from "../description/document.js";
import { responseFor, successStatuses } from "../description/operations.js";
import { type CheckName, type Finding, finding, type Severity } from "../judge/finding.js";
import type { Probe } from "./plan.js";
import { documentedRefusals } from "./statuses.js";

/** What is found, and where the description says otherwise. */
interface Departure {
  readonly severity: Severity;
  readonly check: CheckName;
  /** Default the operation itself. */
  readonly source?: string;
  readonly pointer?: string;
  readonly documented: string;
  readonly received: string;
}

export function report({ operation }: Probe, departure: Departure): Finding {
  const { source = operation.source } = departure;
  const place = { operationId: operation.id, pointer: "", source, line: lineOf(source) };
  return finding({ ...place, ...departure });
}

type What = Pick<Departure, "documented" | "received" | "pointer">;

/** A finding about which booking an answer speaks of. */
export function identity(probe: Probe, what: What): Finding {
  const source = answerOf(probe, successStatuses(probe.operation));
  return report(probe, { ...what, severity: "error", check: "booking_identity", source });
}

/** A finding about a valid request that is refused, or answered in another way. */
export function accepts(probe: Probe, what: What & { readonly severity?: Severity }): Finding {
  const source = answerOf(probe, successStatuses(probe.operation));
  return report(probe, { severity: "error", ...what, check: "positive_data_acceptance", source });
}

/** A finding about a request that has to be refused and is not, or not so. */
export function rejects(probe: Probe, what: What & { readonly severity: Severity }): Finding {
  const source = answerOf(probe, documentedRefusals(probe));
  return report(probe, { ...what, check: "negative_data_rejection", source });
}

/** A warning about an answer that does not tell whether the request was looked at. */
export function inconclusive(probe: Probe, documented: string, status: number): Finding {
  const received = `${status}, as for the plain valid request: the server looks up before it decides`;
  return report(probe, { severity: "warning", check: "inconclusive", documented, received });
}

/** Where the first of these answers is documented; the operation itself where none is. */
function answerOf({ operation }: Probe, [status]: readonly number[]): string {
  return (status && responseFor(operation, status)?.source) || operation.source;
}
