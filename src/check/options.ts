/** What a check may be told, read as strictly as the command line is: a wrong value must not end as "conforms". */
import { type BookingTarget, parseBookings } from "./bookings.js";
import { CannotRunError } from "./cannot-run.js";
import type { CheckOptions } from "./run.js";

/**
 * @returns the bookings
 * @throws CannotRunError naming the option that cannot be used, never its value
 */
export function checkOptions(options: CheckOptions): readonly BookingTarget[] {
  // From JavaScript anything may come.
  const given: Readonly<Record<string, unknown>> = { ...options };
  for (const [name, max] of Object.entries(WHOLE_NUMBERS)) {
    const value = given[name];
    if (value === undefined) continue;
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > max) {
      throw new CannotRunError(`${name} must be a whole number from 1 to ${max}.`);
    }
  }
  if (given.failOn !== undefined && given.failOn !== "error" && given.failOn !== "warning") {
    throw new CannotRunError("failOn must be error or warning.");
  }
  for (const name of ["only", "skip"]) {
    const globs = given[name] ?? [];
    if (!Array.isArray(globs) || !globs.every((glob) => typeof glob === "string")) {
      throw new CannotRunError(`${name} must be a list of strings.`);
    }
  }
  const { bookings = [] } = options;
  return Array.isArray(bookings) && bookings.length === 0
    ? []
    : parseBookings(bookings, "bookings");
}

const WHOLE_NUMBERS = { concurrency: 64, timeoutMs: 600_000 };
