/** Says which class an error of each code has, and what a test can ask of one. */
import type * as errors from "../client/errors.js";
import type { Outcome, SolvError, SolvErrorCode, ValidationIssue } from "../client/errors.js";
import type { OperationId } from "../description/operations.js";

type ErrorClass = Extract<
  (typeof errors)[keyof typeof errors],
  abstract new (
    ...details: never
  ) => SolvError
>;

/** Of the classes those that carry a code; their base, which carries any, is none. */
type Carrying<Class, Code> = Class extends SolvError
  ? SolvErrorCode extends Class["code"]
    ? never
    : Code extends Class["code"]
      ? Class
      : never
  : never;

/** The class of the errors that carry a code. */
export type SolvErrorOf<Code extends SolvErrorCode> = Carrying<InstanceType<ErrorClass>, Code>;

/** The error that a test wants to have. */
export interface SolvErrorOptions<Code extends SolvErrorCode = SolvErrorCode> {
  readonly code: Code;
  /** The call that ends in it. Default `cancelExternalBooking`. */
  readonly operationId?: OperationId | undefined;
  /** Which of the outcomes that this code can have; by default the one that it mostly has. */
  readonly outcome?: Outcome | undefined;
  /** Which of the statuses that this code can have. */
  readonly status?: number | undefined;
  /** How many requests were sent. Default 1, or 0 for an error before the first. */
  readonly attempts?: number | undefined;
  /** Default false; with true, what would be `not_applied` is `unknown`. */
  readonly earlierAttemptUnknown?: boolean | undefined;
  /** Shown where a real error would show it: visible, and repeating nothing of the answer. */
  readonly requestId?: string | undefined;
  /** The JSON value, text or bytes of the answer's body, for `revealResponse()`. */
  readonly body?: unknown;
  /** Of `validation`: the server's faults; `msg` is what `revealMessages()` has. */
  readonly issues?: readonly (ValidationIssue & { readonly msg?: string })[] | undefined;
  /** Of `rate_limit`: seconds. */
  readonly retryAfter?: number | undefined;
}
