/** Turns what went wrong on the wire into the error that says what it means for the booking. */
import type { Ended } from "../http/deadline.js";
import { WireFailure } from "../http/wire.js";
import type { Situation } from "./answer.js";
import { SolvAbortedError, type SolvError, SolvNetworkError, SolvTimeoutError } from "./errors.js";
import { outcomeOf } from "./outcome.js";

export function failureError(failure: unknown, situation: Situation): SolvError {
  // What another transport throws may quote anything, so only what is known goes on.
  const cause = failure instanceof WireFailure ? failure : undefined;
  const { kind = "other", phase = "waiting", written = true, status } = cause ?? {};
  const details = {
    ...situation,
    status,
    outcome: written ? outcomeOf(status) : "not_applied",
  } as const;
  if (kind === "timeout") {
    return new SolvTimeoutError({ ...details, text: `the time limit was reached while ${phase}.` });
  }
  if (kind === "aborted") {
    return new SolvAbortedError({ ...details, text: `the caller aborted it while ${phase}.` });
  }
  const code = kind === "other" ? "network" : kind;
  const text = cause?.message ?? "the transport failed.";
  return new SolvNetworkError({ ...details, text, code, cause });
}

/** The error of a call that had to end while it waited for a token, or for its next attempt. */
export function endedError(ended: Ended, situation: Situation): SolvError {
  return failureError(new WireFailure(ended, "waiting", false, ""), situation);
}
