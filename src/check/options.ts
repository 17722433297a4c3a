/** What a check may be told, read as strictly as the command line is: a wrong value must not end as "conforms". */

import { CannotRunError } from "../report/cannot-run.js";
import { type BookingTarget, parseBookings } from "./bookings.js";
import type { CheckOptions } from "./options.js";

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
  for (const name of ["allowCancel", "bail"]) {
    // The text "false" is true to JavaScript, and would cancel.
    if (given[name] !== undefined && typeof given[name] !== "boolean") {
      throw new CannotRunError(`${name} must be true or false.`);
    }
  }
  checkFailOn(options.failOn);
  const signal = given.signal as Partial<AbortSignal> | null | undefined;
  if (signal && typeof signal.addEventListener !== "function") {
    throw new CannotRunError("signal must be an AbortSignal.");
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

/** @throws CannotRunError for anything else than a severity, or nothing */
export function checkFailOn(failOn: unknown): void {
  if (failOn !== undefined && failOn !== "error" && failOn !== "warning") {
    throw new CannotRunError("failOn must be error or warning.");
  }
}

const WHOLE_NUMBERS = { concurrency: 64, timeoutMs: 600_000 };
