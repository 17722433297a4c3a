/** When a call may be repeated, and after how long. */
import type { Operation } from "../description/operations.js";
import { type SolvError, SolvNetworkError, SolvRateLimitError } from "./errors.js";
import { isSafe, outcomeOf } from "./outcome.js";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;

/**
 * Milliseconds to wait before the next attempt; `undefined` when there must be none. Only what is
 * known not to have been applied is repeated, unless the caller opted into more. What takes no effect
 * is repeated whenever the cause passes by itself.
 */
export function pauseBefore(
  error: SolvError,
  operation: Operation,
  { retries, retryUnknownOutcome }: { retries: number; retryUnknownOutcome: boolean },
): number | undefined {
  if (error instanceof SolvRateLimitError) {
    return error.retryAfter === undefined ? undefined : error.retryAfter * 1000;
  }
  // A server without a trusted certificate will not have one in a second.
  const unsent =
    error instanceof SolvNetworkError &&
    error.outcome === "not_applied" &&
    error.status === undefined &&
    error.code !== "tls";
  // The error's own outcome also counts earlier attempts; here the last one alone decides.
  const doubtful = error.outcome === "unknown" && outcomeOf(error.status) === "unknown";
  // Nor will a fetch have answers that can be read.
  const over = ["timeout", "aborted", "unreadable"].includes(error.code);
  const harmless = isSafe(operation) && error.retryable;
  if (over || !(unsent || harmless || (retryUnknownOutcome && doubtful))) return undefined;
  // "Full jitter": concurrent clients must not come back in step.
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** retries);
}
