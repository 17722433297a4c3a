/** Reads a given booking, and uses operations on it that were allowed by name: before any is cancelled. */
import type { PlacedBooking } from "../bookings.js";
import { isRead } from "../effects.js";
import type { Probe } from "../plan.js";
import { valuesFor } from "../request.js";
import { NEEDS_BOOKING, type Run } from "../session.js";
import { alsoFound, judgeAcceptance } from "../verdict.js";

/**
 * Sends each valid request to one of the bookings, one after the other.
 *
 * @param given - the bookings, and the ids of the operations that may take effect on them
 */
export async function useBookings(
  run: Run,
  probes: readonly Probe[],
  { bookings, allowed }: { bookings: readonly PlacedBooking[]; allowed: ReadonlySet<string> },
): Promise<void> {
  for (const probe of probes) {
    const { operation } = probe;
    const isAllowed = isRead(operation) || allowed.has(operation.id);
    const booking = bookings.find(({ position }) => !run.undecided.has(position));
    if (!isAllowed || !booking) {
      const flag = isRead(operation) ? "" : `, with --allow ${operation.id}`;
      const isFlagEnough = booking !== undefined && !isAllowed;
      run.skip(probe, isFlagEnough ? `--allow ${operation.id}` : `${NEEDS_BOOKING}${flag}`);
      continue;
    }
    const { position, target } = booking;
    const exchange = await run.send(probe, valuesFor(run.values, target), position);
    if (!exchange) {
      run.skip(probe);
      continue;
    }
    const another = run.shownIds.findingsOn(probe, exchange.response, booking);
    const verdict = alsoFound(judgeAcceptance(probe, exchange), another);
    run.record(probe, exchange, { ...verdict, booking: position });
  }
}
