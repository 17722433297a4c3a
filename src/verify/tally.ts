/** Adds up judgements by operation and answer, in memory that does not grow with the traffic. */
import { type Operation, operations } from "../description/operations.js";
import { type Finding, finding } from "../judge/finding.js";
import { outcomeOf } from "../report/create.js";
import type {
  NotRecorded,
  ProbeOutcome,
  ReportedFinding,
  Result,
  SetAside,
} from "../report/report.js";
import type { NotJudged } from "./exchange.js";
import type { Judgement } from "./judge-exchange.js";
import { again, type Moment, once, positionOf, type Seen } from "./seen.js";

/** Kinds of findings that are told apart in one result; what else comes is counted as one. */
const MAX_KINDS = 200;

interface Tallied {
  readonly judgement: Pick<Judgement, "id" | "operation" | "case" | "isAnswered">;
  exchanges: number;
  readonly findings: Map<string, { readonly finding: Finding; readonly seen: Seen }>;
}

export interface Tally {
  /** Exchanges that were read, of whatever API. */
  readonly exchanges: number;
  judged(judgement: Judgement, at: Moment): void;
  /** @param operations - those that it may have been of, as far as that could be read */
  setAside(why: NotJudged, at: Moment, operations?: readonly Operation[]): void;
  results(): Result[];
  asides(): SetAside[];
  notRecorded(): NotRecorded[];
  /** Why no verdict is possible; `undefined` when something was judged. */
  inconclusive(): string | undefined;
}

export function createTally(): Tally {
  const tallied = new Map<string, Tallied>();
  const asides = new Map<string, { why: NotJudged; seen: Seen }>();
  const missing = new Map<string, { what: Pick<NotRecorded, "part" | "reason">; seen: Seen }>();
  const leftAside = new Set<string>();
  let isAnyLeftAside = false;
  let exchanges = 0;
  const results = () => {
    const seen = [...tallied.values()].map(resultOf);
    const others = Object.values<Operation>(operations)
      .filter(({ id }) => !seen.some(({ operationId }) => operationId === id))
      .map((one) => notSeen(one, leftAside.has(one.id), seen.length === 0 && !isAnyLeftAside));
    return [...seen, ...others].sort(byOperation);
  };
  return {
    get exchanges() {
      return exchanges;
    },
    judged: (judgement, at) => {
      exchanges += 1;
      const { id, operation, case: caseName, isAnswered, findings, notRecorded } = judgement;
      let entry = tallied.get(id);
      if (!entry) {
        const kept = { id, operation, case: caseName, isAnswered };
        entry = { judgement: kept, exchanges: 0, findings: new Map() };
        tallied.set(id, entry);
      }
      entry.exchanges += 1;
      for (const found of findings) addFinding(entry, found, at);
      for (const what of notRecorded) {
        const key = `${what.part} ${what.reason}`;
        const known = missing.get(key);
        if (known) again(known.seen, at);
        else missing.set(key, { what, seen: once(at) });
      }
    },
    setAside: (why, at, candidates = []) => {
      const { kind, reason } = why;
      if (kind === "unmatched") exchanges += 1;
      const [operation, ...others] = candidates;
      if (operation) isAnyLeftAside = true;
      // Of several, none is known to have been called.
      if (operation && others.length === 0) leftAside.add(operation.id);
      const known = asides.get(`${kind} ${reason}`);
      if (known) again(known.seen, at);
      else asides.set(`${kind} ${reason}`, { why, seen: once(at) });
    },
    results,
    asides: () =>
      [...asides.values()].map(({ why: { kind, reason }, seen }) => ({
        kind,
        reason,
        ...positionsOf(seen),
      })),
    notRecorded: () =>
      [...missing.values()].map(({ what: { part, reason }, seen }) => ({
        part,
        reason,
        ...positionsOf(seen),
      })),
    inconclusive: () => {
      const isJudged = results().some(({ outcome }) => JUDGED.includes(outcome));
      if (isJudged) return undefined;
      if (tallied.size > 0) return "no answer of the API could be judged";
      return isAnyLeftAside
        ? "every exchange of the API was set aside"
        : "no exchange of the API was read";
    },
  };
}

const JUDGED: readonly ProbeOutcome[] = ["passed", "warned", "failed"];

function positionsOf({ count, first, last }: Seen) {
  return { count, first: positionOf(first), last: positionOf(last) };
}

function addFinding({ findings, exchanges }: Tallied, found: Finding, at: Moment): void {
  // Which item of an array it was differs from answer to answer, and says nothing.
  const pointer = found.pointer.replace(/\/\d+(?=\/|$)/g, "/*");
  const { severity, check, source, documented, received, cause = "" } = found;
  let key = [severity, check, pointer, source, documented, received, cause].join("\n");
  let kept = pointer === found.pointer ? found : finding({ ...found, pointer });
  if (findings.size >= MAX_KINDS && !findings.has(key)) {
    key = `${severity} ${check}`;
    kept = finding({ ...found, pointer: "", received: "something else again" });
  }
  const known = findings.get(key);
  if (!known) findings.set(key, { finding: kept, seen: once(at, exchanges) });
  // Several items of one array, for example.
  else if (known.seen.exchange !== exchanges) again(known.seen, at, exchanges);
}

/** What no answer could be judged of is no success, nor worth more than a remark. */
function resultOf({ judgement, exchanges, findings }: Tallied): Result {
  const { id, operation, case: caseName, isAnswered } = judgement;
  const status = Number(caseName);
  const reported: ReportedFinding[] = [...findings.values()].map(({ finding: found, seen }) => ({
    ...found,
    occurrences: { ...positionsOf(seen), of: exchanges },
  }));
  const outcome = outcomeOf(reported);
  return {
    id,
    operationId: operation.id,
    case: caseName,
    tier: "safe",
    expects: `Every recorded exchange of this kind conforms (${caseName}).`,
    outcome: isAnswered || outcome === "failed" ? outcome : "inconclusive",
    findings: reported,
    exchanges,
    ...(Number.isNaN(status) ? {} : { status }),
  };
}

/**
 * An operation without an exchange is skipped. Where its exchanges were all set aside, or where there
 * was no exchange of any, it was not shown to conform.
 */
function notSeen(operation: Operation, isLeftAside: boolean, isNothingSeen: boolean): Result {
  const { id, source, line } = operation;
  const result = {
    id: `${id}/recorded`,
    operationId: id,
    case: "recorded",
    tier: "safe",
    expects: "The recorded traffic holds exchanges of this operation.",
  } as const;
  if (!isLeftAside && !isNothingSeen) {
    return { ...result, outcome: "skipped", findings: [], needs: "traffic of this operation" };
  }
  const found = finding({
    severity: "warning",
    check: "inconclusive",
    operationId: id,
    pointer: "",
    source,
    line,
    documented: `${operation.method} ${operation.path}`,
    received: isLeftAside ? "only exchanges that were set aside" : "no exchange of it",
  });
  return { ...result, outcome: "inconclusive", findings: [found] };
}

function byOperation(a: Result, b: Result): number {
  const order = Object.keys(operations);
  const rank = ({ operationId }: Result) => order.indexOf(operationId);
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}
