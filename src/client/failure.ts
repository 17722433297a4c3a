/** Turns what went wrong on the wire into the error that says what it means for the booking. */
import { WireFailure } from "../wire.js";
import type { Situation } from "./answer.js";
import type { Deadline } from "./deadline.js";
import {
  type NetworkErrorCode,
  SolvAbortedError,
  type SolvError,
  SolvNetworkError,
  SolvTimeoutError,
} from "./errors.js";
import { outcomeOf } from "./outcome.js";

/** @param ended why the call's own clock ended the attempt, if it did */
export function failureError(
  failure: unknown,
  ended: Deadline["ended"],
  situation: Situation,
): SolvError {
  // What another transport throws may quote anything, so only what is known goes on.
  const known = failure instanceof WireFailure ? failure : undefined;
  const { kind = "other", phase = "waiting", written = true, status } = known ?? {};
  const outcome = written ? outcomeOf(status) : "not_applied";
  if (ended) return endedError(ended, situation, ` while ${phase}`, outcome, status);
  const code: NetworkErrorCode =
    kind === "timeout"
      ? "connect_timeout"
      : kind === "other" || kind === "aborted"
        ? "network"
        : kind;
  const text = known?.message ?? "the transport failed.";
  return new SolvNetworkError({ ...situation, text, code, outcome, status, cause: known });
}

/** The error of a call that its own clock ended; without more, between two attempts. */
export function endedError(
  ended: NonNullable<Deadline["ended"]>,
  situation: Situation,
  where = "",
  outcome: SolvError["outcome"] = "not_applied",
  status?: number,
): SolvError {
  return ended === "timeout"
    ? new SolvTimeoutError({
        ...situation,
        text: `the time limit was reached${where}.`,
        outcome,
        status,
      })
    : new SolvAbortedError({
        ...situation,
        text: `the caller aborted the call${where}.`,
        outcome,
        status,
      });
}
