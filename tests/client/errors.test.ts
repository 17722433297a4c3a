/** What every class of error says of a call, what none of them shows, and that nothing else leaves a call. */
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
import { createSolvClient } from "../../src/index.node.js";
import { finding } from "../../src/judge/finding.js";
import { booking, bookingId, errorOf, minimalBody, renderings } from "./support.js";

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

const path = "/v1/partner/external_bookings/{external_booking_id}";
const init = { params: { path: { external_booking_id: bookingId } }, body: minimalBody };
const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
const done = async () => Response.json(booking);

describe("nothing but a SolvError leaves a call of client.api", () => {
  const client = () => createSolvClient({ ...options, fetch: done });

  test.each<[string, object]>([
    ["a header value with a line break", { headers: { "x-sample": "CANARY\r\nx: y" } }],
    ["a header value outside of Latin-1", { headers: { "x-sample": "CANARY€" } }],
    ["a header name with a space", { headers: { "x sample": "CANARY" } }],
    ["a method of fetch's that there is not", { mode: "CANARY" }],
    [
      "a parameter that throws",
      {
        params: Object.defineProperty({}, "path", {
          enumerable: true,
          get: () => Promise.reject.call(undefined),
        }),
      },
    ],
    ["a body serializer that throws", { bodySerializer: () => Promise.reject.call(undefined) }],
  ])("%s", async (_, more) => {
    const error = await errorOf(client().api.DELETE(path, { ...init, ...more }));
    expect(error).toBeInstanceOf(SolvInputError);
    expect(error).toMatchObject({ outcome: "not_applied", attempts: 0 });
    expect(renderings(error)).not.toContain("CANARY");
  });

  test("what a middleware throws before anything was sent", async () => {
    const { api } = client();
    api.use({
      onRequest: () => {
        throw new TypeError("CANARY");
      },
    });
    const error = await errorOf(api.DELETE(path, init));
    expect(error).toMatchObject({ code: "invalid_input", outcome: "not_applied", attempts: 0 });
    expect(error.operationId).toBe("cancelExternalBooking");
    expect(renderings(error)).not.toContain("CANARY");
  });

  test.each([
    [200, booking, "applied"],
    [404, {}, "not_applied"],
    [500, {}, "unknown"],
  ])(
    "what a middleware throws after a %i keeps what is known of the booking",
    async (status, body, outcome) => {
      const { api } = createSolvClient({
        ...options,
        fetch: async () => Response.json(body, { status }),
      });
      api.use({
        onResponse: () => {
          throw new TypeError("CANARY");
        },
      });
      const error = await errorOf(api.DELETE(path, init));
      expect(error).toMatchObject({ code: "configuration", outcome, status, attempts: 1 });
      expect(renderings(error)).not.toContain("CANARY");
    },
  );

  test("what a middleware makes of a failure keeps it too", async () => {
    const { api } = createSolvClient({
      ...options,
      maxRetries: 0,
      fetch: () => Promise.reject(new TypeError("sample")),
    });
    api.use({ onError: () => new TypeError("CANARY") } as object);
    const error = await errorOf(api.DELETE(path, init));
    expect(error).toMatchObject({ code: "configuration", outcome: "unknown", attempts: 1 });
  });
});

describe("a signal that fails", () => {
  const calls = (signal: object) => {
    const client = createSolvClient({ ...options, fetch: done });
    const given = signal as AbortSignal;
    return [
      () => client.cancelExternalBooking(bookingId, minimalBody, { signal: given }),
      () => client.api.DELETE(path, { ...init, signal: given }),
    ];
  };
  const throws = () => Promise.reject.call(undefined) as never;

  test.each<[string, object]>([
    ["by its listeners", { aborted: false, addEventListener: throws, removeEventListener: throws }],
    [
      "by its state",
      {
        get aborted() {
          return throws();
        },
        addEventListener: () => {},
        removeEventListener: () => {},
      },
    ],
    ["by being none", { aborted: false }],
  ])("%s ends the call with a SolvError", async (_, signal) => {
    for (const way of calls(signal)) await errorOf(way());
  });
});
