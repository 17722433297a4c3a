/** The tier that cannot match a record: the control first, then everything that is compared to it. */
import { type Operation, responseFor } from "../../description/operations.js";
import type { WireResponse } from "../../http/wire.js";
import { parseJsonBody } from "../../judge/body.js";
import { judgeResponse } from "../../judge/judge.js";
import { CannotRunError } from "../../report/cannot-run.js";
import { SLOTS } from "../../solv/profile.js";
import { couldTakeEffect } from "../effects.js";
import { report } from "../findings.js";
import { hasFailed, outageIn, type Sent } from "../outage.js";
import type { Probe } from "../plan.js";
import type { Run } from "../session.js";
import { isRefusal, isSuccess, isValidationRefusal } from "../statuses.js";
import { notTheApi, unreachable } from "../target.js";
import { conclude, gatherEvidence, judgeProbe, NO_EVIDENCE, withSeverity } from "../verdict.js";

/** Nothing that can be given makes these possible. */
const NEEDS_PATH = "an operation whose path names what it acts on";
const NEEDS_ROOM = "an operation whose path has room for an id that cannot exist";

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
interface Barred {
  /** Why the check cannot run, where no other operation is let through either. */
  readonly error: CannotRunError;
  /** What would enable the probes that were not sent. */
  readonly needs: string;
  /** Whether what bars it is the token: then only operations that use one tell the server from it. */
  readonly byToken: boolean;
  /** Notes what was sent and what was not, where others are let through. */
  record(): void;
}

/** Sends an operation's safe probes, the control first. */
export async function probeSafely(
  run: Run,
  probes: readonly Probe[],
  host: string,
): Promise<SafelyProbed> {
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
  if (!first) return { refused: new Set(), isAnswered: false };
  await attempt(first);
  const failure = sent[0]?.exchange.failure;
  // Of an ended run is reported what it found; nothing more is sent, wherever it would go.
  if (failure?.phase === "connecting" && !run.ended()) throw unreachable(failure.message);
  const control = first.expectation.kind === "control" ? sent[0]?.exchange.response : undefined;
  const status = control?.status;
  const refusesToken = usesToken(first.operation) && (status === 401 || status === 403);
  const isElsewhere = control !== undefined && isStrange(first.operation, control);
  const harsh = rest.filter(({ case: caseName }) => caseName.startsWith("harsh/"));
  const queue = rest.filter((probe) => !harsh.includes(probe));
  if (status !== 401 && (refusesToken || isElsewhere)) {
    // Some servers answer so for what does not exist. One that validates the body has let us in.
    const at = queue.findIndex(({ case: caseName }) => caseName.startsWith("body/missing/"));
    for (const probe of at === -1 ? [] : queue.splice(at, 1)) await attempt(probe);
  }
  const letIn = sent.some(({ exchange }) => exchange.response?.status !== status);
  if (control && (isElsewhere || refusesToken) && !letIn && !run.ended()) {
    const needs = isElsewhere ? NEEDS_OPERATION : NEEDS_TOKEN;
    const record = () => {
      for (const each of sent) (isElsewhere ? recordUnknown : recordRefused)(run, each);
      for (const probe of [...queue, ...harsh]) run.skip(probe, needs);
    };
    const error = isElsewhere
      ? notTheApi(first.operation, control.status)
      : tokenRefused(first.operation, control, host);
    return {
      refused: new Set(),
      isAnswered: false,
      barred: { error, needs, byToken: !isElsewhere, record },
    };
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
  return { refused, isAnswered: sent.some(({ exchange }) => isAnswer(exchange.response)) };
}

const NEEDS_OPERATION = "a server that knows the operation";
const NEEDS_TOKEN = "a token that the server takes for this operation";

/** Whether an operation asks for a token. */
export function usesToken({ security }: Operation): boolean {
  return security.flat().some(({ type }) => type === "http");
}

function tokenRefused({ method }: Operation, answer: WireResponse, host: string): CannotRunError {
  const { status } = answer;
  return new CannotRunError(
    isPage(answer)
      ? `${host}: ${method} was answered with ${status} and a page. A gateway may not let ${method} through; let it pass, or check behind it.`
      : `${host} refused the credentials (status ${status}). Check ${SLOTS.key.shell} and the token.`,
  );
}

/** A probe of an operation that does not take the token: perhaps that lacks a scope, so nothing is compared. */
function recordRefused(run: Run, { probe, exchange }: Sent): void {
  run.record(probe, exchange, judgeProbe(probe, exchange, NO_EVIDENCE));
}

/** A probe of an operation that the server does not know: that its plain valid request finds nothing is the one error. */
function recordUnknown(run: Run, { probe, exchange }: Sent): void {
  const verdict = judgeProbe(probe, exchange, NO_EVIDENCE);
  if (probe.expectation.kind !== "control") {
    run.record(
      probe,
      exchange,
      withSeverity(verdict, () => "warning"),
    );
    return;
  }
  const others = verdict.findings.filter(({ check }) => check !== "status_code_conformance");
  const { operation } = probe;
  const missing = report(probe, {
    severity: "error",
    check: "status_code_conformance",
    source: `${operation.source}/responses`,
    documented: Object.keys(operation.responses).join(" or "),
    received: `${exchange.response?.status}, as for a path or method that the server does not know`,
  });
  run.record(probe, exchange, conclude([missing, ...others]));
}

const NEEDS_HEALTH = "a server that does not fail at the harsh request before";

/** Whether a server that knows no such path would have answered in another way. */
function isAnswer(response: WireResponse | undefined): boolean {
  if (!response || isPage(response)) return false;
  const { status } = response;
  return !isUnknownStatus(status) && (isSuccess(status) || isRefusal(status));
}

function isUnknownStatus(status: number): boolean {
  return status === 404 || status === 405;
}

/**
 * Whether an answer is rather that of a server that knows no such path: it finds nothing where nothing
 * can be missing, or says so in a page. An API may say so in JSON, or without a body, or as documented.
 */
function isStrange(operation: Operation, response: WireResponse): boolean {
  const { status, body } = response;
  if (!isUnknownStatus(status)) return false;
  if (responseFor(operation, status) && conforms(operation, response)) return false;
  return !operation.path.includes("{") || isPage({ body });
}

function conforms(operation: Operation, response: WireResponse): boolean {
  return judgeResponse(operation, response).every(({ severity }) => severity !== "error");
}

function isPage({ body }: Pick<WireResponse, "body">): boolean {
  return body.length > 0 && !parseJsonBody(body).ok;
}
