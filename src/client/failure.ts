/** Turns what went wrong on the wire into the error that says what it means for the booking. */
import type { Ended } from "../http/deadline.js";
import { WireFailure, type WirePhase } from "../http/wire.js";
import type { Situation } from "./answer.js";
import {
  type Outcome,
  SolvAbortedError,
  type SolvError,
  SolvNetworkError,
  SolvTimeoutError,
} from "./errors.js";
import { outcomeOf } from "./outcome.js";
import { repeats } from "./repeats.js";

/** @param sent values of the request, which a cause may be named by and nothing may show */
export function failureError(
  failure: unknown,
  situation: Situation,
  sent: readonly unknown[] = [],
): SolvError {
  // What another transport throws may quote anything, so only what is known goes on.
  const cause = failure instanceof WireFailure ? withoutValues(failure, sent) : undefined;
  const { kind = "other", written = true, status } = cause ?? {};
  const outcome = written ? outcomeOf(status) : "not_applied";
  const details = { ...situation, status, outcome };
  if (kind === "timeout" || kind === "aborted") return endedError(kind, details, cause?.phase);
  const reason = reasonOf(cause);
  const text = (cause?.message ?? "the transport failed.").replace(
    /\.$/,
    reason ? ` (${reason}).` : ".",
  );
  return new SolvNetworkError({
    ...details,
    text,
    code: kind === "other" ? "network" : kind,
    cause,
  });
}

/** The code of what a failure came from, or else its name: words of programs, such as `ECONNRESET`. */
function reasonOf(failure: WireFailure | undefined): string | undefined {
  return (failure?.cause as Error | undefined)?.message;
}

function withoutValues(failure: WireFailure, sent: readonly unknown[]): WireFailure {
  if (!repeats(reasonOf(failure) ?? "", sent)) return failure;
  const { kind, phase, message, status } = failure;
  return new WireFailure(kind, phase, { message, status });
}

/** The error of a call that had to end; before anything was sent, unless the details say otherwise. */
export function endedError(
  ended: Ended,
  details: Situation & { readonly outcome?: Outcome; readonly status?: number | undefined },
  phase: WirePhase = "waiting",
): SolvError {
  const [Type, what] =
    ended === "timeout"
      ? ([SolvTimeoutError, "the time limit was reached"] as const)
      : ([SolvAbortedError, "the caller aborted it"] as const);
  return new Type({ outcome: "not_applied", ...details, text: `${what} while ${phase}.` });
}
