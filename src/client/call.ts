/** One call from its first attempt to its end: credentials, deadline, attempts and pauses. */
import type { Operation } from "../description/operations.js";
import { sleep, withDeadline } from "../http/deadline.js";
import { type HeaderList, type Transport, WireFailure } from "../http/wire.js";
import { type Answer, conclude, type Situation, type Success } from "./answer.js";
import { SolvAuthenticationError, SolvError } from "./errors.js";
import { endedError, failureError } from "./failure.js";
import { notify } from "./hooks.js";
import { misconfigured } from "./mistakes.js";
import { pauseBefore } from "./retry.js";
import type { Settings } from "./settings.js";
import type { TokenSource } from "./tokens.js";

/** A request that was checked and lacks only its credentials. */
export interface PreparedRequest {
  readonly operation: Operation;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | undefined;
  /** The ids in the path and the body's value, which a server may repeat and nothing may show. */
  readonly values: readonly unknown[];
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

/** An attempt of a call, and what bounds it. */
interface Attempt {
  readonly situation: Situation;
  /** When the call has to end, on the clock of `performance.now()`. */
  readonly end: number;
  readonly signal: AbortSignal | undefined;
}

/** @throws SolvError and nothing else, whatever a part of the caller's does */
export async function runCall(
  context: CallContext,
  request: PreparedRequest,
  { timeoutMs, signal }: CallLimits,
): Promise<CallResult> {
  const { settings, tokens } = context;
  const { operation } = request;
  const end = performance.now() + timeoutMs;
  const needsToken = operation.security[0]?.some(({ scheme }) => scheme);
  let situation: Situation = { operation, attempts: 0, earlierAttemptUnknown: false };
  let retries = 0;
  let refused: string | undefined;
  let last: SolvError | undefined;
  try {
    for (;;) {
      if (signal?.aborted) throw endedError("aborted", situation);
      const token = needsToken
        ? (tokens.fixed ?? (await getToken(context, { situation, end, signal })))
        : "";
      // With the very token that was refused, the next answer would be the same.
      if (last && refused === token) throw last;
      if (performance.now() >= end) throw endedError("timeout", situation);
      situation = { ...situation, attempts: situation.attempts + 1 };
      const answer = await attempt(context, request, { token, situation, end, signal });
      const { error } = answer;
      if (!error) return { ...answer, ...situation };
      last = error;
      // A connection that was refused with 401 is a proxy's doing: no server has seen the token.
      if (error.status === 401 && error.code !== "refused" && token && !refused) {
        refused = token;
        tokens.refuse(token);
        if (settings.maxRetries === 0) throw error;
        continue;
      }
      const { maxRetries, retryUnknownOutcome } = settings;
      const pause =
        retries < maxRetries
          ? pauseBefore(error, operation, { retries: retries++, retryUnknownOutcome })
          : undefined;
      if (pause === undefined || performance.now() + pause >= end) throw error;
      situation = { ...situation, earlierAttemptUnknown: error.outcome === "unknown" };
      await sleep(pause, signal);
    }
  } catch (error) {
    if (error instanceof SolvError) throw error;
    throw situation.attempts > 0
      ? failureError(error, situation)
      : misconfigured("The call was not made: its signal failed.");
  }
}

/** One request and what its answer, or its failure, means. */
async function attempt(
  { settings, transport }: CallContext,
  { operation, target, headers, body, values }: PreparedRequest,
  { token, situation, end, signal }: Attempt & { readonly token: string },
): Promise<Answer> {
  const { hooks, origin, clientId, clientSecret, maxBodyBytes, report } = settings;
  const { id: operationId, method, path, security } = operation;
  const event = { operationId, method, path, attempt: situation.attempts };
  notify(hooks.onRequest, event);
  const started = performance.now();
  const credentials = (security[0] ?? []).map(
    ({ header, scheme }) => [header, scheme ? `Bearer ${token}` : clientId] as const,
  );
  const sent = [...values, clientId, clientSecret, token];
  let answer: Answer;
  try {
    const response = await transport.send(
      { method, origin, target, headers: [...headers, ...credentials], body },
      { timeoutMs: end - started, maxBodyBytes, signal },
    );
    answer = conclude(response, situation, { report, sent });
  } catch (failure) {
    // Bytes after a whole answer do not take anything from it; their connection is gone.
    const whole = failure instanceof WireFailure && failure.revealResponse();
    if (whole) answer = conclude(whole, situation, { report, sent });
    // An entry's own, about what the runtime does not have.
    else if (failure instanceof SolvError) answer = { error: failure, findings: [] };
    else answer = { error: failureError(failure, situation, sent), findings: [] };
  }
  for (const finding of answer.findings) notify(settings.onFinding, finding);
  const { status, requestId } = answer.error ?? answer;
  const durationMs = performance.now() - started;
  notify(hooks.onResponse, { ...event, durationMs, status, requestId, code: answer.error?.code });
  return answer;
}

async function getToken(
  { tokens, settings: { scope } }: CallContext,
  { situation, end, signal }: Attempt,
): Promise<string> {
  let ended: SolvError | undefined;
  try {
    const { operation } = tokens;
    const wait = (token: Promise<string>) =>
      withDeadline(token, { ms: end - performance.now(), signal }, (why) => {
        // It is the token call that took too long.
        ended = endedError(why, { ...situation, ...(operation && { operation }) });
        return ended;
      });
    return await tokens.get(wait, operation && (scope ?? scopesOf(situation.operation)));
  } catch (error) {
    if (ended) throw ended;
    const cause =
      error instanceof SolvError ? error : misconfigured("The accessToken function failed.");
    if (!situation.earlierAttemptUnknown) throw cause;
    const text = "no token could be had for another attempt.";
    throw new SolvAuthenticationError({ ...situation, text, outcome: "unknown", cause });
  }
}

/** The scopes that an operation asks of a token, as the token call takes them: joined by commas. */
function scopesOf({ security }: Operation): string {
  const scopes = new Set((security[0] ?? []).flatMap((each) => each.scopes));
  return [...scopes].join(",");
}
