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
  probe: Pick<Probe, "expectation" | "operation">,
  exchange: Exchange,
  booking: number,
): string | undefined {
  const { expectation, operation } = probe;
  // RFC 9110 §9.2.1: who reads a booking leaves it as it is.
  if (isRead(operation) && expectation.kind !== "method") return undefined;
  if (exchange.failure && !exchange.failure.written) return undefined;
  const why = indecision(probe, exchange);
  const done = operation.id === EFFECT ? "cancelled" : "changed";
  return why && `booking ${booking} may be ${done}: ${why}`;
}

/** Why an exchange tells neither that its request was carried out (2xx) nor that it was refused (4xx). */
export function indecision(
  { expectation }: Pick<Probe, "expectation">,
  { response, failure }: Exchange,
): string | undefined {
  if (failure) {
    const { kind, phase } = failure;
    return kind === "aborted"
      ? `the run was ended while ${phase}`
      : `no whole answer came (${kind.replaceAll("_", " ")} while ${phase})`;
  }
  const { status = 0 } = response ?? {};
  if (expectation.kind === "method" && status === UNKNOWN_METHOD) return undefined;
  const isDecisive = (status >= 200 && status < 300) || (status >= 400 && status < 500);
  return isDecisive ? undefined : `${status} was answered`;
}
