/** Decides what an answer means: the value that was asked for, or which error, and for the booking what. */
import type { Booking } from "../../generated/schema.js";
import { bodyFor, type Operation, responseFor, successStatuses } from "../description.js";
import { parseJsonBody } from "../judge/body.js";
import type { Finding } from "../judge/finding.js";
import { judgeResponse } from "../judge/judge.js";
import { headerOf, type WireResponse } from "../wire.js";
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
import { readIssues } from "./issues.js";
import { outcomeOf } from "./outcome.js";
import { retryAfterOf } from "./retry.js";

/** What is common to everything that a call can end in. */
export interface Situation {
  readonly operation: Operation;
  readonly attempts: number;
  readonly earlierAttemptUnknown: boolean;
}

/** The value that was asked for. */
export interface Success {
  readonly ok: true;
  readonly value: unknown;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly response: WireResponse;
  readonly findings: readonly Finding[];
}

/** An answer after it was judged. */
export type Answer =
  | Success
  | { readonly ok: false; readonly error: SolvError; readonly findings: readonly Finding[] };

/** By these a booking is recognised in an answer that breaks the description elsewhere. */
const IDENTIFYING = ["id", "status"] as const satisfies readonly (keyof Booking)[];

/** @param report whether a booking that breaks the description is returned nevertheless */
export function conclude(response: WireResponse, situation: Situation, report: boolean): Answer {
  const { operation } = situation;
  const { status } = response;
  const findings = judgeResponse(operation, response);
  const broken = findings.filter(({ severity }) => severity === "error");
  const details = {
    ...{ ...situation, response, requestId: requestIdOf(response), findings: broken },
    outcome: outcomeOf(status),
    text: `the server answered with status ${status}.`,
  };
  const failed = (error: SolvError): Answer => ({ ok: false, error, findings });

  if (status >= 200 && status < 300) {
    const recognised = broken.length === 0 || isRecognisable(operation, response);
    if (broken.length === 0 || (recognised && report)) {
      const { requestId } = details;
      return { ok: true, value: jsonOf(response), status, requestId, response, findings };
    }
    return failed(violation({ ...details, outcome: recognised ? "applied" : "unknown" }));
  }
  // `fetch` hides a redirect behind the status 0 when told not to follow it.
  if (status === 0 || (status >= 300 && status < 400)) {
    const text = "the server answered with a redirect, which is never followed.";
    return failed(new SolvRedirectError({ ...details, text }));
  }
  if (status >= 500 && status < 600) return failed(new SolvServerError(details));
  if (status < 400 || status >= 600) return failed(violation(details));
  if (broken.length > 0 && !report) return failed(violation(details));
  return failed(refusal(status, details));
}

function refusal(status: number, details: ErrorDetails & { response: WireResponse }): SolvError {
  switch (status) {
    case 401:
      return new SolvAuthenticationError(details);
    case 403:
      return new SolvPermissionError(details);
    case 404:
      return new SolvNotFoundError(details);
    case 422: {
      const { issues, messages } = readIssues(jsonOf(details.response));
      const places = issues.map(({ loc, type }) => `${loc.join(".")} (${type})`).join(", ");
      const text = `the server found the request invalid${places && `: ${places}`}.`;
      return new SolvValidationError({ ...details, text, issues, messages });
    }
    case 429:
      return new SolvRateLimitError({
        ...details,
        retryAfter: retryAfterOf(details.response.headers),
      });
    default:
      return new SolvRejectedError(details);
  }
}

function violation(details: ErrorDetails): SolvContractError {
  const [first, ...more] = details.findings ?? [];
  const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
  const text = `the answer breaks the description. ${first?.message ?? details.text}${rest}`;
  return new SolvContractError({ ...details, text });
}

/** Whether a documented success, judged broken, is nevertheless the thing that was asked for. */
function isRecognisable(operation: Operation, response: WireResponse): boolean {
  if (!successStatuses(operation).includes(response.status)) return false;
  const { content = {} } = responseFor(operation, response.status) ?? {};
  const parsed = parseJsonBody(response.body);
  const validate = bodyFor(content, "application/json")?.validate;
  if (!parsed.ok || !validate) return false;
  if (validate(parsed.value)) return true;
  return !(validate.errors ?? []).some(({ instancePath, params }) =>
    instancePath === ""
      ? params.missingProperty === undefined || isIdentifying(String(params.missingProperty))
      : isIdentifying(instancePath.slice(1)),
  );
}

function isIdentifying(name: string): boolean {
  return IDENTIFYING.some((known) => known === name);
}

function jsonOf({ body }: WireResponse): unknown {
  const parsed = parseJsonBody(body);
  return parsed.ok ? parsed.value : undefined;
}

/** The server's request id, if it looks like one. */
export function requestIdOf({ headers }: Pick<WireResponse, "headers">): string | undefined {
  const id = headerOf(headers, "x-request-id");
  return id !== undefined && /^[\w.:/+=-]{1,128}$/.test(id) ? id : undefined;
}
