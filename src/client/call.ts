/** One call from its first attempt to its end: credentials, deadline, attempts and pauses. */
import type { Operation } from "../description.js";
import { type HeaderList, type Transport, WireFailure } from "../wire.js";
import { type Answer, conclude, type Situation, type Success } from "./answer.js";
import { abortable, type Deadline, sleep, startDeadline } from "./deadline.js";
import { SolvAuthenticationError, SolvError } from "./errors.js";
import { endedError, failureError } from "./failure.js";
import { notify, requestEvent } from "./hooks.js";
import { misconfigured, type Settings } from "./options.js";
import { pauseBefore } from "./retry.js";
import type { TokenSource } from "./tokens.js";

/** A request that was checked and lacks only its credentials. */
export interface PreparedRequest {
  readonly operation: Operation;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | undefined;
}

export interface CallLimits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A call that succeeded. */
export type CallResult = Success & Situation;

/** What all calls of a client share. */
export interface CallContext {
  readonly settings: Settings;
  readonly transport: Transport;
  readonly tokens: TokenSource;
}

/** @throws SolvError */
export async function runCall(
  context: CallContext,
  request: PreparedRequest,
  { timeoutMs, signal }: CallLimits,
): Promise<CallResult> {
  const { settings, tokens } = context;
  const deadline = startDeadline(timeoutMs, signal);
  let situation: Situation = {
    operation: request.operation,
    attempts: 0,
    earlierAttemptUnknown: false,
  };
  let retries = 0;
  let renewed = false;
  let fresh: string | undefined;
  const needsToken = (request.operation.security[0] ?? []).some(
    ({ scheme }) => scheme !== undefined,
  );
  try {
    for (;;) {
      const token = fresh ?? (needsToken ? await getToken(tokens, deadline, situation) : undefined);
      fresh = undefined;
      if (deadline.ended) throw endedError(deadline.ended, situation);
      situation = { ...situation, attempts: situation.attempts + 1 };
      const answer = await attempt(context, request, token, deadline, situation);
      if (answer.ok) return { ...answer, ...situation };
      const { error } = answer;
      if (deadline.ended) throw error;
      if (error.status === 401 && token !== undefined && !renewed) {
        renewed = true;
        if (!tokens.refuse(token)) throw error;
        fresh = await getToken(tokens, deadline, situation);
        // With the very token that was refused, the next answer would be the same.
        if (fresh === token) throw error;
        continue;
      }
      const pause =
        retries < settings.maxRetries
          ? pauseBefore(error, retries, settings.retryUnknownOutcome)
          : undefined;
      if (pause === undefined || pause >= deadline.remaining()) throw error;
      retries++;
      situation = { ...situation, earlierAttemptUnknown: error.outcome === "unknown" };
      await sleep(pause, deadline.signal);
    }
  } finally {
    deadline.stop();
  }
}

/** One request and what its answer, or its failure, means. */
async function attempt(
  { settings, transport }: CallContext,
  { operation, target, headers, body }: PreparedRequest,
  token: string | undefined,
  deadline: Deadline,
  situation: Situation,
): Promise<Answer> {
  const { hooks, origin, clientId, maxBodyBytes, onFinding, report } = settings;
  const event = requestEvent(operation, situation.attempts);
  notify(hooks.onRequest, event);
  const started = performance.now();
  let answer: Answer;
  try {
    const response = await transport.send(
      {
        ...{ method: operation.method, origin, target },
        headers: [...headers, ...credentials(operation, clientId, token)],
        ...(body && { body }),
      },
      { signal: deadline.signal, maxBodyBytes },
    );
    answer = conclude(response, situation, report);
  } catch (failure) {
    // Bytes after a whole answer do not take anything from it; their connection is gone.
    const whole = failure instanceof WireFailure && failure.revealResponse();
    answer = whole
      ? conclude(whole, situation, report)
      : { ok: false, error: failureError(failure, deadline.ended, situation), findings: [] };
  }
  for (const finding of answer.findings) notify(onFinding, finding);
  const { status, requestId } = answer.ok ? answer : answer.error;
  notify(hooks.onResponse, {
    ...event,
    ...{ durationMs: performance.now() - started, status, requestId },
    code: answer.ok ? undefined : answer.error.code,
  });
  return answer;
}

async function getToken(
  tokens: TokenSource,
  deadline: Deadline,
  situation: Situation,
): Promise<string> {
  try {
    return await abortable(tokens.get(deadline.signal), deadline.signal);
  } catch (error) {
    if (deadline.ended) throw endedError(deadline.ended, situation);
    const cause =
      error instanceof SolvError ? error : misconfigured("The accessToken function failed.");
    if (!situation.earlierAttemptUnknown) throw cause;
    const text = "no token could be had for another attempt.";
    throw new SolvAuthenticationError({ ...situation, text, outcome: "unknown", cause });
  }
}

function credentials(operation: Operation, clientId: string, token = ""): HeaderList {
  return (operation.security[0] ?? []).map(({ header, scheme }) => [
    header,
    scheme ? `Bearer ${token}` : clientId,
  ]);
}
