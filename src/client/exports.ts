/** Re-exports what both entries of the client have in common, whatever the runtime. */
// All of them, whatever is described; a name of the client's own below goes before a schema's.
export type * from "../../generated/schema.js";
export type { HeaderList, WireResponse } from "../http/wire.js";
export type { CheckName, Finding, Severity } from "../judge/finding.js";
export type { ApiClient, ApiInit, ApiMiddleware, ApiResult } from "./api-types.js";
export type {
  CallArguments,
  CallInput,
  CallOptions,
  CallOutput,
  HeadersOption,
} from "./call-types.js";
export type {
  CancelArguments,
  CancelExternalBookingPath,
  CancelOptions,
  CancelResult,
  SolvClient,
} from "./client.js";
export * from "./errors.js";
export type { ClientHooks, RequestEvent, ResponseEvent } from "./hooks.js";
export type * from "./options.js";
