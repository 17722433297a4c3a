/** How a cancel ends under each fault of the sandbox: `code`, `outcome`, cancels that took place. */
import type { Outcome } from "../../src/index.node.js";

/** `undefined` for the code when the call succeeds. */
export type Ending = readonly [
  code: string | undefined,
  outcome: Outcome | undefined,
  cancels: 0 | 1,
];

const succeeds: Ending = [undefined, undefined, 1];
const notApplied = (code: string): Ending => [code, "not_applied", 0];
/** The server did nothing, but nothing in its answer proves that. */
const doubtful = (code: string): Ending => [code, "unknown", 0];
/** The worst case: the booking is cancelled, and the caller cannot know. */
const lost = (code: string): Ending => [code, "unknown", 1];

/** Faults that can befall the token call as well as the cancel. */
export const faultTable: Readonly<Record<string, Ending>> = {
  "rate-limited-plain": notApplied("rate_limit"),
  "rate-limited-seconds": notApplied("rate_limit"),
  "rate-limited-zero": notApplied("rate_limit"),
  "rate-limited-day": notApplied("rate_limit"),
  "rate-limited-negative": notApplied("rate_limit"),
  "rate-limited-fraction": notApplied("rate_limit"),
  "rate-limited-words": notApplied("rate_limit"),
  "rate-limited-huge": notApplied("rate_limit"),
  "rate-limited-past": notApplied("rate_limit"),
  "rate-limited-date": notApplied("rate_limit"),
  "rate-limited-once": notApplied("rate_limit"),
  "redirect-301": notApplied("redirect"),
  "redirect-307": notApplied("redirect"),
  "redirect-308": notApplied("redirect"),
  "redirect-302": lost("redirect"),
  "redirect-303": lost("redirect"),
  "redirect-loop": notApplied("redirect"),
  "redirect-nowhere": notApplied("redirect"),
  "unauthorised-once": notApplied("authentication"),
  "unauthorised-always": notApplied("authentication"),
  "status-400": notApplied("rejected"),
  "status-403": notApplied("permission"),
  "status-404": notApplied("not_found"),
  "status-408": notApplied("rejected"),
  "status-409": notApplied("rejected"),
  "status-410": notApplied("rejected"),
  "status-413": notApplied("rejected"),
  "captive-portal": doubtful("contract_violation"),
  "status-204": lost("contract_violation"),
  "status-205": lost("contract_violation"),
  "status-304": lost("redirect"),
  "empty-200": lost("contract_violation"),
  "status-500": lost("server"),
  "empty-500": lost("server"),
  "html-502": lost("server"),
  "status-503": lost("server"),
  "html-504": lost("server"),
  "status-599": lost("server"),
  "reset-before-headers": lost("reset"),
  "reset-in-headers": lost("reset"),
  "reset-in-body": lost("reset"),
  "closed-before-headers": lost("reset"),
  "closed-in-headers": lost("reset"),
  "closed-in-body": lost("truncated"),
  "truncated-chunked": lost("truncated"),
  "never-answers": lost("timeout"),
  "stalls-in-headers": lost("timeout"),
  "stalls-in-body": lost("timeout"),
  "slow-headers": lost("timeout"),
  "slow-body": lost("timeout"),
  "length-short": lost("contract_violation"),
  "length-long": lost("truncated"),
  "length-long-kept": lost("timeout"),
  "length-twice": lost("malformed"),
  "length-in-words": lost("malformed"),
  "length-and-chunked": lost("malformed"),
  "malformed-chunk": lost("malformed"),
  "not-http": lost("malformed"),
  "bad-status-line": lost("malformed"),
  "nul-in-header": lost("malformed"),
  "switching-protocols": lost("malformed"),
  "stray-bytes": succeeds,
  "stray-answer": succeeds,
  "idle-close": succeeds,
  "body-of-100-mb": lost("too_large"),
  "gzip-bomb": lost("too_large"),
  "header-bomb": lost("malformed"),
  "long-header": lost("malformed"),
  "bad-gzip": lost("encoding"),
  "truncated-gzip": lost("encoding"),
  "undeclared-gzip": lost("contract_violation"),
  "unknown-coding": lost("encoding"),
};

/** Faults of every connection: the token call cannot meet them alone. */
export const connectionTable: Readonly<Record<string, Ending>> = {
  refused: notApplied("refused"),
  "half-open": doubtful("timeout"),
};

/** Faults that only a token can have. */
export const tokenTable: Readonly<Record<string, Ending>> = {
  "token-without-access-token": notApplied("contract_violation"),
  "token-null": notApplied("contract_violation"),
  "token-enveloped": notApplied("contract_violation"),
  "token-lifetime-text": notApplied("contract_violation"),
  "token-empty": notApplied("authentication"),
  "token-with-line-end": notApplied("authentication"),
  "token-unknown": notApplied("authentication"),
  "token-lifetime-zero": succeeds,
  "token-lifetime-negative": succeeds,
  "token-without-lifetime": succeeds,
  "token-clock-ahead": succeeds,
  "token-clock-behind": succeeds,
};

/** The error class of each code. */
export const classOf: Readonly<Record<string, string>> = {
  authentication: "SolvAuthenticationError",
  contract_violation: "SolvContractError",
  encoding: "SolvNetworkError",
  malformed: "SolvNetworkError",
  not_found: "SolvNotFoundError",
  permission: "SolvPermissionError",
  rate_limit: "SolvRateLimitError",
  redirect: "SolvRedirectError",
  refused: "SolvNetworkError",
  rejected: "SolvRejectedError",
  reset: "SolvNetworkError",
  server: "SolvServerError",
  timeout: "SolvTimeoutError",
  too_large: "SolvNetworkError",
  truncated: "SolvNetworkError",
};
