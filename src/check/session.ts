/** Names what the tiers share while a check runs. */
import type { Exchange } from "../http/exchange.js";
import type { Probe } from "./plan.js";
import type { RequestValues } from "./request.js";
import type { ShownIds } from "./shown-ids.js";
import type { Verdict } from "./verdict.js";

/** What has to be given for the tiers that touch bookings, as a skipped probe says it. */
export const NEEDS_BOOKING = "--booking or --bookings";

/** A verdict, and the position of the given booking that the request went to, if it went to one. */
export interface PlacedVerdict extends Verdict {
  readonly booking?: number;
}

/**
 * What the tiers share while a check runs.
 *
 * @internal
 */
export interface Run {
  readonly values: RequestValues;
  readonly concurrency: number;
  readonly shownIds: ShownIds;
  /** Positions of the bookings that may be cancelled without an answer that says so. */
  readonly undecided: ReadonlySet<number>;
  /**
   * Sends a probe; `undefined` when it cannot be made of these values, or nothing of it was written
   * because the run has ended.
   */
  send(probe: Probe, values?: RequestValues, booking?: number): Promise<Exchange | undefined>;
  record(probe: Probe, exchange: Exchange, verdict: PlacedVerdict): void;
  /** Notes a probe that was not sent. Once the run has ended that is the reason, whatever is given. */
  skip(probe: Probe, needs?: string): void;
  ended(): boolean;
}
