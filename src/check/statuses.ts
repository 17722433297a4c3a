/** Tells what a status says: a success, a refusal, wrong input, a failure of the server. */
import { type Operation, responseFor } from "../description/operations.js";

/** Statuses that say that the input is wrong. Others, such as 404, are about something else, documented or not. */
const VALIDATION_STATUSES = [400, 422];

/** What an invalid request is refused with: as documented, or in either way where neither is. */
export function documentedRefusals({ operation }: { readonly operation: Operation }): number[] {
  const documented = VALIDATION_STATUSES.filter((status) => responseFor(operation, status));
  return documented.length > 0 ? documented : VALIDATION_STATUSES;
}

/** Whether a status says that the input is wrong, or its media type (RFC 9110 §15.5.16). */
export function isValidationRefusal(status: number): boolean {
  return VALIDATION_STATUSES.includes(status) || status === 415;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

export function isServerError(status: number): boolean {
  return status >= 500;
}
