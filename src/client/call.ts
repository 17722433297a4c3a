/** One call from its first attempt to its end: credentials, deadline, attempts and pauses. */
import type { Operation } from "../description/operations.js";
import { sleep, withDeadline } from "../http/deadline.js";
import { type HeaderList, type Transport, WireFailure } from "../http/wire.js";
import { type Answer, conclude, type Situation, type Success } from "./answer.js";
import { SolvAuthenticationError, SolvError } from "./errors.js";
import { endedError, failureError } from "./failure.js";
import { notify } from "./hooks.js";
import { misconfigured, type Settings } from "./options.js";
import { pauseBefore } from "./retry.js";
import type { TokenSource } from "./tokens.js";

/** A request that was checked and lacks only its credentials. */
export interface PreparedRequest {
  readonly operation: Operation;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | undefined;
  /** The values in path and body, which a server may repeat and nothing may show. */
  readonly values: readonly unknown[];
}

export interface CallLimits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The bounds of a call that runs. */
interface Deadline {
  /** When it has to end, on the clock of `performance.now()`. */
  readonly end: number;
  readonly signal: AbortSignal | undefined;
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
  const { operation } = request;
  const deadline = { end: performance.now() + timeoutMs, signal };
  const needsToken = operation.security[0]?.some(({ scheme }) => scheme);
  let situation: Situation = { operation, attempts: 0, earlierAttemptUnknown: false };
  let retries = 0;
  let refused: string | undefined;
  let last: SolvError | undefined;
  for (;;) {
    if (signal?.aborted) throw endedError("aborted", situation);
    const token = needsToken ? await getToken(tokens, deadline, situation) : "";
    // With the very token that was refused, the next answer would be the same.
    if (last && refused === token) throw last;
    if (performance.now() >= deadline.end) throw endedError("timeout", situation);
    situation = { ...situation, attempts: situation.attempts + 1 };
    const answer = await attempt(context, request, token, deadline, situation);
    const { error } = answer;
    if (!error) return { ...answer, ...situation };
    last = error;
    if (error.status === 401 && token && !refused) {
      refused = token;
      tokens.refuse(token);
      continue;
    }
    const pause =
      retries < settings.maxRetries
        ? pauseBefore(error, retries++, settings.retryUnknownOutcome)
        : undefined;
    if (pause === undefined || performance.now() + pause >= deadline.end) throw error;
    situation = { ...situation, earlierAttemptUnknown: error.outcome === "unknown" };
    await sleep(pause, signal);
  }
}

/** One request and what its answer, or its failure, means. */
async function attempt(
  { settings, transport }: CallContext,
  { operation, target, headers, body, values }: PreparedRequest,
  token: string,
  { end, signal }: Deadline,
  situation: Situation,
): Promise<Answer> {
  const { hooks, origin, clientId, maxBodyBytes, report } = settings;
  const { id: operationId, method, path, security } = operation;
  const event = { operationId, method, path, attempt: situation.attempts };
  notify(hooks.onRequest, event);
  const started = performance.now();
  const credentials = (security[0] ?? []).map(
    ({ header, scheme }) => [header, scheme ? `Bearer ${token}` : clientId] as const,
  );
  const sent = [...values, clientId, token];
  const answer = await transport
    .send(
      { method, origin, target, headers: [...headers, ...credentials], ...(body && { body }) },
      { timeoutMs: end - started, maxBodyBytes, ...(signal && { signal }) },
    )
    .then(
      (response) => conclude(response, situation, report, sent),
      (failure: unknown): Answer => {
        // Bytes after a whole answer do not take anything from it; their connection is gone.
        const whole = failure instanceof WireFailure && failure.revealResponse();
        return whole
          ? conclude(whole, situation, report, sent)
          : { error: failureError(failure, situation), findings: [] };
      },
    );
  for (const finding of answer.findings) notify(settings.onFinding, finding);
  const { status, requestId } = answer.error ?? answer;
  notify(hooks.onResponse, {
    ...event,
    durationMs: performance.now() - started,
    status,
    requestId,
    code: answer.error?.code,
  });
  return answer;
}

async function getToken(
  tokens: TokenSource,
  { end, signal }: Deadline,
  situation: Situation,
): Promise<string> {
  let ended: SolvError | undefined;
  try {
    return await tokens.get((token) =>
      withDeadline(token, end - performance.now(), signal, (why) => {
        ended = endedError(why, situation);
        return ended;
      }),
    );
  } catch (error) {
    if (ended) throw ended;
    const cause =
      error instanceof SolvError ? error : misconfigured("The accessToken function failed.");
    if (!situation.earlierAttemptUnknown) throw cause;
    const text = "no token could be had for another attempt.";
    throw new SolvAuthenticationError({ ...situation, text, outcome: "unknown", cause });
  }
}
