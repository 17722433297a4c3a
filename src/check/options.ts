/** What a check may be told, read as strictly as the command line is: a wrong value must not end as "conforms". */
import type { HttpAgent } from "../http/agent.js";
import type { Exchange } from "../http/exchange.js";
import type { Baseline } from "../report/baseline.js";
import { CannotRunError } from "../report/cannot-run.js";
import { checkFailOn } from "../report/fail-on.js";
import { parseBaseline } from "../report/read-baseline.js";
import type { BookingTarget } from "../solv/booking.js";
import type { CheckCredentials } from "../solv/credentials.js";
import { EFFECT, SLOTS } from "../solv/profile.js";
import type { BookingRequest } from "./booking-request.js";
import { parseBookings } from "./bookings.js";
import { actingOperations } from "./effects.js";
import type { ProbeFilter } from "./filter.js";
import type { RateLimitWait } from "./pace.js";

/** What a check needs and what it may do. */
export interface CheckOptions extends ProbeFilter, CheckCredentials {
  /** https, or http on loopback. A path in it is kept in front of the operations' paths. */
  readonly baseUrl: string;
  /**
   * Hosts, without a port, to which plain http is allowed as well, such as a service of a compose file.
   * Never those of the documented servers.
   */
  readonly allowHttp?: readonly string[];
  /**
   * Replaces what the requests go through: for proxies and client certificates. Without it the proxy that
   * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name is used, except for loopback.
   */
  readonly agent?: HttpAgent;
  /** Enables the tier that sends invalid requests to existing bookings. Each may get cancelled. */
  readonly bookings?: readonly BookingTarget[];
  /**
   * The operations, by operationId, that may take effect on given bookings: each is used on one of them,
   * before any is cancelled. Default none. The cancel's is what `allowCancel` allows.
   */
  readonly allow?: readonly string[];
  /** Enables the tier that cancels every given booking once. Default false. */
  readonly allowCancel?: boolean;
  /**
   * Asserts that no two bookings of the server differ in letter case or Unicode form (UAX #15) alone,
   * and enables the probes that write a given booking's id so: without that they could name another
   * patient's. Default false.
   */
  readonly idsDifferBeyondCaseAndForm?: boolean;
  /** Milliseconds that one answer may take, its body included; up to 600 000. Default 10 000. */
  readonly timeoutMs?: number;
  /** Requests under way at once, up to 64; never more than one to the same booking. Default 8. */
  readonly concurrency?: number;
  /**
   * Milliseconds that the run may wait in all where the server limits the rate (429), up to 3 600 000.
   * Default 300 000. After the first 429 requests go one at a time.
   */
  readonly maxWaitMs?: number;
  /** Findings that are known: they are listed and do not count. One that is gone is a warning. */
  readonly baseline?: Baseline;
  /** Ends the run after the first error. Default false. */
  readonly bail?: boolean;
  /** The least severity that makes the verdict `violations`. Default `error`. */
  readonly failOn?: "error" | "warning";
  /**
   * Ends the run: nothing is written any more, what was written is awaited for at most 3 s, and the
   * report says what was done until then. A given booking whose request got no whole answer is reported
   * by its position as one that may be cancelled.
   */
  readonly signal?: AbortSignal;
  /** Ends the run at once, also the wait for what was written. */
  readonly endNow?: AbortSignal;
  /** Called before each wait for a server that limits the rate. What it throws is ignored. */
  readonly onWait?: (wait: RateLimitWait) => void;
  /** Called after each probe. What it throws is ignored. */
  readonly onProgress?: (progress: { done: number; total: number; id: string }) => void;
  /**
   * Sees every exchange as it was on the wire, secrets included; an answer that may show bookings which
   * were not given comes without its body, and `withheldBytes` says so. What it throws is ignored.
   */
  readonly onExchange?: (exchange: Exchange) => void;
  /**
   * Called right before each request to a given booking is written, so that a trace is left whatever
   * happens then. What it throws leaves the request unwritten and ends the run.
   */
  readonly onBookingRequest?: (request: BookingRequest) => void;
  /** How the target is named in the report. Default its host and port. */
  readonly targetName?: string;
}

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
    const min = name === "maxWaitMs" ? 0 : 1;
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) {
      throw new CannotRunError(`${name} must be a whole number from ${min} to ${max}.`);
    }
  }
  for (const name of ["allowCancel", "bail", "idsDifferBeyondCaseAndForm"]) {
    // The text "false" is true to JavaScript, and would cancel.
    if (given[name] !== undefined && typeof given[name] !== "boolean") {
      throw new CannotRunError(`${name} must be true or false.`);
    }
  }
  checkFailOn(options.failOn);
  for (const name of ["signal", "endNow"]) {
    const signal = given[name] as Partial<AbortSignal> | null | undefined;
    if (signal && typeof signal.addEventListener !== "function") {
      throw new CannotRunError(`${name} must be an AbortSignal.`);
    }
  }
  if (given.agent !== undefined && typeof given.agent !== "object") {
    throw new CannotRunError("agent must be an http.Agent or https.Agent.");
  }
  if (given.baseline !== undefined) parseBaseline(given.baseline, "baseline");
  if (given.onBookingRequest !== undefined && typeof given.onBookingRequest !== "function") {
    throw new CannotRunError("onBookingRequest must be a function.");
  }
  for (const name of ["only", "skip", "allow"]) {
    const globs = given[name] ?? [];
    if (!Array.isArray(globs) || !globs.every((glob) => typeof glob === "string")) {
      throw new CannotRunError(`${name} must be a list of strings.`);
    }
  }
  const { bookings = [] } = options;
  const parsed =
    Array.isArray(bookings) && bookings.length === 0 ? [] : parseBookings(bookings, "bookings");
  if (options.idsDifferBeyondCaseAndForm) checkIdsDiffer(parsed);
  return parsed;
}

/**
 * The ids of the operations that may take effect on given bookings.
 *
 * @throws CannotRunError when `allow` names one that does not act on a given booking
 */
export function allowedOperations({
  allow = [],
  allowCancel,
}: Pick<CheckOptions, "allow" | "allowCancel">): ReadonlySet<string> {
  const known = actingOperations();
  if (!allow.every((id) => known.includes(id))) {
    throw new CannotRunError(
      `allow must name operations that act on a given booking: ${known.join(", ")}.`,
    );
  }
  return new Set(allowCancel ? [...allow, EFFECT] : allow);
}

/** @throws CannotRunError where the given bookings themselves show that the assertion does not hold */
function checkIdsDiffer(bookings: readonly BookingTarget[]): void {
  const seen = new Map<string, number>();
  for (const [index, target] of bookings.entries()) {
    const folded = target[SLOTS.id.booking].normalize("NFD").toLowerCase().normalize("NFC");
    const twin = seen.get(folded);
    if (twin !== undefined) {
      throw new CannotRunError(
        `Bookings ${twin} and ${index + 1} differ in letter case or Unicode form alone, which idsDifferBeyondCaseAndForm denies. Leave it out.`,
      );
    }
    seen.set(folded, index + 1);
  }
}

const WHOLE_NUMBERS = { concurrency: 64, timeoutMs: 600_000, maxWaitMs: 3_600_000 };
