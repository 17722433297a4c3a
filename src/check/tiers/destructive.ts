/** The two tiers that touch given bookings: what must not cancel one, and what must. */
import type { Exchange } from "../../http/exchange.js";
import type { BookingTarget } from "../../solv/booking.js";
import { IDENTITY } from "../../solv/profile.js";
import type { PlacedBooking } from "../bookings.js";
import { readObject } from "../evidence.js";
import { isSuccess } from "../expectations.js";
import { objectionTo } from "../given-booking.js";
import type { Probe } from "../plan.js";
import { combine } from "../probes/probe-case.js";
import { valuesFor } from "../request.js";
import type { Run } from "../session.js";
import { bookingsForTrials, tryTolerated } from "../trials.js";
import { undecided } from "../undecided.js";
import { conclude, judgeCancel, judgeProbe, unexpectedValues, type Verdict } from "../verdict.js";

/** Where no evidence is needed: with an existing booking every refusal is visible. */
const NO_EVIDENCE = {
  control: undefined,
  validates: new Set<never>(),
  authenticates: new Set<never>(),
};

const NEEDS_BOOKING = "--booking or --bookings";

/**
 * Sends invalid and unauthorised requests to the bookings, one at a time to each. A request that is
 * carried out has cancelled its booking, so the tier goes on with those that are left.
 *
 * @param refused - cases that the safe tier saw refused; only those are tried where a server may
 *   do as it is asked
 * @returns the bookings that are still to be cancelled
 */
export async function probeBookings(
  run: Run,
  probes: readonly Probe[],
  bookings: readonly BookingTarget[],
  refused: ReadonlySet<string>,
): Promise<PlacedBooking[]> {
  const free = bookings
    .map((target, index) => ({ position: index + 1, target }))
    .filter(({ position }) => !run.undecided.has(position));
  const busy = new Set<PlacedBooking>();
  const queue = [...probes];
  const objection = (probe: Probe, { target }: PlacedBooking) =>
    objectionTo(probe, valuesFor(run.values, target), refused);
  const suits = (probe: Probe) => (booking: PlacedBooking) =>
    objection(probe, booking) === undefined;
  // Not yet to be tried: what suits only a booking to which a request is under way.
  const waits = (probe: Probe) => !free.some(suits(probe)) && [...busy].some(suits(probe));
  const lane = async () => {
    // A lane ends when nothing can be tried now, and those that are under way do its work.
    for (;;) {
      const at = free.length > 0 ? queue.findIndex((probe) => !waits(probe)) : -1;
      const [probe] = at === -1 ? [] : queue.splice(at, 1);
      if (!probe) return;
      const booking = free.find(suits(probe));
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
      const { findings } = judgeAttempt(probe, exchange, cancelled);
      const another = run.shownIds.findingsOn(probe, exchange.response, booking);
      run.record(probe, exchange, conclude([...findings, ...another]), position);
    }
  };
  const lanes = Math.min(run.concurrency, bookings.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  const needs = bookings.length > 0 ? `one more of ${NEEDS_BOOKING}` : NEEDS_BOOKING;
  for (const probe of queue) run.skip(probe, needs);
  return free.sort((a, b) => a.position - b.position);
}

function judgeAttempt(probe: Probe, exchange: Exchange, cancelled: boolean | undefined): Verdict {
  const { findings } = judgeProbe(probe, exchange, NO_EVIDENCE);
  return conclude(
    findings.map((each) =>
      // Reading a booking that way may be possible and is only undocumented; cancelling it is not.
      cancelled && each.check === "status_code_conformance"
        ? { ...each, severity: "error" as const }
        : each,
    ),
  );
}

/**
 * Cancels every booking once, with the legal ways to ask for it spread over them, and then once more.
 *
 * @param given - whether bookings were given at all; what is missing otherwise is the permission
 */
export async function cancelBookings(
  run: Run,
  probes: readonly Probe[],
  bookings: readonly PlacedBooking[],
  given: boolean,
): Promise<void> {
  const trials = probes.filter(({ mayBeCarriedOut }) => mayBeCarriedOut);
  const cancels = probes.filter((probe) => probe.case !== "repeat" && !trials.includes(probe));
  const repeats = probes.filter(({ case: caseName }) => caseName === "repeat");
  if (bookings.length === 0) {
    const needs = given
      ? "--allow-cancel and a booking that is left"
      : `${NEEDS_BOOKING}, with --allow-cancel`;
    for (const probe of probes) run.skip(probe, needs);
    return;
  }
  const apart = bookingsForTrials(cancels, trials, bookings.length);
  const { groups, left } = spread(cancels, bookings.length, apart);
  const needs = `one more of ${NEEDS_BOOKING}`;
  for (const probe of left) run.skip(probe, needs);
  const queue = bookings.map((booking, index) => ({
    booking,
    group: groups[index] ?? [],
    tries: index >= bookings.length - apart,
  }));
  await Promise.all(
    Array.from({ length: run.concurrency }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { booking, group, tries } = next;
        if (tries && !(await tryTolerated(run, trials, booking, NO_EVIDENCE))) {
          const others = groups.filter((each) => each !== group).flat();
          for (const probe of group) if (!others.includes(probe)) run.skip(probe, needs);
          continue;
        }
        const first = await cancelOnce(run, group, booking);
        for (const repeat of repeats) await cancelAgain(run, repeat, booking, first);
      }
    }),
  );
  for (const probe of trials) run.skip(probe, needs);
}

/**
 * Spreads the legal ways to ask over so many requests: one body each, and the rest of the ways, which
 * go with any body, in turn, but not with the last ones, `apart`, which may not be sent. Bodies for
 * which there is no request are left.
 */
export function spread(
  probes: readonly Probe[],
  requests: number,
  apart = 0,
): { groups: Probe[][]; left: Probe[] } {
  const bodies = probes.filter(({ change }) => change?.setsBody);
  const wrappings = probes.filter(({ change }) => !change?.setsBody);
  const groups = Array.from({ length: requests }, (_, index) => [
    // With more bookings than bodies the first body serves again: every booking is used.
    ...(index < bodies.length ? bodies.slice(index, index + 1) : bodies.slice(0, 1)),
    ...wrappings.filter((_probe, at) => at % (requests - apart) === index),
  ]);
  return { groups, left: bodies.slice(requests) };
}

/** Sends one request that is unusual in every way of the group, so that one booking serves them all. */
async function cancelOnce(
  run: Run,
  group: readonly Probe[],
  booking: PlacedBooking,
): Promise<Exchange | undefined> {
  const { position, target } = booking;
  const [first, ...others] = group;
  if (!first) return undefined;
  const changes = group.map(({ change }) => change);
  const combined: Probe = {
    ...first,
    make: (operation, values) => combine(operation, values, changes),
  };
  const exchange = await run.send(combined, valuesFor(run.values, target), position);
  if (!exchange) {
    for (const probe of group) run.skip(probe);
    return undefined;
  }
  const { findings } = judgeCancel(combined, exchange, target);
  const another = run.shownIds.findingsOn(first, exchange.response, booking);
  run.record(combined, exchange, conclude([...findings, ...another]), position);
  const accepted = isSuccess(exchange.response?.status ?? 0);
  for (const probe of others) {
    const own = { ...probe, make: combined.make };
    if (accepted) run.record(own, exchange, conclude([]), position);
    else run.skip(probe, "a cancel that is answered with a success");
  }
  return accepted ? exchange : undefined;
}

async function cancelAgain(
  run: Run,
  probe: Probe,
  booking: PlacedBooking,
  first: Exchange | undefined,
): Promise<void> {
  const { position, target } = booking;
  if (!first) return run.skip(probe, "a cancel that is answered with a success");
  const exchange = await run.send(probe, valuesFor(run.values, target), position);
  if (!exchange) return run.skip(probe);
  const verdict = judgeProbe(probe, exchange, NO_EVIDENCE);
  if (undecided(probe, exchange, position)) return run.record(probe, exchange, verdict, position);
  const { findings } = verdict;
  const changed = isSuccess(exchange.response?.status ?? 0)
    ? unexpectedValues(probe, exchange, target)
    : [];
  const another = run.shownIds.findingsOn(probe, exchange.response, booking);
  run.record(probe, exchange, conclude([...findings, ...changed, ...another]), position);
}

// A success of anything but GET is taken for a cancel. That GET cancelled is known only where the
// status after a cancel was given.
function wasCancelled(probe: Probe, { response }: Exchange, { expect }: BookingTarget): boolean {
  if (!response || !isSuccess(response.status)) return false;
  if (probe.case !== "method/GET") return true;
  const status = expect?.[IDENTITY.status];
  return status !== undefined && readObject(response)?.[IDENTITY.status] === status;
}
