/** Adds up judgements by operation and answer, in memory that does not grow with the traffic. */
import { type Operation, operations } from "../description/operations.js";
import { type Finding, finding } from "../judge/finding.js";
import { outcomeOf } from "../report/create.js";
import type { Occurrences, Position, ReportedFinding, Result, SetAside } from "../report/report.js";
import type { Judgement } from "./judge-exchange.js";

/** Kinds of findings that are told apart in one result; what else comes is counted as one. */
const MAX_KINDS = 200;

interface Seen {
  count: number;
  readonly first: Position;
  last: Position;
}

interface Tallied {
  readonly judgement: Judgement;
  exchanges: number;
  readonly findings: Map<string, { readonly finding: Finding; readonly seen: Seen }>;
}

export interface Tally {
  /** Exchanges that were read, of whatever API. */
  readonly exchanges: number;
  judged(judgement: Judgement, at: Position): void;
  setAside(kind: SetAside["kind"], reason: string, at: Position): void;
  results(): Result[];
  asides(): SetAside[];
}

export function createTally(): Tally {
  const tallied = new Map<string, Tallied>();
  const asides = new Map<string, { kind: SetAside["kind"]; reason: string; seen: Seen }>();
  let exchanges = 0;
  return {
    get exchanges() {
      return exchanges;
    },
    judged: (judgement, at) => {
      exchanges += 1;
      const key = judgement.id;
      let entry = tallied.get(key);
      if (!entry) {
        entry = { judgement, exchanges: 0, findings: new Map() };
        tallied.set(key, entry);
      }
      entry.exchanges += 1;
      for (const found of judgement.findings) addFinding(entry, found, at);
    },
    setAside: (kind, reason, at) => {
      if (kind === "unmatched") exchanges += 1;
      const known = asides.get(`${kind} ${reason}`);
      if (known) again(known.seen, at);
      else asides.set(`${kind} ${reason}`, { kind, reason, seen: once(at) });
    },
    results: () => {
      const seen = [...tallied.values()].map(resultOf);
      const missing = Object.values<Operation>(operations)
        .filter(({ id }) => !seen.some(({ operationId }) => operationId === id))
        .map((operation) => notSeen(operation, seen.length === 0));
      return [...seen, ...missing].sort(byOperation);
    },
    asides: () => [...asides.values()].map(({ kind, reason, seen }) => ({ kind, reason, ...seen })),
  };
}

function addFinding({ findings }: Tallied, found: Finding, at: Position): void {
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
  if (known) again(known.seen, at);
  else findings.set(key, { finding: kept, seen: once(at) });
}

function resultOf({ judgement, exchanges, findings }: Tallied): Result {
  const { operation, case: caseName } = judgement;
  const status = Number(caseName);
  const reported: ReportedFinding[] = [...findings.values()].map(({ finding: found, seen }) => ({
    ...found,
    occurrences: { ...seen } satisfies Occurrences,
  }));
  return {
    id: judgement.id,
    operationId: operation.id,
    case: caseName,
    tier: "safe",
    expects: `Every recorded exchange of this kind conforms (${caseName}).`,
    outcome: outcomeOf(reported),
    findings: reported,
    exchanges,
    ...(Number.isNaN(status) ? {} : { status }),
  };
}

/** An operation without an exchange is skipped; without any exchange at all there is no verdict. */
function notSeen(operation: Operation, nothingSeen: boolean): Result {
  const { id, source, line } = operation;
  const found = finding({
    severity: "warning",
    check: "inconclusive",
    operationId: id,
    pointer: "",
    source,
    line,
    documented: `${operation.method} ${operation.path}`,
    received: "no exchange of it",
  });
  return {
    id: `${id}/recorded`,
    operationId: id,
    case: "recorded",
    tier: "safe",
    expects: "The recorded traffic holds exchanges of this operation.",
    ...(nothingSeen
      ? { outcome: "inconclusive", findings: [found] }
      : { outcome: "skipped", findings: [], needs: "traffic of this operation" }),
  };
}

function byOperation(a: Result, b: Result): number {
  const order = Object.keys(operations);
  const rank = ({ operationId }: Result) => order.indexOf(operationId);
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}

function once(at: Position): Seen {
  return { count: 1, first: at, last: at };
}

function again(seen: Seen, at: Position): void {
  seen.count += 1;
  seen.last = at;
}
