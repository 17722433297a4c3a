/** What both entries of the client export, whatever the runtime. */
export type {
  AccessToken,
  AccessTokenRequest,
  Booking,
  CancelExternalBookingRequest,
  HTTPValidationError,
  ValidationError,
} from "../../generated/schema.js";
export type { Finding } from "../judge/finding.js";
export type { ApiClient, ApiMiddleware, ApiResult } from "./api-types.js";
export type { CallOptions, CancelResult, SolvClient } from "./client.js";
export {
  type NetworkErrorCode,
  type Outcome,
  SolvAbortedError,
  SolvAuthenticationError,
  SolvConfigurationError,
  SolvContractError,
  SolvError,
  SolvInputError,
  SolvNetworkError,
  SolvNotFoundError,
  SolvPermissionError,
  SolvRateLimitError,
  SolvRedirectError,
  SolvRejectedError,
  SolvServerError,
  SolvTimeoutError,
  SolvValidationError,
  type ValidationIssue,
} from "./errors.js";
export type { ClientHooks, RequestEvent, ResponseEvent } from "./hooks.js";
export type {
  CommonOptions,
  CredentialOptions,
  Environment,
  TargetOptions,
} from "./options.js";
