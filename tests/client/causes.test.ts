/** A failure shows what it came from: the code of its cause, or its name, and no value; and which call it was. */
import { describe, expect, jest, test } from "@jest/globals";
import { failureError } from "../../src/client/failure.js";
import { operations } from "../../src/description/operations.js";
import { WireFailure } from "../../src/http/wire.js";
import { createSolvClient, SolvAbortedError, SolvTimeoutError } from "../../src/index.js";
import { bookingId, errorOf, minimalBody, renderings } from "./support.js";

const options = {
  baseUrl: "https://partner-api.example",
  clientId: "sample-client",
  maxRetries: 0,
};

/** What a cancel ends in over a fetch that rejects with this. */
const endingOf = (reason: unknown, id = bookingId) =>
  errorOf(
    createSolvClient({
      ...options,
      accessToken: "sample-token",
      fetch: () => Promise.reject(reason),
    }).cancelExternalBooking(id, minimalBody),
  );
const named = (name: string, code?: string) =>
  Object.assign(new Error("CANARY"), { name, ...(code && { code }) });

describe("the cause of a failure", () => {
  test.each<[string, unknown, string]>([
    [
      "its code",
      named("Error", "ERR_NOCK_NO_MATCH"),
      "fetch failed while sending (other) (ERR_NOCK_NO_MATCH).",
    ],
    [
      "the code of its cause",
      { cause: { code: "UND_ERR_SOCKET" } },
      "fetch failed while sending (other) (UND_ERR_SOCKET).",
    ],
    [
      "its name without a code",
      named("InvalidArgumentError"),
      "fetch failed while sending (other) (InvalidArgumentError).",
    ],
    ["nothing without either", new Error("CANARY"), "fetch failed while sending (other)."],
    [
      "nothing of a code that is no word",
      named("Error", "CANARY 7"),
      "fetch failed while sending (other).",
    ],
    ["nothing of a name that is no word", named("CANARY 7"), "fetch failed while sending (other)."],
    ["nothing of no error", "CANARY", "fetch failed while sending (other)."],
  ])("shows %s", async (_, reason, text) => {
    const error = await endingOf(reason);
    expect(error.message).toBe(`DELETE ${operations.cancelExternalBooking.path}: ${text}`);
    expect(renderings(error)).not.toContain("CANARY");
  });

  test("is kept by name and by code", async () => {
    const { cause } = (await endingOf(named("InvalidArgumentError"))).cause as Error;
    expect(cause).toMatchObject({ name: "InvalidArgumentError" });
    const coded = (await endingOf(named("Error", "ERR_SAMPLE"))).cause as Error;
    expect(coded.cause).toMatchObject({ code: "ERR_SAMPLE" });
  });

  test.each([[named("Error", "BOOKING_0042")], [named("BookingId")]])(
    "that repeats a value of the request is left out: %s",
    async (reason) => {
      const id = reason.name === "Error" ? "booking-0042" : "booking-id";
      const error = await endingOf(reason, id);
      expect(error.message).toMatch(/\(other\)\.$/);
      expect(renderings(error)).not.toMatch(/BOOKING_0042|BookingId/);
    },
  );

  test("is shown whatever the transport", () => {
    const cause = Object.assign(new Error("x"), { code: "ECONNRESET" });
    const failure = new WireFailure("reset", "waiting", {
      message: "The connection was reset.",
      cause,
    });
    const situation = {
      operation: operations.cancelExternalBooking,
      attempts: 1,
      earlierAttemptUnknown: false,
    };
    expect(failureError(failure, situation).message).toMatch(/was reset \(ECONNRESET\)\.$/);
  });
});

describe("a token call that is still under way when the call has to end", () => {
  const hanging = () => new Promise<never>(() => undefined);
  const client = createSolvClient({ ...options, clientSecret: "sample-secret", fetch: hanging });

  test("at its time limit is named", async () => {
    const error = await errorOf(
      client.cancelExternalBooking(bookingId, minimalBody, { timeoutMs: 20 }),
    );
    expect(error).toBeInstanceOf(SolvTimeoutError);
    expect(error).toMatchObject({ operationId: "createAccessToken", outcome: "not_applied" });
    expect(error.message).toBe("POST /v1/auth/token: the time limit was reached while waiting.");
  });

  test("because the caller aborts is named", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const call = errorOf(client.cancelExternalBooking(bookingId, minimalBody, { signal }));
    controller.abort();
    expect(await call).toBeInstanceOf(SolvAbortedError);
    expect(await call).toMatchObject({ operationId: "createAccessToken", outcome: "not_applied" });
  });

  test("is not, where a function of the caller's fetches it", async () => {
    const asked = createSolvClient({
      ...options,
      accessToken: hanging,
      fetch: jest.fn<typeof fetch>(),
    });
    const call = asked.cancelExternalBooking(bookingId, minimalBody, { timeoutMs: 20 });
    expect(await errorOf(call)).toMatchObject({
      operationId: "cancelExternalBooking",
      outcome: "not_applied",
      code: "timeout",
    });
  });
});
