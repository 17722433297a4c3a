/** Runs a contract check: sends the plan's probes tier by tier and makes a report of the answers. */
import { type Operation, operations, successStatuses } from "../description/operations.js";
import { applyBaseline, knownReason } from "../report/baseline.js";
import { CannotRunError } from "../report/cannot-run.js";
import { createCoverage } from "../report/coverage.js";
import { createReport } from "../report/create.js";
import { foldRemarks } from "../report/remarks.js";
import type { Report, Result } from "../report/report.js";
import type { BookingTarget } from "../solv/booking.js";
import { IDENTITY } from "../solv/profile.js";
import { placed } from "./bookings.js";
import { allowedOperations, type CheckOptions, checkOptions } from "./options.js";
import { whyInconclusive } from "./outage.js";
import { createPace, type Pace } from "./pace.js";
import { noProbeLeft, type Probe, planProbes, variableFor } from "./plan.js";
import type { Need } from "./probes/probe-case.js";
import { describe, inOrder } from "./results.js";
import { routeTo } from "./route.js";
import { createSession, type Session } from "./session.js";
import { parseTarget, readValues } from "./target.js";
import { usesToken } from "./tiers/barred.js";
import { probeBookings } from "./tiers/booking.js";
import { cancelBookings } from "./tiers/cancel.js";
import { probeSafely, type SafelyProbed } from "./tiers/safe.js";
import { useBookings } from "./tiers/use.js";

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_WAIT_MS = 300_000;

/**
 * Checks a server against the description. Without bookings it sends nothing that could match one.
 *
 * @returns what was found; a server that breaks the description is a report, not an exception
 * @throws CannotRunError when nothing can be said: bad options, unreachable, credentials refused
 */
export async function checkContract(options: CheckOptions): Promise<Report> {
  const target = parseTarget(options.baseUrl, options.allowHttp);
  const bookings = checkOptions(options);
  const allowed = allowedOperations(options);
  if (options.allowCancel && bookings.length === 0) {
    throw new CannotRunError("Cancelling was allowed, but no booking was given to cancel.");
  }
  if (allowed.size > 0 && bookings.length === 0) {
    throw new CannotRunError("An operation was allowed, but no booking was given to use it on.");
  }
  const wanted = planProbes(options);
  if (wanted.length === 0) throw new CannotRunError(noProbeLeft());
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const startedAt = new Date();
  const start = performance.now();
  const { transport, twice, notes } = routeTo(target.origin, options);
  const pace = createPace({
    maxWaitMs: options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS,
    signals: [options.signal, options.endNow],
    onWait: options.onWait,
  });
  const values = await readValues(options, transport, { timeoutMs, pace });
  const { idsDifferBeyondCaseAndForm, baseline } = options;
  const given = { ...values, idsDifferBeyondCaseAndForm, ownConnection: twice !== undefined };
  const impossible = wanted.filter((probe) => !isPossible(probe, given));
  const possible = wanted.filter((probe) => !impossible.includes(probe));
  const coverage = createCoverage();
  const session = createSession({
    options,
    values,
    transport,
    twice: twice ?? transport,
    pace,
    timeoutMs,
    target,
    coverage,
    isKnown: (id, { findings }) =>
      findings
        .filter(({ severity }) => severity === "error")
        .every((each) => baseline && knownReason(baseline, each, { id }) !== undefined),
    onDone: (id, done) => {
      try {
        options.onProgress?.({ done, total: wanted.length, id });
      } catch {
        // A broken progress display is no reason to end a check half-way.
      }
    },
  });
  session.results.push(...impossible.map(notPossible));
  await sendAll(session, { plan: possible, allowed, bookings, host: target.host });
  const report = createReport({
    kind: "check",
    target: options.targetName ?? target.host,
    startedAt,
    durationMs: performance.now() - start,
    failOn: options.failOn ?? "error",
    interrupted: session.ended(),
    exchanges: session.exchanges,
    results: foldRemarks(inOrder(session.results, wanted)),
    coverage: coverage.report(),
    notes: [...notes, ...notesOn(session, pace, bookings)],
    inconclusive: whyInconclusive(session.attempts),
  });
  return baseline ? applyBaseline(report, baseline, { ids: probeIds() }) : report;
}

/** The ids of all probes there are: an entry of a baseline that names another is of no use any more. */
export function probeIds(): string[] {
  return planProbes().map(({ id }) => id);
}

async function sendAll(
  session: Session,
  {
    plan,
    allowed,
    bookings,
    host,
  }: {
    readonly plan: readonly Probe[];
    readonly allowed: ReadonlySet<string>;
    readonly bookings: readonly BookingTarget[];
    readonly host: string;
  },
): Promise<void> {
  const probed = await probeAllSafely(session, plan, host);
  const beyond = plan.filter(({ tier }) => tier !== "safe");
  const given = bookings.length > 0;
  if (given && whyInconclusive(session.attempts)) {
    for (const probe of beyond) session.skip(probe, "a server that answers");
    return;
  }
  const barrierOf = ({ operation }: Probe) => probed.get(operation)?.barred;
  for (const probe of beyond) if (barrierOf(probe)) session.skip(probe, barrierOf(probe)?.needs);
  const known = beyond.filter((probe) => !barrierOf(probe));
  const inTier = (tier: string, operation: Operation) =>
    known.filter((probe) => probe.tier === tier && probe.operation === operation);
  let left = placed(bookings);
  for (const [operation, { refused }] of probed) {
    const invalid = inTier("booking", operation).filter(({ isUse }) => !isUse);
    left = await probeBookings(session, invalid, { bookings: left, refused, given });
  }
  const uses = known.filter(({ tier, isUse }) => tier === "booking" && isUse);
  await useBookings(session, uses, { bookings: left, allowed });
  for (const operation of probed.keys()) {
    const free = left.filter(({ position }) => !session.undecided.has(position));
    const cancellable = allowed.has(operation.id) ? free : [];
    await cancelBookings(session, inTier("cancel", operation), { bookings: cancellable, given });
  }
}

/**
 * Sends the safe tier of all operations: whether this is the API at all has to be known before a booking
 * is touched.
 *
 * @throws CannotRunError where an operation is not known, or does not take the token, and no other does
 */
async function probeAllSafely(
  session: Session,
  plan: readonly Probe[],
  host: string,
): Promise<ReadonlyMap<Operation, SafelyProbed>> {
  const all = Object.values<Operation>(operations);
  const probed = new Map<Operation, SafelyProbed>();
  const probesOf = (operation: Operation) =>
    plan.filter((each) => each.tier === "safe" && each.operation === operation);
  /** Of those that were not tried yet, any may be let through. */
  const mayPass = (operation: Operation) =>
    probed.get(operation)?.isAnswered ?? probesOf(operation).length > 0;
  const throwUnlessOthers = () => {
    if (session.ended()) return;
    for (const [operation, { barred }] of probed) {
      const others = all.filter((each) => each !== operation);
      const told = barred?.byToken ? others.filter(usesToken) : others;
      if (barred && !told.some(mayPass)) throw barred.error;
    }
  };
  for (const operation of all) {
    probed.set(operation, await probeSafely(session, probesOf(operation), host));
    throwUnlessOthers();
  }
  for (const { barred } of probed.values()) barred?.record();
  return probed;
}

/** What a reader should know of the run beside its findings. */
function notesOn(session: Session, pace: Pace, bookings: readonly BookingTarget[]): string[] {
  const { results, used } = session;
  const notes: string[] = [];
  if (pace.isLimited) {
    const seconds = (pace.waitedMs / 1000).toFixed(1);
    notes.push(
      `The server limited the rate (429): the run waited ${seconds} s in all and sent one request at a time.`,
    );
  }
  const unused = bookings.map((_, index) => index + 1).filter((position) => !used.has(position));
  const isCut = session.ended() || whyInconclusive(session.attempts) !== undefined;
  if (unused.length > 0 && isCut) {
    notes.push(`No request was sent to ${count(unused)}: not used, and as before.`);
  }
  const isUnconfirmed = ({ tier, operationId, status, booking }: Result) => {
    const operation = Object.values<Operation>(operations).find(({ id }) => id === operationId);
    const isDone = operation && successStatuses(operation).includes(status ?? 0);
    const expected = booking === undefined ? undefined : bookings[booking - 1]?.expect;
    return tier === "cancel" && isDone && expected?.[IDENTITY.status] === undefined;
  };
  if (results.some(isUnconfirmed)) {
    notes.push(
      `The effect of the cancels was not confirmed: an answer was a success, and expect.${IDENTITY.status} in the list of bookings, the value of a cancelled one, would confirm it.`,
    );
  }
  return notes;
}

function count(positions: readonly number[]): string {
  return `${positions.length === 1 ? "booking" : "bookings"} ${positions.join(", ")}`;
}

function isPossible(
  { needs, unmade }: Probe,
  given: Readonly<Record<Need, string | boolean | undefined>>,
): boolean {
  return !unmade && (!needs || Boolean(given[needs]));
}

function notPossible(probe: Probe): Result {
  const { needs, unmade } = probe;
  const wanted = unmade ?? (needs && variableFor(needs));
  return {
    ...describe(probe),
    outcome: "skipped",
    findings: [],
    ...(wanted !== undefined && { needs: wanted }),
  };
}
