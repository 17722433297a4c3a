/** Makes the errors of the client for tests, by the code that makes them in earnest. */
import { conclude, type Situation } from "../client/answer.js";
import {
  SolvConfigurationError,
  type SolvError,
  type SolvErrorCode,
  SolvInputError,
} from "../client/errors.js";
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

/** What a call is answered with, or how far it has got, when it ends in a code; the likeliest first. */
interface Ending {
  readonly statuses?: readonly number[];
  readonly phases?: readonly WirePhase[];
  /** Node's own word for what mostly causes it. */
  readonly cause?: string;
}

const ANY_TIME: Ending = { phases: ["waiting", "connecting"] };
/** Before the first byte there is no answer to read; a refusal that did not arrive whole is one nevertheless. */
const OF_ANSWER: Ending = { phases: ["reading"], statuses: [400] };

const ENDINGS: Readonly<Record<SolvErrorCode, Ending>> = {
  validation: { statuses: [422] },
  authentication: { statuses: [401] },
  permission: { statuses: [403] },
  not_found: { statuses: [404] },
  rate_limit: { statuses: [429] },
  rejected: { statuses: [409] },
  server: { statuses: [503] },
  redirect: { statuses: [302, 307] },
  refused: { phases: ["connecting"], cause: "ECONNREFUSED" },
  unresolved: { phases: ["connecting"], cause: "ENOTFOUND" },
  connect_timeout: { phases: ["connecting"] },
  tls: { phases: ["connecting", "waiting"] },
  reset: { ...ANY_TIME, cause: "ECONNRESET" },
  network: ANY_TIME,
  timeout: ANY_TIME,
  aborted: ANY_TIME,
  truncated: OF_ANSWER,
  malformed: OF_ANSWER,
  encoding: OF_ANSWER,
  too_large: OF_ANSWER,
  unreadable: OF_ANSWER,
  configuration: {},
  invalid_input: {},
  contract_violation: {},
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
  if (!Object.hasOwn(ENDINGS, code)) {
    throw new TypeError(unknownName("code", String(code), Object.keys(ENDINGS)));
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
  const { code, status, earlierAttemptUnknown = false } = options;
  const { attempts = earlierAttemptUnknown ? 2 : 1 } = options;
  const situation = { operation, attempts, earlierAttemptUnknown };
  if (code === "configuration") {
    const text = "The client is closed.";
    return [
      new SolvConfigurationError({ text, outcome: "not_applied", attempts: options.attempts }),
    ];
  }
  if (code === "invalid_input") return [inputError(operation, options)];
  if (code === "contract_violation") return answersThatBreak(options, situation);
  const { statuses = [], phases } = ENDINGS[code];
  if (phases) {
    return [status, ...statuses].flatMap((each) =>
      phases.map((phase) => wireError({ code, phase, status: each }, situation)),
    );
  }
  const { body = code === "validation" ? issuesBody(options) : undefined } = options;
  return (status === undefined ? statuses : [status]).flatMap(
    (each) => answerError({ ...options, status: each, body }, situation) ?? [],
  );
}

function inputError(operation: Operation, { attempts }: SolvErrorOptions): SolvInputError {
  const headers: HeaderList = [["content-type", "application/json"]];
  const { findings } = judgeContent(operation, { headers, body: "{}" });
  const text = findings[0]?.message ?? "the request does not fit the description.";
  return new SolvInputError({ operation, text, findings, attempts, outcome: "not_applied" });
}

function issuesBody({ issues }: SolvErrorOptions): unknown {
  const faults = issues ?? [{ loc: ["body"], type: "value_error.missing", msg: "field required" }];
  return { detail: faults.map(({ loc, type, msg = "" }) => ({ loc, msg, type })) };
}

function answerError(
  { status, body, requestId, retryAfter }: SolvErrorOptions & { readonly status: number },
  situation: Situation,
): SolvError | undefined {
  const { bytes } = readBody(body);
  const headers: HeaderList = [
    ["content-type", "application/json"],
    ...(requestId === undefined ? [] : [["x-request-id", requestId] as const]),
    ...(retryAfter === undefined ? [] : [["retry-after", String(retryAfter)] as const]),
  ];
  return conclude({ status, headers, body: bytes }, situation, { report: false }).error;
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
    ([each, own]) =>
      answerError({ ...options, status: status ?? each, body: body ?? own }, situation) ?? [],
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

function wireError(
  { code, phase, status }: Pick<SolvErrorOptions, "code" | "status"> & { phase: WirePhase },
  situation: Situation,
): SolvError {
  const kind = code === "network" ? "other" : (code as WireFailureKind);
  const { cause } = ENDINGS[code];
  const failed = { message: explain(kind, phase), status, cause: cause && { code: cause } };
  return failureError(new WireFailure(kind, phase, failed), situation);
}
