/** The tier that sends what must not take effect to given bookings. */
import type { Exchange } from "../../http/exchange.js";
import type { BookingTarget } from "../../solv/booking.js";
import { IDENTITY } from "../../solv/profile.js";
import type { PlacedBooking } from "../bookings.js";
import { isRead } from "../effects.js";
import { readObject } from "../evidence.js";
import { objectionTo } from "../given-booking.js";
import type { Probe } from "../plan.js";
import { valuesFor } from "../request.js";
import { NEEDS_BOOKING, type Run } from "../session.js";
import { isSuccess } from "../statuses.js";
import { undecided } from "../undecided.js";
import { alsoFound, judgeProbe, NO_EVIDENCE, type Verdict, withSeverity } from "../verdict.js";

interface GivenBookings {
  readonly bookings: readonly PlacedBooking[];
  /** Cases that the safe tier saw refused: only those are tried where a server may do as it is asked. */
  readonly refused: ReadonlySet<string>;
  /** Whether any were given at all. Default whether there are bookings. */
  readonly given?: boolean;
}

/**
 * Sends invalid and unauthorised requests to the bookings, one at a time to each. A request that is
 * carried out has cancelled its booking, so the tier goes on with those that are left.
 *
 * @returns the bookings that are still to be cancelled
 */
export async function probeBookings(
  run: Run,
  probes: readonly Probe[],
  { bookings, refused, given = bookings.length > 0 }: GivenBookings,
): Promise<PlacedBooking[]> {
  const free = bookings.filter(({ position }) => !run.undecided.has(position));
  const busy = new Set<PlacedBooking>();
  const queue = [...probes];
  const objection = (probe: Probe, { target }: PlacedBooking) =>
    objectionTo(probe, valuesFor(run.values, target), refused);
  const suits = (probe: Probe) => (booking: PlacedBooking) =>
    objection(probe, booking) === undefined;
  const next = () => {
    for (const [at, probe] of free.length > 0 ? queue.entries() : []) {
      const booking = free.find(suits(probe));
      // Not yet to be tried: what suits only a booking to which a request is under way.
      if (!booking && [...busy].some(suits(probe))) continue;
      queue.splice(at, 1);
      return { probe, booking };
    }
    return undefined;
  };
  const lane = async () => {
    // A lane ends when nothing can be tried now, and those that are under way do its work.
    for (let found = next(); found; found = next()) {
      const { probe, booking } = found;
      if (!booking) {
        run.skip(probe, free[0] && objection(probe, free[0]));
        continue;
      }
      free.splice(free.indexOf(booking), 1);
      busy.add(booking);
      const { target, position } = booking;
      const exchange = await run.send(probe, valuesFor(run.values, target), position);
      busy.delete(booking);
      const cancelled = exchange && wasCancelled(probe, exchange, target);
      const isOpen = exchange && undecided(probe, exchange, position) !== undefined;
      if (!cancelled && !isOpen) free.unshift(booking);
      if (!exchange) {
        run.skip(probe);
        continue;
      }
      const another = run.shownIds.findingsOn(probe, exchange.response, booking);
      const verdict = alsoFound(judgeAttempt(probe, exchange, cancelled), another);
      run.record(probe, exchange, { ...verdict, booking: position });
    }
  };
  const lanes = Math.min(run.concurrency, bookings.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  const needs = given ? `one more of ${NEEDS_BOOKING}` : NEEDS_BOOKING;
  for (const probe of queue) run.skip(probe, needs);
  return free.sort((a, b) => a.position - b.position);
}

function judgeAttempt(probe: Probe, exchange: Exchange, cancelled: boolean | undefined): Verdict {
  const verdict = judgeProbe(probe, exchange, NO_EVIDENCE);
  // Reading a booking that way may be possible and is only undocumented; cancelling it is not.
  return withSeverity(verdict, ({ check, severity }) =>
    cancelled && check === "status_code_conformance" ? "error" : severity,
  );
}

// A success of anything but GET is taken for a cancel. That GET cancelled is known only where the
// status after a cancel was given.
function wasCancelled(probe: Probe, { response }: Exchange, { expect }: BookingTarget): boolean {
  if (!response || !isSuccess(response.status)) return false;
  if (isRead(probe.operation) && probe.expectation.kind !== "method") return false;
  if (probe.case !== "method/GET") return true;
  const status = expect?.[IDENTITY.status];
  return status !== undefined && readObject(response)?.[IDENTITY.status] === status;
}
