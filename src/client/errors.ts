/** The errors that a call can end in: one base class, a family by cause, and no value in any of them. */

import type { Operation } from "../description/operations.js";
import type { WireResponse } from "../http/wire.js";
import type { Finding } from "../judge/finding.js";
import { knowCopies } from "../solv/copies.js";
import { type NetworkErrorCode, PASSES, type SolvErrorCode } from "./codes.js";
import { type Outcome, takesEffect } from "./outcome.js";
import { ownOf } from "./own.js";

export type { NetworkErrorCode, Outcome, SolvErrorCode };

/** One fault that the server found in what was sent (422). */
export interface ValidationIssue {
  /** The way to the fault; a step that the description does not know is withheld. */
  readonly loc: readonly (string | number)[];
  /** The kind of fault, for programs. */
  readonly type: string;
}

/** What an error is made from. */
export interface ErrorDetails {
  /** The end of the sentence that begins with METHOD and path template. */
  readonly text: string;
  readonly outcome: Outcome;
  /** @internal Its id, method and path are what is shown of it. */
  readonly operation?: Operation | undefined;
  readonly attempts?: number | undefined;
  readonly earlierAttemptUnknown?: boolean | undefined;
  readonly response?: WireResponse | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
  readonly findings?: readonly Finding[] | undefined;
}

/**
 * The base of every error that the client throws. Neither its properties nor its message, stack or
 * cause hold an id, a credential, or a value from a request or an answer. `instanceof` holds for the
 * errors of every copy of the package that a program loads, through `import`, `require` or a bundle.
 */
export abstract class SolvError extends Error {
  /** The cause in one word, for programs. */
  abstract readonly code: SolvErrorCode;
  /** What is known about the booking. */
  readonly outcome: Outcome;
  /** The operation that failed; the token call is one of its own. */
  readonly operationId: string | undefined;
  /** How many requests were sent, or were about to be. */
  readonly attempts: number;
  /** Whether an attempt before the last one may have been the one that worked. */
  readonly earlierAttemptUnknown: boolean;
  /** HTTP status of the answer, if one began to arrive; of a proxy's, if it opened no tunnel. */
  readonly status: number | undefined;
  /** The server's `x-request-id`, if it sent one. */
  readonly requestId: string | undefined;
  readonly #response: WireResponse | undefined;

  constructor(details: ErrorDetails) {
    const own = ownOf(details);
    const { operation, text, outcome, attempts = 0, earlierAttemptUnknown = false } = own;
    const { cause, response, status = response?.status, requestId } = own;
    const place = operation ? `${operation.method} ${operation.path}: ` : "";
    const earlier = earlierAttemptUnknown
      ? " An earlier attempt may have been the one that worked."
      : "";
    super(place + text + earlier, cause === undefined ? undefined : { cause });
    const alone = operation && !takesEffect(operation) ? "not_applied" : outcome;
    this.outcome = earlierAttemptUnknown && alone === "not_applied" ? "unknown" : alone;
    this.operationId = operation?.id;
    this.attempts = attempts;
    this.earlierAttemptUnknown = earlierAttemptUnknown;
    this.status = status;
    this.requestId = requestId;
    this.#response = response;
  }

  /**
   * Whether repeating this call later can help and cannot cancel twice: the outcome is `not_applied`,
   * and the cause (`code`) passes by itself. Of a token call, it is about the call that needed the token.
   */
  get retryable(): boolean {
    return this.outcome === "not_applied" && PASSES[this.code];
  }

  /**
   * The raw answer, if a whole one arrived. It may hold a patient's data: never log it. It is kept
   * out of every rendering of the error, hence a method.
   */
  revealResponse(): WireResponse | undefined {
    return this.#response;
  }

  /** What loggers write: everything above, and nothing else. */
  toJSON(): object {
    return { ...this, retryable: this.retryable, name: this.name, message: this.message };
  }
}

/** The options, or a token that was to be used, cannot work. Nothing was sent. */
export class SolvConfigurationError extends SolvError {
  readonly code = "configuration";
}

/** The id or the body does not fit the description. Nothing was sent. */
export class SolvInputError extends SolvError {
  readonly code = "invalid_input";
  /** What does not fit, by JSON pointer. */
  readonly findings: readonly Finding[];

  constructor(details: ErrorDetails) {
    super(details);
    this.findings = ownOf(details).findings ?? [];
  }
}

/** The server found the request invalid (422). */
export class SolvValidationError extends SolvError {
  readonly code = "validation";
  /**
   * Where the first 50 faults are and of which kind; the message says how many more there are. The
   * server's own words are in `revealMessages()`.
   */
  readonly issues: readonly ValidationIssue[];
  readonly #messages: readonly string[];

  constructor(
    details: ErrorDetails & {
      readonly issues: readonly ValidationIssue[];
      readonly messages: readonly string[];
    },
  ) {
    super(details);
    this.issues = details.issues;
    this.#messages = details.messages;
  }

  /** The server's words, one for each issue. They may echo what was sent: never log them. */
  revealMessages(): readonly string[] {
    return this.#messages;
  }
}

/** The credentials were refused (401). */
export class SolvAuthenticationError extends SolvError {
  readonly code = "authentication";
}

/** The credentials do not allow this call (403). */
export class SolvPermissionError extends SolvError {
  readonly code = "permission";
}

/** There is no such booking (404). */
export class SolvNotFoundError extends SolvError {
  readonly code = "not_found";
}

/** Too many calls (429). */
export class SolvRateLimitError extends SolvError {
  readonly code = "rate_limit";
  /** Seconds after which the server asks to be called again, if it said so. */
  readonly retryAfter: number | undefined;

  constructor(details: ErrorDetails & { readonly retryAfter: number | undefined }) {
    super(details);
    this.retryAfter = details.retryAfter;
  }
}

/** The server refused the call with another status from 400 to 499. */
export class SolvRejectedError extends SolvError {
  readonly code = "rejected";
}

/** The server failed (5xx). */
export class SolvServerError extends SolvError {
  readonly code = "server";
}

/** The server answered with a redirect (3xx). It was not followed. */
export class SolvRedirectError extends SolvError {
  readonly code = "redirect";
}

/** The answer is not one that the description allows. */
export class SolvContractError extends SolvError {
  readonly code = "contract_violation";
  /** Where the answer and the description part ways; kinds and pointers, never values. */
  readonly findings: readonly Finding[];

  constructor(details: ErrorDetails) {
    super(details);
    this.findings = ownOf(details).findings ?? [];
  }
}

/** No whole answer arrived; `code` says why. */
export class SolvNetworkError extends SolvError {
  readonly code: NetworkErrorCode;

  constructor(details: ErrorDetails & { readonly code: NetworkErrorCode }) {
    super(details);
    this.code = details.code;
  }
}

/** The call did not end within its `timeoutMs`. */
export class SolvTimeoutError extends SolvError {
  readonly code = "timeout";
}

/** The caller's `signal` ended the call. */
export class SolvAbortedError extends SolvError {
  readonly code = "aborted";
}

// Literal, because a minifier renames classes; on the prototype, so that a stack begins with it.
const named = {
  SolvError,
  SolvConfigurationError,
  SolvInputError,
  SolvValidationError,
  SolvAuthenticationError,
  SolvPermissionError,
  SolvNotFoundError,
  SolvRateLimitError,
  SolvRejectedError,
  SolvServerError,
  SolvRedirectError,
  SolvContractError,
  SolvNetworkError,
  SolvTimeoutError,
  SolvAbortedError,
};
for (const [name, type] of Object.entries(named)) {
  type.prototype.name = name;
  knowCopies(type, name);
}
