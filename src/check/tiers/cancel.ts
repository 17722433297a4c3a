/** The tier that cancels given bookings: each once, in the legal ways to ask for it, and once more. */
import { responseFor } from "../../description/operations.js";
import type { Exchange } from "../../http/exchange.js";
import type { Finding } from "../../judge/finding.js";
import { IDENTITY } from "../../solv/profile.js";
import type { PlacedBooking } from "../bookings.js";
import { readObject } from "../evidence.js";
import { report } from "../findings.js";
import type { Probe } from "../plan.js";
import { combine } from "../probes/probe-case.js";
import { valuesFor } from "../request.js";
import { NEEDS_BOOKING, type Run } from "../session.js";
import { isRefusal, isSuccess } from "../statuses.js";
import {
  alsoFound,
  conclude,
  judgeCancel,
  judgeProbe,
  NO_EVIDENCE,
  unexpectedValues,
} from "../verdict.js";

/**
 * Cancels every booking once, with the legal ways to ask for it spread over them, and then once more.
 *
 * @param given - the bookings that may be cancelled, and whether any were given at all: what is missing
 *   otherwise is the permission
 */
export async function cancelBookings(
  run: Run,
  probes: readonly Probe[],
  { bookings, given }: { bookings: readonly PlacedBooking[]; given: boolean },
): Promise<void> {
  const trials = probes.filter(({ mayBeCarriedOut }) => mayBeCarriedOut);
  const repeats = probes.filter(({ case: caseName }) => caseName === "repeat");
  // One cancelled booking is enough for each of these.
  const afters = probes.filter(({ case: caseName }) => caseName.startsWith("after/"));
  const cancels = probes.filter((probe) => ![trials, repeats, afters].flat().includes(probe));
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
        if (tries && !(await tryTolerated(run, trials, booking))) {
          const others = groups.filter((each) => each !== group).flat();
          for (const probe of group) if (!others.includes(probe)) run.skip(probe, needs);
          continue;
        }
        const first = await cancelOnce(run, group, booking);
        for (const probe of repeats) await cancelAgain(run, probe, { booking, first });
        while (first && afters.length > 0 && !run.undecided.has(booking.position)) {
          for (const probe of afters.splice(0, 1))
            await cancelAgain(run, probe, { booking, first });
        }
      }
    }),
  );
  for (const probe of trials) run.skip(probe, needs);
  for (const probe of afters) run.skip(probe, NEEDS_SUCCESS);
}

const NEEDS_SUCCESS = "a cancel that is answered with a success";

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
  const judged = judgeCancel(combined, exchange, target);
  const shared = others.length > 0 ? judged.findings.map(sharedBy(group)) : judged.findings;
  const another = run.shownIds.findingsOn(first, exchange.response, booking);
  const verdict = alsoFound({ ...judged, findings: shared }, another);
  run.record(combined, exchange, { ...verdict, booking: position });
  const accepted = isSuccess(exchange.response?.status ?? 0);
  for (const probe of others) {
    const own = { ...probe, make: combined.make };
    if (accepted) run.record(own, exchange, { ...conclude([]), booking: position });
    else run.skip(probe, NEEDS_SUCCESS);
  }
  return accepted ? exchange : undefined;
}

/** A finding about a request that was unusual in several ways says in which, and blames none. */
function sharedBy(group: readonly Probe[]): (finding: Finding) => Finding {
  const names = group.map(({ case: caseName }) => caseName).join(", ");
  return (finding) => {
    if (finding.check !== "positive_data_acceptance") return finding;
    const cause = `One request was ${names}; any of these may be the reason.`;
    return { ...finding, cause: finding.cause ? `${finding.cause} ${cause}` : cause };
  };
}

async function cancelAgain(
  run: Run,
  probe: Probe,
  { booking, first }: { booking: PlacedBooking; first: Exchange | undefined },
): Promise<void> {
  const { position, target } = booking;
  if (!first) return run.skip(probe, NEEDS_SUCCESS);
  const exchange = await run.send(probe, valuesFor(run.values, target), position);
  if (!exchange) return run.skip(probe);
  const changed = isSuccess(exchange.response?.status ?? 0)
    ? [...unexpectedValues(probe, exchange, target), ...otherStatus(probe, first, exchange)]
    : [];
  const another = run.shownIds.findingsOn(probe, exchange.response, booking);
  const judged = judgeProbe(probe, exchange, NO_EVIDENCE);
  const verdict = alsoFound(judged, [...changed, ...another]);
  run.record(probe, exchange, { ...verdict, booking: position });
}

/** A warning where the booking is in another state than the answer to its cancel showed. */
function otherStatus(probe: Probe, first: Exchange, { response }: Exchange): Finding[] {
  const [before, now] = [first.response, response].map(
    (each) => readObject(each)?.[IDENTITY.status],
  );
  if (before === undefined || now === undefined || before === now) return [];
  const source = responseFor(probe.operation, response?.status ?? 0)?.source;
  return [
    report(probe, {
      severity: "warning",
      check: "booking_identity",
      ...(source === undefined ? {} : { source }),
      pointer: `/${IDENTITY.status}`,
      documented: "the state that the first answer showed",
      received: "another state: perhaps the first request had no effect",
    }),
  ];
}

/**
 * How many bookings, the last ones, are first asked for in ways that a server may refuse: those that the
 * bodies leave over. One at least where there are two, since a refusal uses up none.
 */
function bookingsForTrials(
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
async function tryTolerated(run: Run, queue: Probe[], booking: PlacedBooking): Promise<boolean> {
  const { position, target } = booking;
  for (let probe = queue.shift(); probe; probe = queue.shift()) {
    const exchange = await run.send(probe, valuesFor(run.values, target), position);
    if (!exchange) {
      run.skip(probe);
      continue;
    }
    const status = exchange.response?.status ?? 0;
    const changed = isSuccess(status) ? unexpectedValues(probe, exchange, target) : [];
    const another = run.shownIds.findingsOn(probe, exchange.response, booking);
    const judged = judgeProbe(probe, exchange, NO_EVIDENCE);
    const verdict = alsoFound(judged, [...changed, ...another]);
    run.record(probe, exchange, { ...verdict, booking: position });
    // A cut connection, a redirect or a crash may have cancelled it.
    if (!isRefusal(status)) return false;
  }
  return true;
}
