/** Asks for a given booking's one cancel in ways that a server may carry out and may refuse. */
import type { PlacedBooking } from "./bookings.js";
import { type Evidence, isRefusal, isSuccess } from "./expectations.js";
import type { Probe } from "./plan.js";
import { valuesFor } from "./request.js";
import type { Run } from "./session.js";
import { conclude, judgeProbe, unexpectedValues } from "./verdict.js";

/**
 * How many bookings, the last ones, are first asked for in ways that a server may refuse: those that the
 * bodies leave over. One at least where there are two, since a refusal uses up none.
 */
export function bookingsForTrials(
  cancels: readonly Probe[],
  trials: readonly Probe[],
  bookings: number,
): number {
  if (trials.length === 0) return 0;
  if (cancels.length === 0) return bookings;
  const bodies = cancels.filter(({ change }) => change?.setsBody).length;
  return Math.max(bookings > 1 ? 1 : 0, bookings - Math.max(bodies, 1));
}

/**
 * Sends such requests to a booking that may be cancelled, until one is not plainly refused; that one was
 * its cancel, and nothing else is sent to it.
 *
 * @param queue - shared by the bookings; what is left in it was not tried
 * @returns whether the booking is still there to be cancelled
 */
export async function tryTolerated(
  run: Run,
  queue: Probe[],
  booking: PlacedBooking,
  evidence: Evidence,
): Promise<boolean> {
  const { position, target } = booking;
  for (let probe = queue.shift(); probe; probe = queue.shift()) {
    const exchange = await run.send(probe, valuesFor(run.values, target), position);
    if (!exchange) {
      run.skip(probe);
      continue;
    }
    const status = exchange.response?.status ?? 0;
    const { findings } = judgeProbe(probe, exchange, evidence);
    const changed = isSuccess(status) ? unexpectedValues(probe, exchange, target) : [];
    const another = run.shownIds.findingsOn(probe, exchange.response, booking);
    run.record(probe, exchange, conclude([...findings, ...changed, ...another]), position);
    // A cut connection, a redirect or a crash may have cancelled it.
    if (!isRefusal(status)) return false;
  }
  return true;
}
