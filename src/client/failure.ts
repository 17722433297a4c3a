/** Turns what went wrong on the wire into the error that says what it means for the booking. */
import type { Ended } from "../http/deadline.js";
import { WireFailure } from "../http/wire.js";
import type { Situation } from "./answer.js";
import { SolvAbortedError, type SolvError, SolvNetworkError, SolvTimeoutError } from "./errors.js";
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
  const reason = reasonOf(cause);
  const text = (cause?.message ?? "the transport failed.").replace(
    /\.$/,
    reason ? ` (${reason}).` : ".",
  );
  return new SolvNetworkError({ ...details, text, code, cause });
}

/** The code of what a failure came from, or else its name: words of programs, such as `ECONNRESET`. */
function reasonOf(failure: WireFailure | undefined): string {
  const { code, name } = (failure?.cause ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
  return typeof name === "string" && /^[A-Z]\w{1,60}$/.test(name) && name !== "Error" ? name : "";
}

function withoutValues(failure: WireFailure, sent: readonly unknown[]): WireFailure {
  const { code, name } = (failure.cause ?? {}) as { code?: unknown; name?: unknown };
  const isRepeated = [code, name].some((word) => word !== undefined && repeats(String(word), sent));
  if (!isRepeated) return failure;
  const { kind, phase, written, message, status } = failure;
  return new WireFailure(kind, phase, written, message, { status });
}

/** The error of a call that had to end while it waited for a token, or for its next attempt. */
export function endedError(ended: Ended, situation: Situation): SolvError {
  return failureError(new WireFailure(ended, "waiting", false, ""), situation);
}
