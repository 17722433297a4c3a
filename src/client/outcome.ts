/** The outcome says what is known about the booking after a call that failed. */
import type { Operation } from "../description/operations.js";

/**
 * What is known about the booking after a call that failed.
 *
 * - `not_applied`: the cancel did not take place. Repeating the call is safe. So it is, however the call
 *   ended, of one that takes no effect: a GET or HEAD, or the token call.
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

/**
 * @internal What acts on bookings needs a token with a scope, which the token call itself does not; GET
 * and HEAD are safe (RFC 9110 §9.2.1).
 */
export function takesEffect(operation: Operation): boolean {
  const needsScope = operation.security.some((together) =>
    together.some(({ scopes }) => scopes.length > 0),
  );
  return needsScope && !isSafe(operation);
}

/** @internal Whether the method only reads (RFC 9110 §9.2.1). */
export function isSafe({ method }: Operation): boolean {
  return method === "GET" || method === "HEAD";
}
