/** Reads a baseline strictly: an entry that is misread would hide a finding, or never be met. */

import type { Baseline } from "./baseline.js";
import { CannotRunError } from "./cannot-run.js";

const TEXTS = ["operation", "probe", "check", "pointer", "documented", "received"] as const;
const OPTIONAL = ["reason", "until"] as const;

/**
 * Checks a parsed baseline.
 *
 * @param source - how the messages name it, such as the file's path
 * @throws CannotRunError naming the place and what was expected there
 */
export function parseBaseline(value: unknown, source: string): Baseline {
  const isObject = (given: unknown): given is Record<string, unknown> =>
    typeof given === "object" && given !== null && !Array.isArray(given);
  if (!isObject(value) || value.baselineVersion !== 1 || !Array.isArray(value.findings)) {
    throw new CannotRunError(
      `${source} is no baseline: { "baselineVersion": 1, "findings": [] } was expected. Write one with --update-baseline.`,
    );
  }
  for (const [index, entry] of value.findings.entries()) {
    const place = `${source}, finding ${index + 1}`;
    if (!isObject(entry)) throw new CannotRunError(`${place} must be an object.`);
    for (const name of TEXTS) {
      if (typeof entry[name] !== "string") {
        throw new CannotRunError(`${place}: ${name} must be a string.`);
      }
    }
    for (const name of Object.keys(entry)) {
      if (![...TEXTS, ...OPTIONAL].some((known) => known === name)) {
        throw new CannotRunError(
          `${place}: an unknown property; known are ${[...TEXTS, ...OPTIONAL].join(", ")}.`,
        );
      }
    }
    if (entry.reason !== undefined && typeof entry.reason !== "string") {
      throw new CannotRunError(`${place}: reason must be a string.`);
    }
    if (entry.until !== undefined && !isDay(entry.until)) {
      throw new CannotRunError(`${place}: until must be a day, such as "2027-01-31".`);
    }
  }
  return value as unknown as Baseline;
}

function isDay(given: unknown): boolean {
  if (typeof given !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(given)) return false;
  const day = new Date(given);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(given);
}
