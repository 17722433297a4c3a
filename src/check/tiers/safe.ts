/** The tier that cannot match a record: the control first, then everything that is compared to it. */
import { couldTakeEffect } from "../effects.js";
import { hasFailed, outageIn, type Sent } from "../outage.js";
import type { Probe } from "../plan.js";
import type { Run } from "../session.js";
import { isValidationRefusal } from "../statuses.js";
import { unreachable } from "../target.js";
import { gatherEvidence, judgeProbe } from "../verdict.js";
import { type Barrier, barrierAt, isAnswer } from "./barred.js";

/** Nothing that can be given makes these possible. */
const NEEDS_PATH = "an operation whose path names what it acts on";
const NEEDS_ROOM = "an operation whose path has room for an id that cannot exist";
const NEEDS_HEALTH = "a server that does not fail at the harsh request before";

/** What an operation's safe probes showed. */
export interface SafelyProbed {
  /** Cases that were refused as wrong input. */
  readonly refused: ReadonlySet<string>;
  /** Whether an answer was not the one of a server that knows no such path. */
  readonly isAnswered: boolean;
  /** Why nothing more was sent, only where the server seems not to know the operation or to refuse the token. */
  readonly barred?: Barred;
}

/** An operation that was not let through; nothing of it is noted yet. */
interface Barred extends Pick<Barrier, "error" | "needs" | "byToken"> {
  /** Notes what was sent and what was not, where others are let through. */
  record(): void;
}

/** Sends an operation's safe probes, the control first. */
export async function probeSafely(
  run: Run,
  probes: readonly Probe[],
  host: string,
): Promise<SafelyProbed> {
  for (const probe of probes.filter(couldTakeEffect)) {
    const { path } = probe.operation;
    run.skip(probe, path.includes("{") ? NEEDS_ROOM : NEEDS_PATH);
  }
  const [first, ...rest] = probes.filter((probe) => !couldTakeEffect(probe));
  if (!first) return { refused: new Set(), isAnswered: false };
  const sent: Sent[] = [];
  const attempt = async (probe: Probe) => {
    const exchange = await run.send(probe);
    if (exchange) sent.push({ probe, exchange });
    else run.skip(probe);
    return exchange;
  };
  const { failure, response } = (await attempt(first)) ?? {};
  // Of an ended run is reported what it found; nothing more is sent, wherever it would go.
  if (failure?.phase === "connecting" && !run.ended()) throw unreachable(failure.message);
  const isHarsh = ({ case: caseName }: Probe) => caseName.startsWith("harsh/");
  const [queue, harsh] = [rest.filter((probe) => !isHarsh(probe)), rest.filter(isHarsh)];
  const control = first.expectation.kind === "control" ? response : undefined;
  const barrier = control && barrierAt(first.operation, control, host);
  if (barrier && control.status !== 401) {
    // Some servers answer so for what does not exist. One that validates the body has let us in.
    const at = queue.findIndex(({ case: caseName }) => caseName.startsWith("body/missing/"));
    for (const probe of at === -1 ? [] : queue.splice(at, 1)) await attempt(probe);
  }
  const isAlike = ({ exchange }: Sent) => exchange.response?.status === control?.status;
  if (barrier && sent.every(isAlike) && !run.ended()) {
    const record = () => {
      for (const each of sent) barrier.record(run, each);
      for (const probe of [...queue, ...harsh]) run.skip(probe, barrier.needs);
    };
    return { refused: new Set(), isAnswered: false, barred: { ...barrier, record } };
  }
  await Promise.all(
    Array.from({ length: run.concurrency }, async () => {
      for (let probe = queue.shift(); probe; probe = queue.shift()) await attempt(probe);
    }),
  );
  for (let probe = harsh.shift(); probe; probe = harsh.shift()) {
    const exchange = await attempt(probe);
    if (exchange && hasFailed(exchange)) break;
  }
  const outage = await outageIn(sent, () => run.isUp(first.operation));
  if (outage) run.failing(first.operation, outage);
  const refused = recordAll(run, sent);
  for (const probe of harsh) run.skip(probe, NEEDS_HEALTH);
  return { refused, isAnswered: sent.some(({ exchange }) => isAnswer(exchange.response)) };
}

/** Judges and records what was sent; returns the cases that were refused as wrong input. */
function recordAll(run: Run, sent: readonly Sent[]): Set<string> {
  const evidence = gatherEvidence(sent);
  const refused = new Set<string>();
  for (const { probe, exchange } of sent) {
    run.record(probe, exchange, judgeProbe(probe, exchange, evidence));
    const answered = exchange.response?.status;
    // A crash or a silence refuses nothing, nor does what the plain valid request is answered with.
    const compared = evidence.control !== undefined && answered !== evidence.control;
    if (compared && answered && isValidationRefusal(answered)) refused.add(probe.case);
  }
  return refused;
}
