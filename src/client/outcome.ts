/** What is known about the booking after a call that failed. */
import type { Operation } from "../description/operations.js";

/**
 * What is known about the booking after a call that failed.
 *
 * - `not_applied`: the cancel did not take place. Repeating the call is safe.
 * - `applied`: the cancel took place, only its answer breaks the description.
 * - `unknown`: it may or may not have taken place. Look at the booking before you repeat the call.
 */
export type Outcome = "not_applied" | "applied" | "unknown";

/** What the status of a failure, or its absence after something was sent, says by itself. */
export function outcomeOf(status = 0): Outcome {
  // 301, 307 and 308 ask for the same call elsewhere; 302 and 303 may say that it was done.
  const refused = (status >= 400 && status < 500) || [301, 307, 308].includes(status);
  return refused ? "not_applied" : "unknown";
}

/** @internal What acts on bookings needs a token with a scope; the token call itself needs none. */
export function touchesBookings({ security }: Operation): boolean {
  return security.some((together) => together.some(({ scopes }) => scopes.length > 0));
}
