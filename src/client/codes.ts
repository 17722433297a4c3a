/** Lists what `code` an error can carry, and says of each whether repeating the call later can help. */
import type { WireFailureKind } from "../http/wire.js";

/** What `code` a network error can carry. */
export type NetworkErrorCode =
  | Exclude<WireFailureKind, "timeout" | "aborted" | "other">
  | "network";

/** What `code` any error of the client can carry. */
export type SolvErrorCode =
  | NetworkErrorCode
  | "configuration"
  | "invalid_input"
  | "validation"
  | "authentication"
  | "permission"
  | "not_found"
  | "rate_limit"
  | "rejected"
  | "server"
  | "redirect"
  | "contract_violation"
  | "timeout"
  | "aborted";

/** Whether the cause is one that passes by itself. */
export const PASSES: Readonly<Record<SolvErrorCode, boolean>> = {
  // No connection came about, or it broke.
  refused: true,
  unresolved: true,
  connect_timeout: true,
  reset: true,
  network: true,
  // The answer was damaged on its way, or time ran out.
  truncated: true,
  malformed: true,
  timeout: true,
  // The server is busy, or ill.
  rate_limit: true,
  server: true,
  // They need somebody's hand.
  tls: false,
  encoding: false,
  too_large: false,
  unreadable: false,
  configuration: false,
  invalid_input: false,
  validation: false,
  authentication: false,
  permission: false,
  not_found: false,
  rejected: false,
  redirect: false,
  contract_violation: false,
  // The caller's own will.
  aborted: false,
};
