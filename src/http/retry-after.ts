/** Reads how long a server asks to be left alone (RFC 9110 §10.2.3). */
import { type HeaderList, headerOf } from "./wire.js";

/**
 * `Retry-After` in seconds (RFC 9110 §10.2.3). A date is compared with the answer's own `Date`, so
 * that a wrong clock on either side does not matter.
 */
export function retryAfterOf(headers: HeaderList): number | undefined {
  const value = headerOf(headers, "retry-after")?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,10}$/.test(value)) return Number(value);
  // Date.parse also takes "-5" or "1.5" for dates; an HTTP date begins with a day's name.
  const date = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(date)) return undefined;
  const sent = Date.parse(headerOf(headers, "date") ?? "");
  return Math.max(0, Math.ceil((date - (Number.isNaN(sent) ? Date.now() : sent)) / 1000));
}
