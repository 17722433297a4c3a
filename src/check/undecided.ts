/** Requests to given bookings whose answer leaves open whether the booking was cancelled, in words. */
import type { Exchange } from "../http/exchange.js";
import { EFFECT } from "../solv/profile.js";
import { isRead } from "./effects.js";
import type { Probe } from "./plan.js";

/** RFC 9110 §15.6.2: a server that knows no such method has done nothing. */
const UNKNOWN_METHOD = 501;

/**
 * What an exchange leaves open about the booking that it named: nothing where nothing was written, or a
 * whole answer tells that it was carried out (2xx) or refused (4xx).
 *
 * @param booking - the position, from 1: the only name that a booking has in a report
 * @returns such as `booking 2 may be cancelled: 504 was answered`
 */
export function undecided(
  { expectation, operation }: Pick<Probe, "expectation" | "operation">,
  { response, failure }: Exchange,
  booking: number,
): string | undefined {
  // RFC 9110 §9.2.1: who reads a booking leaves it as it is.
  if (isRead(operation) && expectation.kind !== "method") return undefined;
  const done = operation.id === EFFECT ? "cancelled" : "changed";
  const said = (why: string) => `booking ${booking} may be ${done}: ${why}`;
  if (failure) {
    if (!failure.written) return undefined;
    const { kind, phase } = failure;
    return kind === "aborted"
      ? said(`the run was ended while ${phase}`)
      : said(`no whole answer came (${kind.replaceAll("_", " ")} while ${phase})`);
  }
  const status = response?.status ?? 0;
  if (expectation.kind === "method" && status === UNKNOWN_METHOD) return undefined;
  const isDecisive = (status >= 200 && status < 300) || (status >= 400 && status < 500);
  return isDecisive ? undefined : said(`${status} was answered`);
}
