/** What is known after each way in which a call fails, and whether repeating it can help. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Situation } from "../../src/client/answer.js";
import { PASSES, type SolvErrorCode } from "../../src/client/codes.js";
import { endedError, failureError } from "../../src/client/failure.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { WireFailure, type WireFailureKind } from "../../src/http/wire.js";
import {
  createSolvClient,
  type ErrorDetails,
  SolvAbortedError,
  type SolvError,
  SolvNetworkError,
  SolvServerError,
  SolvTimeoutError,
} from "../../src/index.js";
import { bookingId, errorOf, minimalBody } from "./support.js";

/** What is known about the booking after each way in which a call can fail. */
describe("outcomes", () => {
  const cancel: Operation = operations.cancelExternalBooking;
  const place = "DELETE /v1/partner/external_bookings/{external_booking_id}: ";

  describe("the outcome", () => {
    test.each<[ErrorDetails["outcome"], boolean, string, string]>([
      // What the call says by itself, and what it is for the cancel and for the token call.
      ["not_applied", false, "not_applied", "not_applied"],
      ["unknown", false, "unknown", "not_applied"],
      ["applied", false, "applied", "not_applied"],
      ["not_applied", true, "unknown", "unknown"],
      ["unknown", true, "unknown", "unknown"],
      ["applied", true, "applied", "unknown"],
    ])("%s, and whether an earlier attempt is unknown: %s", (outcome, earlier, own, token) => {
      const of = (operation: Operation | undefined) =>
        new SolvServerError({ text: "", outcome, operation, earlierAttemptUnknown: earlier })
          .outcome;
      expect(of(cancel)).toBe(own);
      expect(of(undefined)).toBe(own);
      expect(of(operations.createAccessToken)).toBe(token);
      const alternatives = [...operations.createAccessToken.security, ...cancel.security];
      expect(of({ ...cancel, security: alternatives })).toBe(own);
      expect(of({ ...cancel, security: [] })).toBe(token);
    });
  });

  describe("a failure on the wire", () => {
    const situation: Situation = { operation: cancel, attempts: 2, earlierAttemptUnknown: false };
    const common = { operationId: cancel.id, attempts: 2, earlierAttemptUnknown: false };

    test.each<[WireFailureKind, boolean, number | undefined, string, string, string]>([
      ["refused", false, undefined, "SolvNetworkError", "refused", "not_applied"],
      ["reset", true, undefined, "SolvNetworkError", "reset", "unknown"],
      ["truncated", true, 200, "SolvNetworkError", "truncated", "unknown"],
      ["truncated", true, 404, "SolvNetworkError", "truncated", "not_applied"],
      ["other", true, undefined, "SolvNetworkError", "network", "unknown"],
      ["timeout", true, undefined, "SolvTimeoutError", "timeout", "unknown"],
      ["timeout", false, undefined, "SolvTimeoutError", "timeout", "not_applied"],
      ["aborted", true, 404, "SolvAbortedError", "aborted", "not_applied"],
      ["aborted", true, 200, "SolvAbortedError", "aborted", "unknown"],
    ])("%s, written: %s, status: %s", (kind, written, status, name, code, outcome) => {
      const phase = written ? "reading" : "connecting";
      const failure = new WireFailure(kind, phase, { message: "the sample failed.", status });
      const error = failureError(failure, situation);
      expect(error).toMatchObject({ ...common, name, code, outcome, status });
      const texts: Readonly<Record<string, string>> = {
        timeout: `the time limit was reached while ${phase}.`,
        aborted: `the caller aborted it while ${phase}.`,
      };
      expect(error.message).toBe(place + (texts[code] ?? "the sample failed."));
      expect(error.cause).toBe(code in texts ? undefined : failure);
      const doubted = failureError(failure, { ...situation, earlierAttemptUnknown: true });
      expect(doubted).toMatchObject({ code, outcome: "unknown", earlierAttemptUnknown: true });
    });

    test("of a foreign transport is not quoted", () => {
      for (const failure of [new TypeError("CANARY"), "CANARY", undefined]) {
        const error = failureError(failure, situation);
        expect(error).toMatchObject({ ...common, code: "network", outcome: "unknown" });
        expect(error.message).toBe(`${place}the transport failed.`);
        expect("cause" in error).toBe(false);
        expect(error.status).toBeUndefined();
      }
    });

    test("is none when the call ended between its attempts", () => {
      expect(endedError("timeout", situation)).toMatchObject({
        ...common,
        name: "SolvTimeoutError",
        outcome: "not_applied",
        status: undefined,
        message: `${place}the time limit was reached while waiting.`,
      });
      expect(endedError("aborted", situation)).toMatchObject({
        ...common,
        name: "SolvAbortedError",
        outcome: "not_applied",
        message: `${place}the caller aborted it while waiting.`,
      });
    });
  });
});

/** Whether repeating a call later can help and cannot cancel twice: for every code, and as the client's page has it. */
describe("retryable", () => {
  const codes = Object.keys(PASSES) as SolvErrorCode[];
  const given = (outcome: SolvError["outcome"]) => ({ text: "sample.", outcome });

  /** The rows of the page's table of errors: the codes, and whether repeating can help. */
  const rows = readFileSync(join(__dirname, "../../src/client/README.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(({ length }) => length === 7);

  test.each(codes)("%s is in one row of the page, with whether it passes", (code) => {
    const found = rows.filter(([, , named = ""]) => named.includes(`\`${code}\``));
    expect(found.map(([, , , , , retryable]) => retryable !== "no")).toEqual([PASSES[code]]);
  });

  describe("an error", () => {
    test.each<[SolvError, boolean]>([
      [new SolvNetworkError({ ...given("not_applied"), code: "refused" }), true],
      [new SolvNetworkError({ ...given("not_applied"), code: "tls" }), false],
      [new SolvNetworkError({ ...given("unknown"), code: "reset" }), false],
      [new SolvTimeoutError(given("not_applied")), true],
      [new SolvTimeoutError(given("unknown")), false],
      [new SolvAbortedError(given("not_applied")), false],
      [new SolvServerError(given("unknown")), false],
      // An earlier attempt may have been the one that worked.
      [new SolvTimeoutError({ ...given("not_applied"), earlierAttemptUnknown: true }), false],
    ])("%s: %s", (error, retryable) => {
      expect(error.retryable).toBe(retryable);
      expect(error.toJSON()).toMatchObject({ retryable });
    });
  });

  test.each<[number, boolean]>([
    [401, false],
    [422, false],
    [500, true],
    [503, true],
    [302, false],
  ])(
    "a token call that ends with %i is about the call that needs the token",
    async (status, retryable) => {
      const client = createSolvClient({
        baseUrl: "https://partner-api.example",
        clientId: "c",
        clientSecret: "s",
        maxRetries: 0,
        fetch: async () => Response.json({}, { status }),
      });
      const error = await errorOf(client.cancelExternalBooking(bookingId, minimalBody));
      expect(error).toMatchObject({ operationId: "createAccessToken", retryable });
    },
  );
});
