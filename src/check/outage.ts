/** Tells a server that fails from one that breaks its contract. */
import type { Operation } from "../description/operations.js";
import type { Exchange } from "../http/exchange.js";
import type { Probe } from "./plan.js";

/** RFC 9110 §15.6.2: the right answer of a server that knows no such method. */
const UNKNOWN_METHOD = 501;

/** So many failures in a row, and it is asked whether the server is still there. */
const SUSPICIOUS = 3;

const SILENT: readonly string[] = ["timeout", "connect_timeout"];
const GONE: readonly string[] = [...SILENT, "refused", "unresolved", "reset", "truncated"];

/** Whether no answer came in time. */
export function wasSilent({ failure }: Exchange): boolean {
  return failure !== undefined && SILENT.includes(failure.kind);
}

/** Whether an exchange is one of a server that fails: 5xx, reset or silence. */
export function hasFailed({ response, failure }: Exchange): boolean {
  if (failure) return GONE.includes(failure.kind);
  return response !== undefined && response.status >= 500 && response.status !== UNKNOWN_METHOD;
}

/** What came in place of an answer that could be judged. */
export function failureOf({ response, failure }: Exchange): string {
  if (response) return `${response.status} was answered`;
  return failure && SILENT.includes(failure.kind) ? "no answer came in time" : "no answer came";
}

/** A request and its answer, in the order of the answers. */
export interface Sent {
  readonly probe: Probe;
  readonly exchange: Exchange;
}

/**
 * Whether an operation's safe probes show an outage: `whole` where the plain valid request and most of
 * the others failed, so that nothing can be said of any; `late` where it began when some were answered.
 *
 * @param isUp - sends the plain valid request once more
 */
export async function outageIn(
  sent: readonly Sent[],
  isUp: () => Promise<boolean>,
): Promise<"whole" | "late" | undefined> {
  const failures = sent.filter(({ exchange }) => hasFailed(exchange));
  const control = sent.find(({ probe }) => probe.expectation.kind === "control");
  const most = failures.length * 2 > sent.length;
  if (control && hasFailed(control.exchange)) {
    // A 500 alone may be a crash over an id that cannot exist; 503 and its like, or silence, are not.
    const mayBeACrash = sent.length === 1 && control.exchange.response?.status === 500;
    return most && !mayBeACrash ? "whole" : undefined;
  }
  const last = sent.slice(-SUSPICIOUS);
  const isSuspicious = last.length === SUSPICIOUS && last.every((each) => hasFailed(each.exchange));
  return isSuspicious && !(await isUp()) ? "late" : undefined;
}

/** What became of each request, as far as the verdict on the run depends on it. */
export interface Attempts {
  sent: number;
  limited: number;
  failed: number;
  /** Operations whose plain valid request was not judged. */
  readonly withoutControl: Set<Operation>;
  /** Operations that were found to fail. */
  readonly failing: Set<Operation>;
}

/** Why a run allows no verdict: most of what was sent, or a control, was not judged. */
export function whyInconclusive({
  sent,
  limited,
  failed,
  withoutControl,
  failing,
}: Attempts): string | undefined {
  const unjudged = limited + failed;
  if (failing.size > 0) {
    const names = [...failing].map(({ id }) => id).join(" and ");
    return `the server failed (${names}): ${unjudged} of ${sent} probes were not judged`;
  }
  if (unjudged * 2 <= sent && withoutControl.size === 0) return undefined;
  const why = limited > 0 ? "the server limited the rate (429)" : "the server did not answer";
  const control = withoutControl.size > 0 ? ", the plain valid request among them" : "";
  return `${why}: ${unjudged} of ${sent} probes were not judged${control}`;
}
