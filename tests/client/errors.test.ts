/** What every class of error says of a call, and what none of them shows. */
import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import {
  type ErrorDetails,
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
} from "../../src/client/errors.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { finding } from "../../src/judge/finding.js";

const cancel: Operation = operations.cancelExternalBooking;
const place = "DELETE /v1/partner/external_bookings/{external_booking_id}: ";
const doubt = " An earlier attempt may have been the one that worked.";
const details: ErrorDetails = { text: "sample.", outcome: "not_applied" };
const response = { status: 200, headers: [], body: new TextEncoder().encode("CANARY") };

describe("every error", () => {
  test.each<[string, string, new (details: ErrorDetails) => SolvError]>([
    ["SolvConfigurationError", "configuration", SolvConfigurationError],
    ["SolvInputError", "invalid_input", SolvInputError],
    ["SolvAuthenticationError", "authentication", SolvAuthenticationError],
    ["SolvPermissionError", "permission", SolvPermissionError],
    ["SolvNotFoundError", "not_found", SolvNotFoundError],
    ["SolvRejectedError", "rejected", SolvRejectedError],
    ["SolvServerError", "server", SolvServerError],
    ["SolvRedirectError", "redirect", SolvRedirectError],
    ["SolvContractError", "contract_violation", SolvContractError],
    ["SolvTimeoutError", "timeout", SolvTimeoutError],
    ["SolvAbortedError", "aborted", SolvAbortedError],
  ])("%s has the code %s", (name, code, type) => {
    const error = new type(details);
    expect(error).toBeInstanceOf(SolvError);
    expect({ name: error.name, code: error.code }).toEqual({ name, code });
    expect(error.stack).toContain(`${name}: sample.`);
    // Not the object's own, or loggers would show it twice.
    expect(Object.hasOwn(error, "name")).toBe(false);
  });

  test("with more to say says it", () => {
    const limited = new SolvRateLimitError({ ...details, retryAfter: 7 });
    expect(limited).toMatchObject({
      name: "SolvRateLimitError",
      code: "rate_limit",
      retryAfter: 7,
    });
    const network = new SolvNetworkError({ ...details, code: "tls" });
    expect(network).toMatchObject({ name: "SolvNetworkError", code: "tls" });
    const issues = [{ loc: ["body"], type: "missing" }];
    const invalid = new SolvValidationError({ ...details, issues, messages: ["CANARY"] });
    expect(invalid).toMatchObject({ name: "SolvValidationError", code: "validation", issues });
    expect(invalid.revealMessages()).toEqual(["CANARY"]);
    expect(inspect(invalid, { showHidden: true }) + JSON.stringify(invalid)).not.toContain(
      "CANARY",
    );
    const source = {
      severity: "error",
      check: "request_conformance",
      source: "#",
      line: 1,
    } as const;
    const found = finding({
      ...source,
      operationId: cancel.id,
      pointer: "/a",
      documented: "b",
      received: "c",
    });
    for (const type of [SolvInputError, SolvContractError]) {
      expect(new type({ ...details, findings: [found] }).findings).toEqual([found]);
      expect(new type(details).findings).toEqual([]);
    }
  });

  test("has its parts in JSON, without what is undefined in it", () => {
    const error = new SolvServerError({
      text: "sample.",
      outcome: "unknown",
      operation: cancel,
      attempts: 2,
      earlierAttemptUnknown: true,
      response,
      requestId: "sample-1",
      cause: "CANARY",
    });
    expect(error.toJSON()).toEqual({
      name: "SolvServerError",
      message: `${place}sample.${doubt}`,
      code: "server",
      retryable: false,
      outcome: "unknown",
      operationId: cancel.id,
      attempts: 2,
      earlierAttemptUnknown: true,
      status: 200,
      requestId: "sample-1",
    });
    expect(error.cause).toBe("CANARY");
    expect(error.revealResponse()).toBe(response);
    expect(inspect({ ...error }, { showHidden: true, depth: null })).not.toContain("CANARY");
  });

  test("has defaults, and no cause that is undefined", () => {
    const error = new SolvConfigurationError(details);
    expect(error.toJSON()).toEqual({
      name: "SolvConfigurationError",
      message: "sample.",
      code: "configuration",
      retryable: false,
      outcome: "not_applied",
      operationId: undefined,
      attempts: 0,
      earlierAttemptUnknown: false,
      status: undefined,
      requestId: undefined,
    });
    expect("cause" in error).toBe(false);
    expect(error.revealResponse()).toBeUndefined();
    expect(new SolvServerError({ ...details, response, status: 404 }).status).toBe(404);
  });
});
