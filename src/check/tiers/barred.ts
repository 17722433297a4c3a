/** Tells an operation that a server does not let through: it seems not to know it, or to refuse the token. */
import { type Operation, responseFor } from "../../description/operations.js";
import type { WireResponse } from "../../http/wire.js";
import { parseJsonBody } from "../../judge/body.js";
import { judgeResponse } from "../../judge/judge.js";
import { CannotRunError } from "../../report/cannot-run.js";
import { SLOTS } from "../../solv/profile.js";
import { report } from "../findings.js";
import type { Sent } from "../outage.js";
import type { Run } from "../session.js";
import { isRefusal, isSuccess } from "../statuses.js";
import { notTheApi } from "../target.js";
import { conclude, judgeProbe, NO_EVIDENCE, withSeverity } from "../verdict.js";

/** Why an operation seems not to be let through. */
export interface Barrier {
  /** Why the check cannot run, where no other operation is let through either. */
  readonly error: CannotRunError;
  /** What would enable the probes that were not sent. */
  readonly needs: string;
  /** Whether what bars it is the token: then only operations that use one tell the server from it. */
  readonly byToken: boolean;
  /** Records one of the probes that were sent, where others are let through. */
  record(run: Run, sent: Sent): void;
}

/** What the answer to an operation's plain valid request says of a barrier; nothing, where it is let through. */
export function barrierAt(
  operation: Operation,
  control: WireResponse,
  host: string,
): Barrier | undefined {
  if (isStrange(operation, control)) {
    const error = notTheApi(operation, control.status);
    return { error, needs: NEEDS_OPERATION, byToken: false, record: recordUnknown };
  }
  const { status } = control;
  if (!usesToken(operation) || (status !== 401 && status !== 403)) return undefined;
  const error = tokenRefused(operation, control, host);
  return { error, needs: NEEDS_TOKEN, byToken: true, record: recordRefused };
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

/** Whether a server that knows no such path would have answered in another way. */
export function isAnswer(response: WireResponse | undefined): boolean {
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
