/** A run's state: what the tiers share while a check runs, and what became of its requests. */
import type { Operation } from "../description/operations.js";
import { type Exchange, exchangeOver, withoutBody } from "../http/exchange.js";
import type { Transport } from "../http/wire.js";
import type { CoverageCounter } from "../report/coverage.js";
import type { Result } from "../report/report.js";
import { bookingRequest } from "./booking-request.js";
import { mayShowOthers } from "./effects.js";
import { createMatcher } from "./filter.js";
import type { CheckOptions } from "./options.js";
import { type Attempts, failureOf, hasFailed, wasSilent } from "./outage.js";
import { isLimited, type Pace } from "./pace.js";
import { type Probe, planProbes } from "./plan.js";
import { control } from "./probes/probe-case.js";
import { type RequestValues, toWire } from "./request.js";
import { describe, resultOf } from "./results.js";
import { createShownIds, type ShownIds } from "./shown-ids.js";
import { undecided } from "./undecided.js";
import { notJudged, type PlacedVerdict, type Verdict } from "./verdict.js";

/** What has to be given for the tiers that touch bookings, as a skipped probe says it. */
export const NEEDS_BOOKING = "--booking or --bookings";

/** So many answers that did not come in time say enough; more would only take time. */
const MAX_SILENCES = 8;

export const DEFAULT_CONCURRENCY = 8;

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
  /** Sends an operation's plain valid request, which names nothing, to see whether the server still answers. */
  isUp(operation: Operation): Promise<boolean>;
  /** Notes that the server fails at an operation, so that its failures break no contract. */
  failing(operation: Operation, how: "whole" | "late"): void;
}

/**
 * A run and what is left of it.
 *
 * @internal
 */
export interface Session extends Run {
  readonly results: Result[];
  readonly attempts: Attempts;
  /** Requests that were written. */
  readonly exchanges: number;
  /** Positions of the bookings to which a request was written. */
  readonly used: ReadonlySet<number>;
}

/** What a run is made of. */
export interface SessionParts {
  readonly options: CheckOptions;
  readonly values: RequestValues;
  readonly transport: Transport;
  /** Sends a request twice on one connection. */
  readonly twice: Transport;
  readonly pace: Pace;
  readonly timeoutMs: number;
  readonly target: { readonly origin: string; readonly prefix: string };
  readonly coverage: CoverageCounter;
  /** Whether the baseline holds all the errors of a result, so that they end no run. */
  readonly isKnown: (id: string, verdict: Verdict) => boolean;
  readonly onDone: (id: string, done: number) => void;
}

/** Starts a run: nothing is sent before a tier asks for it. */
export function createSession(parts: SessionParts): Session {
  const { options, values, transport, twice, pace, timeoutMs, target, coverage } = parts;
  const results: Result[] = [];
  const open = new Set<number>();
  const used = new Set<number>();
  const whole = new Set<Operation>();
  const attempts: Attempts = {
    sent: 0,
    limited: 0,
    failed: 0,
    withoutControl: new Set(),
    failing: new Set(),
  };
  let exchanges = 0;
  let silences = 0;
  let stopped: string | undefined;
  let standing: Promise<void> | undefined;

  const ended = () =>
    stopped !== undefined ||
    silences >= MAX_SILENCES ||
    [options.signal, options.endNow].some((signal) => signal?.aborted);

  const write = async (probe: Probe, own: RequestValues, booking?: number) => {
    const draft = ended() ? undefined : probe.make(probe.operation, own);
    if (!draft) return undefined;
    const request = toWire(draft, target.origin, target.prefix);
    let isReady = false;
    const exchange = await exchangeOver(draft.isSentTwice ? twice : transport, request, {
      timeoutMs,
      signal: options.signal,
      endNow: [options.endNow],
      beforeWrite: () => {
        if (ended()) throw new Error("The run has ended.");
        try {
          if (booking !== undefined) options.onBookingRequest?.(bookingRequest(probe, booking));
        } catch (error) {
          stopped = "a run that is not ended early";
          throw error;
        }
        isReady = true;
      },
    });
    if (!isReady && ended()) return undefined;
    exchanges += 1;
    if (booking !== undefined) used.add(booking);
    try {
      const { status = 0 } = exchange.response ?? {};
      options.onExchange?.(mayShowOthers(probe, status) ? withoutBody(exchange) : exchange);
    } catch {
      // A broken recording is no reason to lose what the server answered.
    }
    if (wasSilent(exchange)) silences += 1;
    if (exchange.response) coverage.exchange(probe.operation, request, exchange.response);
    return exchange;
  };

  const isUp = async (operation: Operation) => {
    const probe = planProbes().find(
      (each) => each.operation === operation && each.case === control.case,
    );
    // Not in turn with the others: they wait for it.
    const exchange = probe && (await write(probe, values));
    return exchange === undefined || !hasFailed(exchange);
  };
  // A failed request to a given booking may be that request's own, or the beginning of an outage: then
  // no other booking is to meet it.
  const standBy = async ({ operation }: Probe) => {
    if (attempts.withoutControl.has(operation) || (await isUp(operation))) return;
    attempts.failing.add(operation);
    stopped = "a server that does not fail";
  };

  /** The control is sent, and not reported, where it is left out. */
  const isLeftOut = createMatcher(options.skip ?? []);
  const isReported = ({ id }: Probe) => !isLeftOut(id);
  /** Why an answer says nothing about the contract. */
  const whyNotJudged = ({ operation, expectation, tier }: Probe, exchange: Exchange) => {
    if (isLimited(exchange)) return "429 was answered";
    const isControl = expectation.kind === "control" && tier === "safe";
    const isFailing = attempts.failing.has(operation) && hasFailed(exchange);
    const isSilent = wasSilent(exchange) && (isControl || silences >= MAX_SILENCES);
    if (isFailing || isSilent) return failureOf(exchange);
    return whole.has(operation) ? "the server failed" : undefined;
  };

  return {
    values,
    results,
    attempts,
    used,
    get exchanges() {
      return exchanges;
    },
    undecided: open,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    shownIds: createShownIds(),
    ended,
    isUp,
    send: async (probe, own = values, booking) => {
      const exchange = await pace.send(async () => {
        if (booking !== undefined) await standing;
        return write(probe, own, booking);
      });
      if (booking !== undefined && exchange && hasFailed(exchange)) {
        standing = (standing ?? Promise.resolve()).then(() => standBy(probe));
        await standing;
      }
      return exchange;
    },
    failing: (operation, how) => {
      attempts.failing.add(operation);
      if (how === "whole") whole.add(operation);
    },
    record: (probe, exchange, given) => {
      const { booking } = given;
      const { operation } = probe;
      const isControl = probe.expectation.kind === "control" && probe.tier === "safe";
      const why = whyNotJudged(probe, exchange);
      const verdict = why === undefined ? given : notJudged(why);
      attempts.sent += 1;
      if (verdict.notJudged !== undefined) {
        if (isLimited(exchange)) attempts.limited += 1;
        else attempts.failed += 1;
        if (isControl) attempts.withoutControl.add(operation);
      }
      if (booking !== undefined && undecided(probe, exchange, booking)) open.add(booking);
      if (isReported(probe)) {
        const placed = booking === undefined ? verdict : { ...verdict, booking };
        results.push(resultOf(probe, exchange, placed));
      }
      const isNews = verdict.outcome === "failed" && !parts.isKnown(probe.id, verdict);
      if (options.bail && isNews) stopped ??= "a run that is not ended early";
      parts.onDone(probe.id, results.length);
    },
    skip: (probe, reason = "") => {
      const why = silences >= MAX_SILENCES ? "a server that answers in time" : stopped;
      const needs = ended() ? (why ?? "a run that is not ended early") : reason;
      if (isReported(probe)) {
        results.push({ ...describe(probe), outcome: "skipped", findings: [], needs });
      }
      parts.onDone(probe.id, results.length);
    },
  };
}
