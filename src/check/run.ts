/** Runs a contract check: sends the plan's probes tier by tier and makes a report of the answers. */
import http from "node:http";
import https from "node:https";
import { type Operation, operations } from "../description/operations.js";
import { exchangeOver } from "../http/exchange.js";
import { createNodeTransport } from "../http/node-transport.js";
import { CannotRunError } from "../report/cannot-run.js";
import { createCoverage } from "../report/coverage.js";
import { createReport } from "../report/create.js";
import type { Report, Result } from "../report/report.js";
import { bookingRequest } from "./booking-request.js";
import { placed } from "./bookings.js";
import { toCurl } from "./curl.js";
import { type CheckOptions, checkOptions } from "./options.js";
import { couldTakeEffect, type Probe, type ProbeFilter, planProbes, variableFor } from "./plan.js";
import type { Need } from "./probes/probe-case.js";
import { SHELL_VARIABLES, toWire } from "./request.js";
import { describe, inOrder, resultOf, withoutRepetition } from "./results.js";
import type { Run } from "./session.js";
import { createShownIds } from "./shown-ids.js";
import { parseTarget, readValues } from "./target.js";
import { probeBookings } from "./tiers/booking.js";
import { cancelBookings } from "./tiers/cancel.js";
import { probeSafely } from "./tiers/safe.js";
import { sendingTwice } from "./twice.js";
import { undecided } from "./undecided.js";

/** So many answers that did not come in time say enough; more would only take time. */
const MAX_SILENCES = 8;

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_CONCURRENCY = 8;

/**
 * Checks a server against the description. Without bookings it sends nothing that could match one.
 *
 * @returns what was found; a server that breaks the description is a report, not an exception
 * @throws CannotRunError when nothing can be said: bad options, unreachable, credentials refused
 */
export async function checkContract(options: CheckOptions): Promise<Report> {
  const target = parseTarget(options.baseUrl);
  const bookings = checkOptions(options);
  if (options.allowCancel && bookings.length === 0) {
    throw new CannotRunError("Cancelling was allowed, but no booking was given to cancel.");
  }
  if (planProbes(options).length === 0) {
    throw new CannotRunError("No probe is left by only and skip.");
  }
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const startedAt = new Date();
  const start = performance.now();
  // A connection of its own for each request: what is wrong with one answer cannot spoil the next,
  // and none is left to be closed.
  const { Agent } = target.origin.startsWith("https:") ? https : http;
  const transport = createNodeTransport({ agent: new Agent({ keepAlive: false }) });
  const twice = sendingTwice(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const values = await readValues(options, transport, timeoutMs);
  const coverage = createCoverage();
  const results: Result[] = [];
  let exchanges = 0;
  let stopped = false;
  let silences = 0;
  const { idsDifferBeyondCaseAndForm } = options;
  const given = { ...values, idsDifferBeyondCaseAndForm };
  const plan = planProbes(options).filter((probe) => isPossible(probe, given, results));
  const progress = (id: string) => {
    try {
      options.onProgress?.({ done: results.length, total: plan.length + skipped, id });
    } catch {
      // A broken progress display is no reason to end a check half-way.
    }
  };
  const skipped = results.length;
  const open = new Set<number>();
  const run: Run = {
    values,
    undecided: open,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    shownIds: createShownIds(),
    ended: () => stopped || silences >= MAX_SILENCES || isAborted(options),
    send: async (probe, own = values, booking) => {
      const draft = run.ended() ? undefined : probe.make(probe.operation, own);
      if (!draft) return undefined;
      const request = toWire(draft, target.origin, target.prefix);
      let isReady = false;
      const exchange = await exchangeOver(draft.isSentTwice ? twice : transport, request, {
        timeoutMs,
        signal: options.signal,
        endNow: [options.endNow],
        beforeWrite: () => {
          if (run.ended()) throw new Error("The run has ended.");
          try {
            if (booking !== undefined) options.onBookingRequest?.(bookingRequest(probe, booking));
          } catch (error) {
            stopped = true;
            throw error;
          }
          isReady = true;
        },
      });
      if (!isReady && run.ended()) return undefined;
      exchanges += 1;
      try {
        options.onExchange?.(exchange);
      } catch {
        // Nor is a broken recording: what the server answered is still to be judged.
      }
      if (exchange.failure?.kind.endsWith("timeout")) silences += 1;
      if (exchange.response) coverage.exchange(probe.operation, request, exchange.response);
      return exchange;
    },
    record: (probe, exchange, verdict) => {
      const { booking } = verdict;
      if (booking !== undefined && undecided(probe, exchange, booking)) open.add(booking);
      results.push(resultOf(probe, exchange, verdict));
      if (options.bail && verdict.outcome === "failed") stopped = true;
      progress(probe.id);
    },
    skip: (probe, reason = "") => {
      const needs = run.ended() ? endedBecause(silences) : reason;
      results.push({ ...describe(probe), outcome: "skipped", findings: [], needs });
      progress(probe.id);
    },
  };
  const inTier = (tier: string, operation: Operation) =>
    plan.filter((probe) => probe.tier === tier && probe.operation === operation);
  const refused = new Map<Operation, ReadonlySet<string>>();
  // All of them first: whether this is the API at all has to be known before a booking is touched.
  for (const operation of Object.values<Operation>(operations)) {
    refused.set(operation, await probeSafely(run, inTier("safe", operation), target.host));
  }
  for (const [operation, cases] of refused) {
    const invalid = inTier("booking", operation);
    const cancels = inTier("cancel", operation);
    const left = await probeBookings(run, invalid, { bookings: placed(bookings), refused: cases });
    const cancellable = options.allowCancel ? left : [];
    await cancelBookings(run, cancels, { bookings: cancellable, given: bookings.length > 0 });
  }
  return createReport({
    kind: "check",
    target: options.targetName ?? target.host,
    startedAt,
    durationMs: performance.now() - start,
    failOn: options.failOn ?? "error",
    interrupted: run.ended(),
    exchanges,
    results: withoutRepetition(inOrder(results, planProbes(options))),
    coverage: coverage.report(),
  });
}

/** One printed line per request of the plan; sends nothing. */
export function dryRun(
  options: ProbeFilter &
    Pick<CheckOptions, "bookings" | "allowCancel" | "idsDifferBeyondCaseAndForm">,
): string[] {
  const withBooking = (options.bookings?.length ?? 0) > 0;
  return planProbes(options)
    .filter((probe) => !couldTakeEffect(probe))
    .filter(
      ({ needs }) => needs !== "idsDifferBeyondCaseAndForm" || options.idsDifferBeyondCaseAndForm,
    )
    .filter(
      ({ tier }) => tier === "safe" || (withBooking && (tier !== "cancel" || options.allowCancel)),
    )
    .flatMap((probe) => {
      const draft = probe.make(probe.operation, SHELL_VARIABLES);
      return draft ? [`${probe.id}\n  ${toCurl(draft)}`] : [];
    });
}

function isPossible(
  probe: Probe,
  given: Readonly<Record<Need, string | boolean | undefined>>,
  results: Result[],
): boolean {
  const { needs } = probe;
  if (!needs || given[needs]) return true;
  results.push({
    ...describe(probe),
    outcome: "skipped",
    findings: [],
    needs: variableFor(needs),
  });
  return false;
}

function isAborted({ signal, endNow }: CheckOptions): boolean {
  return signal?.aborted === true || endNow?.aborted === true;
}

function endedBecause(silences: number): string {
  return silences >= MAX_SILENCES
    ? "a server that answers in time"
    : "a run that is not ended early";
}
