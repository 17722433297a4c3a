/** The two tiers that touch given bookings: what must not cancel one, and what must. */
import type { BookingTarget } from "../bookings.js";
import { readBooking } from "../evidence.js";
import type { Exchange } from "../exchange.js";
import { identity, isSuccess } from "../expectations.js";
import type { Probe } from "../plan.js";
import { combine } from "../probes/variation.js";
import type { RequestValues } from "../request.js";
import type { Run } from "../session.js";
import { conclude, judgeCancel, judgeProbe, unexpectedValues, type Verdict } from "../verdict.js";

/** A given booking and its position in the list, from 1: the only name it has in a report. */
export interface PlacedBooking {
  readonly position: number;
  readonly target: BookingTarget;
}

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
 * @param refused - cases that the safe tier saw refused; only those are tried where acceptance
 *   would be a mere leniency, so that leniency does not use up the bookings
 * @returns the bookings that are still to be cancelled
 */
export async function probeBookings(
  run: Run,
  probes: readonly Probe[],
  bookings: readonly BookingTarget[],
  refused: ReadonlySet<string>,
): Promise<PlacedBooking[]> {
  const free = bookings.map((target, index) => ({ position: index + 1, target }));
  const busy = new Set<PlacedBooking>();
  const queue = [...probes];
  const suits = ({ make, operation }: Probe) => {
    return ({ target }: PlacedBooking) =>
      make(operation, valuesFor(run.values, target)) !== undefined;
  };
  // Not yet to be tried: what suits only a booking to which a request is under way.
  const waits = (probe: Probe) => !free.some(suits(probe)) && [...busy].some(suits(probe));
  const lane = async () => {
    // A lane ends when nothing can be tried now, and those that are under way do its work.
    for (;;) {
      const at = free.length > 0 ? queue.findIndex((probe) => !waits(probe)) : -1;
      const [probe] = at === -1 ? [] : queue.splice(at, 1);
      if (!probe) return;
      const { expectation } = probe;
      if (expectation.kind === "invalid" && expectation.lenient && !refused.has(probe.case)) {
        run.skip(probe, "a server that refuses it in the safe tier");
        continue;
      }
      const booking = free.find(suits(probe));
      if (!booking) {
        run.skip(probe, "a booking id that can be written in another way");
        continue;
      }
      free.splice(free.indexOf(booking), 1);
      busy.add(booking);
      const exchange = await run.send(probe, valuesFor(run.values, booking.target));
      busy.delete(booking);
      const cancelled = exchange && wasCancelled(probe, exchange, booking.target);
      if (!cancelled) free.unshift(booking);
      if (!exchange) run.skip(probe);
      else run.record(probe, exchange, judgeAttempt(probe, exchange, cancelled), booking.position);
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
  const cancels = probes.filter(({ case: caseName }) => caseName !== "repeat");
  const repeats = probes.filter(({ case: caseName }) => caseName === "repeat");
  if (bookings.length === 0) {
    const needs = given
      ? "--allow-cancel and a booking that is left"
      : `${NEEDS_BOOKING}, with --allow-cancel`;
    for (const probe of probes) run.skip(probe, needs);
    return;
  }
  const owned = new Set<unknown>();
  const { groups, left } = spread(cancels, bookings.length);
  for (const probe of left) run.skip(probe, `one more of ${NEEDS_BOOKING}`);
  const queue = bookings.map((booking, index) => ({ booking, group: groups[index] ?? [] }));
  await Promise.all(
    Array.from({ length: run.concurrency }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { booking, group } = next;
        const first = await cancelOnce(run, group, booking, owned);
        for (const repeat of repeats) await cancelAgain(run, repeat, booking, first);
      }
    }),
  );
}

/**
 * Spreads the legal ways to ask over so many requests: one body each, and the rest of the ways, which
 * go with any body, in turn. Bodies for which there is no request are left.
 */
export function spread(
  probes: readonly Probe[],
  requests: number,
): { groups: Probe[][]; left: Probe[] } {
  const bodies = probes.filter(({ change }) => change?.setsBody);
  const wrappings = probes.filter(({ change }) => !change?.setsBody);
  const groups = Array.from({ length: requests }, (_, index) => [
    // With more bookings than bodies the first body serves again: every booking is used.
    ...(index < bodies.length ? bodies.slice(index, index + 1) : bodies.slice(0, 1)),
    ...wrappings.filter((_probe, at) => at % requests === index),
  ]);
  return { groups, left: bodies.slice(requests) };
}

/** Sends one request that is unusual in every way of the group, so that one booking serves them all. */
async function cancelOnce(
  run: Run,
  group: readonly Probe[],
  { position, target }: PlacedBooking,
  owned: Set<unknown>,
): Promise<Exchange | undefined> {
  const [first, ...others] = group;
  if (!first) return undefined;
  const changes = group.map(({ change }) => change);
  const combined: Probe = {
    ...first,
    make: (operation, values) => combine(operation, values, changes),
  };
  const exchange = await run.send(combined, valuesFor(run.values, target));
  if (!exchange) {
    for (const probe of group) run.skip(probe);
    return undefined;
  }
  const findings = [...judgeCancel(combined, exchange, target).findings];
  const id = readBooking(exchange.response)?.id;
  if (id !== undefined && owned.has(id)) {
    findings.push(identity(first, "/id", "an id of its own for each booking", "another booking's"));
  }
  owned.add(id);
  run.record(combined, exchange, conclude(findings), position);
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
  { position, target }: PlacedBooking,
  first: Exchange | undefined,
): Promise<void> {
  if (!first) return run.skip(probe, "a cancel that is answered with a success");
  const exchange = await run.send(probe, valuesFor(run.values, target));
  if (!exchange) return run.skip(probe);
  const { findings } = judgeProbe(probe, exchange, NO_EVIDENCE);
  const changed = isSuccess(exchange.response?.status ?? 0)
    ? unexpectedValues(probe, exchange, target)
    : [];
  const before = readBooking(first.response)?.id;
  const after = readBooking(exchange.response)?.id;
  const another = before !== undefined && after !== undefined && before !== after;
  const own = another
    ? [identity(probe, "/id", "the same booking again", "another booking's id")]
    : [];
  run.record(probe, exchange, conclude([...findings, ...changed, ...own]), position);
}

// A success of anything but GET is taken for a cancel. That GET cancelled is known only where the
// status after a cancel was given.
function wasCancelled(probe: Probe, { response }: Exchange, { expect }: BookingTarget): boolean {
  if (!response || !isSuccess(response.status)) return false;
  if (probe.case !== "method/GET") return true;
  return expect?.status !== undefined && readBooking(response)?.status === expect.status;
}

function valuesFor(values: RequestValues, target: BookingTarget): RequestValues {
  return {
    ...values,
    externalBookingId: target.external_booking_id,
    externalLocationId: target.external_location_id,
    serviceId: target.service_id,
  };
}
