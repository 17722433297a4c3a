/** The tier that cannot match a record: the control first, then everything that is compared to it. */
import type { Operation } from "../../description/operations.js";
import type { WireResponse } from "../../http/wire.js";
import { parseJsonBody } from "../../judge/body.js";
import { CannotRunError } from "../../report/cannot-run.js";
import { SLOTS } from "../../solv/profile.js";
import { couldTakeEffect } from "../effects.js";
import { hasFailed, outageIn, type Sent } from "../outage.js";
import type { Probe } from "../plan.js";
import type { Run } from "../session.js";
import { isValidationRefusal } from "../statuses.js";
import { notTheApi, unreachable } from "../target.js";
import { gatherEvidence, judgeProbe } from "../verdict.js";

/** Nothing that can be given makes these possible. */
const NEEDS_PATH = "an operation whose path names what it acts on";
const NEEDS_ROOM = "an operation whose path has room for an id that cannot exist";

/** Sends an operation's safe probes, the control first. Returns the cases that were refused as wrong input. */
export async function probeSafely(
  run: Run,
  probes: readonly Probe[],
  host: string,
): Promise<ReadonlySet<string>> {
  const sent: Sent[] = [];
  for (const probe of probes.filter(couldTakeEffect)) {
    const { path } = probe.operation;
    run.skip(probe, path.includes("{") ? NEEDS_ROOM : NEEDS_PATH);
  }
  const [first, ...rest] = probes.filter((probe) => !couldTakeEffect(probe));
  const attempt = async (probe: Probe) => {
    const exchange = await run.send(probe);
    if (exchange) sent.push({ probe, exchange });
    else run.skip(probe);
  };
  if (!first) return new Set();
  await attempt(first);
  const failure = sent[0]?.exchange.failure;
  // Of an ended run is reported what it found; nothing more is sent, wherever it would go.
  if (failure?.phase === "connecting" && !run.ended()) throw unreachable(failure.message);
  const control = first.expectation.kind === "control" ? sent[0]?.exchange.response : undefined;
  const status = control?.status;
  const usesToken = first.operation.security.flat().some(({ type }) => type === "http");
  const refusesToken = usesToken && (status === 401 || status === 403);
  const isElsewhere = control !== undefined && isStrange(first.operation, control);
  const harsh = rest.filter(({ case: caseName }) => caseName.startsWith("harsh/"));
  const queue = rest.filter((probe) => !harsh.includes(probe));
  if (status !== 401 && (refusesToken || isElsewhere)) {
    // Some servers answer so for what does not exist. One that validates the body has let us in.
    const at = queue.findIndex(({ case: caseName }) => caseName.startsWith("body/missing/"));
    for (const probe of at === -1 ? [] : queue.splice(at, 1)) await attempt(probe);
  }
  const letIn = sent.some(({ exchange }) => exchange.response?.status !== status);
  if (isElsewhere && !letIn && !run.ended()) throw notTheApi(first.operation, status);
  if (refusesToken && !letIn && !run.ended()) {
    if (control && isPage(control)) {
      const { method } = first.operation;
      throw new CannotRunError(
        `${host}: ${method} was answered with ${status} and a page. A gateway may not let ${method} through; let it pass, or check behind it.`,
      );
    }
    throw new CannotRunError(
      `${host} refused the credentials (status ${status}). Check ${SLOTS.key.shell} and the token.`,
    );
  }
  await Promise.all(
    Array.from({ length: run.concurrency }, async () => {
      for (let probe = queue.shift(); probe; probe = queue.shift()) await attempt(probe);
    }),
  );
  for (let probe = harsh.shift(); probe; probe = harsh.shift()) {
    await attempt(probe);
    const last = sent.at(-1);
    const failed = last?.probe === probe && hasFailed(last.exchange);
    if (failed) break;
  }
  const outage = await outageIn(sent, () => run.isUp(first.operation));
  if (outage) run.failing(first.operation, outage);
  const evidence = gatherEvidence(sent);
  const refused = new Set<string>();
  for (const { probe, exchange } of sent) {
    const verdict = judgeProbe(probe, exchange, evidence);
    run.record(probe, exchange, verdict);
    const answered = exchange.response?.status;
    // A crash or a silence refuses nothing, nor does what the plain valid request is answered with.
    const compared = evidence.control !== undefined && answered !== evidence.control;
    if (compared && answered && isValidationRefusal(answered)) refused.add(probe.case);
  }
  for (const probe of harsh) run.skip(probe, NEEDS_HEALTH);
  return refused;
}

const NEEDS_HEALTH = "a server that does not fail at the harsh request before";

/**
 * Whether an answer is rather that of a server that knows no such path: it finds nothing where nothing
 * can be missing, or says so in a page. An API may say so in JSON, or without a body.
 */
function isStrange(operation: Operation, { status, body }: WireResponse): boolean {
  if (status !== 404 && status !== 405) return false;
  return !operation.path.includes("{") || isPage({ body });
}

function isPage({ body }: Pick<WireResponse, "body">): boolean {
  return body.length > 0 && !parseJsonBody(body).ok;
}
