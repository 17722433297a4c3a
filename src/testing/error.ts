/** Makes the errors of the client for tests, by the code that makes them in earnest. */
import { conclude, type Situation } from "../client/answer.js";
import { PASSES, type SolvErrorCode } from "../client/codes.js";
import { SolvConfigurationError, type SolvError, SolvInputError } from "../client/errors.js";
import { failureError } from "../client/failure.js";
import { examplesAt } from "../description/document.js";
import {
  type Operation,
  type OperationId,
  operations,
  responseFor,
  successStatuses,
} from "../description/operations.js";
import { contentPointer } from "../description/pointer.js";
import { refuseUnknownOptions, unknownName } from "../description/unknown-name.js";
import { explain } from "../http/explain.js";
import {
  type HeaderList,
  WireFailure,
  type WireFailureKind,
  type WirePhase,
} from "../http/wire.js";
import { judgeContent } from "../judge/judge.js";
import type { SolvErrorOf, SolvErrorOptions } from "./error-types.js";
import { readBody } from "./reply-body.js";

const OPTIONS: Readonly<Record<keyof SolvErrorOptions, true>> = {
  code: true,
  operationId: true,
  outcome: true,
  status: true,
  attempts: true,
  earlierAttemptUnknown: true,
  requestId: true,
  body: true,
  issues: true,
  retryAfter: true,
};

/** The statuses of each code that an answer decides, its plainest first. */
const STATUSES: Readonly<Partial<Record<SolvErrorCode, readonly number[]>>> = {
  validation: [422],
  authentication: [401],
  permission: [403],
  not_found: [404],
  rate_limit: [429],
  rejected: [409],
  server: [503],
  redirect: [302, 307],
};

/** What fails before anything is sent, unless a test says otherwise. */
const UNSENT: readonly SolvErrorCode[] = ["refused", "unresolved", "connect_timeout", "tls"];

/** Node's own words for what mostly causes it. */
const CAUSES: Readonly<Partial<Record<SolvErrorCode, string>>> = {
  refused: "ECONNREFUSED",
  unresolved: "ENOTFOUND",
  reset: "ECONNRESET",
};

/**
 * An error as the client throws it: class, message, `outcome` and `retryable` are those of a real one,
 * since the same code makes it.
 *
 * @throws TypeError for an unknown code, option or operation
 * @throws RangeError for an error that no call ends in, such as a `not_found` whose outcome is `applied`
 */
export function createSolvError<Code extends SolvErrorCode>(
  options: SolvErrorOptions<Code>,
): SolvErrorOf<Code> {
  refuseUnknownOptions(options, Object.keys(OPTIONS));
  const { code, outcome, status, operationId = "cancelExternalBooking" } = options;
  if (!Object.hasOwn(PASSES, code)) {
    throw new TypeError(unknownName("code", String(code), Object.keys(PASSES)));
  }
  if (!Object.hasOwn(operations, operationId)) {
    throw new TypeError(unknownName("operation", operationId, Object.keys(operations)));
  }
  const made = errorsOf(options, operations[operationId as OperationId]);
  const error = made.find(
    (each) =>
      each.code === code &&
      (outcome === undefined || each.outcome === outcome) &&
      (status === undefined || each.status === status),
  );
  if (error) return error as SolvErrorOf<Code>;
  const asked = [outcome && `the outcome ${outcome}`, status && `the status ${status}`];
  throw new RangeError(
    `No call of ${operationId} ends in ${code}${withParts(asked)}. Its outcomes are ${outcomesOf(made, code)}.`,
  );
}

function withParts(parts: readonly (string | number | undefined | false)[]): string {
  const given = parts.filter(Boolean);
  return given.length > 0 ? ` with ${given.join(" and ")}` : "";
}

function outcomesOf(made: readonly SolvError[], code: SolvErrorCode): string {
  const outcomes = made.filter((error) => error.code === code).map(({ outcome }) => outcome);
  return [...new Set(outcomes)].join(" and ") || "none with these options";
}

/** Every error that the options allow, the likeliest first. */
function errorsOf(options: SolvErrorOptions, operation: Operation): SolvError[] {
  const { code, earlierAttemptUnknown = false } = options;
  const { attempts: sent = earlierAttemptUnknown ? 2 : 1 } = options;
  const situation = { operation, attempts: sent, earlierAttemptUnknown };
  if (code === "configuration") {
    const { attempts = 0 } = options;
    const text = "The client is closed.";
    return [new SolvConfigurationError({ text, outcome: "not_applied", attempts })];
  }
  if (code === "invalid_input") return [inputError(situation, options)];
  if (code === "contract_violation") return answersThatBreak(options, situation);
  const statuses = STATUSES[code];
  if (!statuses) return failures(options, situation);
  const { status, body = code === "validation" ? issuesBody(options) : undefined } = options;
  return (status === undefined ? statuses : [status]).flatMap(
    (each) => answerError(each, body, options, situation) ?? [],
  );
}

function inputError(situation: Situation, { attempts = 0 }: SolvErrorOptions): SolvInputError {
  const { operation } = situation;
  const body = new TextEncoder().encode("{}");
  const { findings } = judgeContent(operation, {
    headers: [["content-type", "application/json"]],
    body,
  });
  const text = findings[0]?.message ?? "the request does not fit the description.";
  return new SolvInputError({ operation, text, findings, attempts, outcome: "not_applied" });
}

function issuesBody({ issues }: SolvErrorOptions): unknown {
  const faults = issues ?? [{ loc: ["body"], type: "value_error.missing", msg: "field required" }];
  return { detail: faults.map(({ loc, type, msg = "" }) => ({ loc, msg, type })) };
}

function answerError(
  status: number,
  body: unknown,
  { requestId, retryAfter }: SolvErrorOptions,
  situation: Situation,
): SolvError | undefined {
  const { bytes } = readBody(body);
  const headers: HeaderList = [
    ["content-type", "application/json"],
    ...(requestId === undefined ? [] : [["x-request-id", requestId] as const]),
    ...(retryAfter === undefined ? [] : [["retry-after", String(retryAfter)] as const]),
  ];
  return conclude({ status, headers, body: bytes }, situation, false).error;
}

/** A success that is no booking, one that is recognisably the booking, and a refusal of no known shape. */
function answersThatBreak(options: SolvErrorOptions, situation: Situation): SolvError[] {
  const { operation } = situation;
  const [success = 200] = successStatuses(operation);
  const { status, body } = options;
  const refusal = Object.keys(operation.responses).find((each) => /^4\d\d$/.test(each));
  const answers: (readonly [status: number, body: unknown])[] = [
    [success, {}],
    ...recognisable(operation, success).map((each) => [success, each] as const),
    ...(refusal ? [[Number(refusal), { detail: "" }] as const] : []),
  ];
  return answers.flatMap(
    ([each, own]) => answerError(status ?? each, body ?? own, options, situation) ?? [],
  );
}

/** The documented answers, each without one of its members. */
function recognisable(operation: Operation, status: number): unknown[] {
  const described = responseFor(operation, status);
  const [mediaType = ""] = Object.keys(described?.content ?? {});
  if (!described || !mediaType) return [];
  const [example] = examplesAt(contentPointer(described.source, mediaType)).values();
  if (typeof example !== "object" || example === null || Array.isArray(example)) return [];
  return Object.keys(example).map((left) =>
    Object.fromEntries(Object.entries(example).filter(([name]) => name !== left)),
  );
}

function failures(options: SolvErrorOptions, situation: Situation): SolvError[] {
  const { code, status } = options;
  const kind = code === "network" ? "other" : (code as WireFailureKind);
  const cause = CAUSES[code] && Object.assign(new Error(CAUSES[code]), { code: CAUSES[code] });
  const fail = (phase: WirePhase, written: boolean) =>
    failureError(
      new WireFailure(kind, phase, written, explain(kind, phase), { status, cause }),
      situation,
    );
  const sent = fail("waiting", true);
  const unsent = fail("connecting", false);
  if (code === "tls") return [unsent, sent];
  if (UNSENT.includes(code)) return [unsent];
  // Before the first byte there is no answer to read.
  const isOfAnswer = ["truncated", "malformed", "encoding", "too_large", "unreadable"].includes(
    code,
  );
  return isOfAnswer ? [fail("reading", true), failAfter400(kind, situation)] : [sent, unsent];
}

/** A refusal that did not arrive whole is one nevertheless. */
function failAfter400(kind: WireFailureKind, situation: Situation): SolvError {
  const message = explain(kind, "reading");
  return failureError(new WireFailure(kind, "reading", true, message, { status: 400 }), situation);
}
