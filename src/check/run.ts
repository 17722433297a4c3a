/** Runs a contract check: sends the plan's probes tier by tier and makes a report of the answers. */
import http from "node:http";
import https from "node:https";
import { type Operation, operations } from "../description/operations.js";
import { createNodeTransport } from "../http/node-transport.js";
import { CannotRunError } from "../report/cannot-run.js";
import { createCoverage } from "../report/coverage.js";
import { createReport } from "../report/create.js";
import type { Report, Result } from "../report/report.js";
import type { BookingTarget } from "./bookings.js";
import { type Exchange, exchangeOver } from "./exchange.js";
import { checkOptions } from "./options.js";
import { actsUnasked, type Probe, type ProbeFilter, planProbes, variableFor } from "./plan.js";
import { type RequestValues, SHELL_VARIABLES, toCurl, toWire } from "./request.js";
import { describe, inOrder, resultOf, withoutRepetition } from "./results.js";
import { parseTarget, readValues } from "./target.js";
import { cancelBookings, probeBookings } from "./tiers/destructive.js";
import { probeSafely } from "./tiers/safe.js";
import type { Verdict } from "./verdict.js";

/** What a check needs and what it may do. */
export interface CheckOptions extends ProbeFilter {
  /** https, or http on loopback. A path in it is kept in front of the operations' paths. */
  readonly baseUrl: string;
  /** The partner's client id, sent as `x-api-key`. */
  readonly clientId: string;
  /** A token with the scopes that the description asks for; or give `clientSecret`. */
  readonly accessToken?: string;
  /** The partner's secret: a token is fetched with it when no `accessToken` is given. */
  readonly clientSecret?: string;
  /** Enables the probe with a token that lacks the scope. */
  readonly unscopedAccessToken?: string;
  /** Enables the probe with an expired token. */
  readonly expiredAccessToken?: string;
  /** Enables the tier that sends invalid requests to existing bookings. Each may get cancelled. */
  readonly bookings?: readonly BookingTarget[];
  /** Enables the tier that cancels every given booking once. Default false. */
  readonly allowCancel?: boolean;
  /** Milliseconds that one answer may take, its body included; up to 600 000. Default 10 000. */
  readonly timeoutMs?: number;
  /** Requests under way at once, up to 64; never more than one to the same booking. Default 8. */
  readonly concurrency?: number;
  /** Ends the run after the first error. Default false. */
  readonly bail?: boolean;
  /** The least severity that makes the verdict `violations`. Default `error`. */
  readonly failOn?: "error" | "warning";
  /** Ends the run; the report says what was done until then. */
  readonly signal?: AbortSignal;
  /** Called after each probe. What it throws is ignored. */
  readonly onProgress?: (progress: { done: number; total: number; id: string }) => void;
  /** Sees every exchange as it was on the wire, secrets included. What it throws is ignored. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** How the target is named in the report. Default its host and port. */
  readonly targetName?: string;
}

/**
 * What the tiers share while a check runs.
 *
 * @internal
 */
export interface Run {
  readonly values: RequestValues;
  readonly concurrency: number;
  /** Sends a probe; `undefined` when it cannot be made of these values or the run has ended. */
  send(probe: Probe, values?: RequestValues): Promise<Exchange | undefined>;
  record(probe: Probe, exchange: Exchange, verdict: Verdict, booking?: number): void;
  /** Notes a probe that was not sent. Once the run has ended that is the reason, whatever is given. */
  skip(probe: Probe, needs?: string): void;
  ended(): boolean;
}

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
  const values = await readValues(options, transport, timeoutMs);
  const coverage = createCoverage();
  const results: Result[] = [];
  let exchanges = 0;
  let stopped = false;
  let silences = 0;
  const plan = planProbes(options).filter((probe) => isPossible(probe, values, results));
  const progress = (id: string) => {
    try {
      options.onProgress?.({ done: results.length, total: plan.length + skipped, id });
    } catch {
      // A broken progress display is no reason to end a check half-way.
    }
  };
  const skipped = results.length;
  const run: Run = {
    values,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    ended: () => stopped || silences >= MAX_SILENCES || options.signal?.aborted === true,
    send: async (probe, own = values) => {
      const draft = run.ended() ? undefined : probe.make(probe.operation, own);
      if (!draft) return undefined;
      const request = toWire(draft, target.origin, target.prefix);
      exchanges += 1;
      const exchange = await exchangeOver(transport, request, {
        timeoutMs,
        signal: options.signal,
      });
      // An abort says nothing about the server, so the probe counts as not sent.
      if (exchange.failure?.kind === "aborted") return undefined;
      try {
        options.onExchange?.(exchange);
      } catch {
        // Nor is a broken recording: what the server answered is still to be judged.
      }
      if (exchange.failure?.kind.endsWith("timeout")) silences += 1;
      if (exchange.response) coverage.exchange(probe.operation, request, exchange.response);
      return exchange;
    },
    record: (probe, exchange, verdict, booking) => {
      results.push(resultOf(probe, verdict, exchange, booking));
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
    const left = await probeBookings(run, invalid, bookings, cases);
    await cancelBookings(run, cancels, options.allowCancel ? left : [], bookings.length > 0);
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
  options: ProbeFilter & Pick<CheckOptions, "bookings" | "allowCancel">,
): string[] {
  const withBooking = (options.bookings?.length ?? 0) > 0;
  return planProbes(options)
    .filter((probe) => !actsUnasked(probe))
    .filter(
      ({ tier }) => tier === "safe" || (withBooking && (tier !== "cancel" || options.allowCancel)),
    )
    .flatMap((probe) => {
      const draft = probe.make(probe.operation, SHELL_VARIABLES);
      return draft ? [`${probe.id}\n  ${toCurl(draft)}`] : [];
    });
}

function isPossible(probe: Probe, values: RequestValues, results: Result[]): boolean {
  const { needs } = probe;
  if (!needs || values[needs]) return true;
  results.push({
    ...describe(probe),
    outcome: "skipped",
    findings: [],
    needs: variableFor(needs),
  });
  return false;
}

function endedBecause(silences: number): string {
  return silences >= MAX_SILENCES
    ? "a server that answers in time"
    : "a run that is not ended early";
}
