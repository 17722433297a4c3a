/** Decides what an answer means: the value that was asked for, or which error, and for the booking what. */
import { type Operation, responseFor } from "../description/operations.js";
import { retryAfterOf } from "../http/retry-after.js";
import { headerOf, type WireResponse } from "../http/wire.js";
import { parseJsonBody } from "../judge/body.js";
import { likelyCause, withCauses } from "../judge/causes.js";
import type { Finding } from "../judge/finding.js";
import { judgeAnswer } from "../judge/judge.js";
import { ENVELOPE } from "../solv/profile.js";
import {
  type ErrorDetails,
  SolvAuthenticationError,
  SolvContractError,
  type SolvError,
  SolvNotFoundError,
  SolvPermissionError,
  SolvRateLimitError,
  SolvRedirectError,
  SolvRejectedError,
  SolvServerError,
  SolvValidationError,
} from "./errors.js";
import { placesOf, readIssues } from "./issues.js";
import { outcomeOf } from "./outcome.js";
import { recognise, recogniseWithin } from "./recognise.js";
import { repeats } from "./repeats.js";

/** What is common to everything that a call can end in. */
export interface Situation {
  readonly operation: Operation;
  readonly attempts: number;
  readonly earlierAttemptUnknown: boolean;
}

/** The value that was asked for. */
export interface Success {
  readonly error?: undefined;
  readonly value: unknown;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly response: WireResponse;
  readonly findings: readonly Finding[];
}

/** An answer after it was judged. */
export type Answer = Success | { readonly error: SolvError; readonly findings: readonly Finding[] };

/** How an answer is taken. */
export interface AnswerOptions {
  /** Whether a booking that breaks the description is returned nevertheless. */
  readonly report: boolean;
  /** Values of the request, which are not shown where the server repeats them. */
  readonly sent?: readonly unknown[];
}

/** What an answer comes to. */
export function conclude(
  response: WireResponse,
  situation: Situation,
  { report, sent = [] }: AnswerOptions,
): Answer {
  const { operation } = situation;
  const { status } = response;
  const { findings: bare, value: judged } = judgeAnswer(operation, response);
  const requestId = requestIdOf(response, judged, sent);
  const succeeded = status >= 200 && status < 300;
  if (succeeded && bare.length === 0) {
    return { value: judged, status, requestId, response, findings: bare };
  }
  const cause = causeOf(operation, response);
  const findings = withCauses(bare, cause);
  const broken = findings.filter(({ severity }) => severity === "error");
  const strict = broken.length > 0 && !report;
  const value = succeeded && broken.length > 0 ? recognise(operation, response) : judged;
  const recognised = broken.length === 0 || value !== undefined;
  if (succeeded && recognised && !strict) {
    return { value, status, requestId, response, findings };
  }
  const details = {
    ...situation,
    response,
    requestId,
    findings: broken,
    outcome: succeeded && recognised ? "applied" : outcomeOf(status),
    text: `the server answered with status ${status}.`,
  } as const;
  return { findings, error: errorFor(details, { value, strict, cause, sent }) };
}

/** The likely cause of an answer that is no plain success, and where the booking was found in it. */
function causeOf(operation: Operation, response: WireResponse): string | undefined {
  const { status } = response;
  const validated = status >= 400 && status < 500 && !!responseFor(operation, status);
  // A body that was sent was judged before.
  const cause = likelyCause(response, { validBody: !!operation.requestBody, validated });
  if (cause !== ENVELOPE.cause) return cause;
  const found = recogniseWithin(operation, response, ENVELOPE.members);
  return found === undefined ? cause : `${cause} The booking was found at /${found}.`;
}

/** What an error is made of besides its details. */
interface Judged {
  readonly value: unknown;
  /** Whether an answer that breaks the description is an error of its own. */
  readonly strict: boolean;
  /** The likely cause. */
  readonly cause: string | undefined;
  readonly sent: readonly unknown[];
}

/** The classes of refusals that have one of their own. */
const REFUSALS: Readonly<Record<number, new (details: ErrorDetails) => SolvError>> = {
  401: SolvAuthenticationError,
  403: SolvPermissionError,
  404: SolvNotFoundError,
};

function errorFor(
  plain: ErrorDetails & { readonly response: WireResponse },
  { value, strict, cause, sent }: Judged,
): SolvError {
  const { response, findings: [first, ...more] = [] } = plain;
  const { status } = response;
  const saying = (text: string) => ({ ...plain, text: cause ? `${text} ${cause}` : text });
  const details = saying(plain.text);
  // `fetch` hides a redirect behind the status 0 when told not to follow it.
  if (status === 0 || (status >= 300 && status < 400)) {
    const text = "the server answered with a redirect, which is never followed.";
    return new SolvRedirectError(status === 304 ? plain : { ...details, text });
  }
  if (status >= 500 && status < 600) return new SolvServerError(details);
  if (strict || status < 400 || status >= 600) {
    const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
    const text = `the answer breaks the description. ${first?.message ?? plain.text}${rest}`;
    return new SolvContractError(saying(text));
  }
  if (status === 422) {
    const { issues, messages, total } = readIssues(value, sent);
    const places = placesOf({ issues, total });
    const text = `the server found the request invalid${places && `: ${places}`}.`;
    return new SolvValidationError({ ...saying(text), issues, messages });
  }
  if (status === 429) {
    return new SolvRateLimitError({ ...details, retryAfter: retryAfterOf(response.headers) });
  }
  const Refusal = REFUSALS[status] ?? SolvRejectedError;
  return new Refusal(details);
}

/** The server's request id, if it looks like one and repeats nothing of the request or of the answer. */
function requestIdOf(
  { headers, body }: WireResponse,
  judged: unknown,
  sent: readonly unknown[],
): string | undefined {
  const id = headerOf(headers, "x-request-id") ?? "";
  if (!/^[\w.:/+=-]{1,128}$/.test(id)) return undefined;
  // What is not documented was not read by the judge.
  const parsed = judged === undefined ? parseJsonBody(body) : undefined;
  return repeats(id, sent, parsed?.ok ? parsed.value : judged) ? undefined : id;
}
