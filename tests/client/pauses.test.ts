/** Which failures are worth another attempt, after how long, and what fake timers do to that. */
import { afterAll, afterEach, describe, expect, jest, test } from "@jest/globals";
import nock from "nock";
import {
  type ErrorDetails,
  SolvAbortedError,
  SolvContractError,
  type SolvError,
  SolvInputError,
  SolvNetworkError,
  SolvNotFoundError,
  SolvRateLimitError,
  SolvServerError,
  SolvTimeoutError,
} from "../../src/client/errors.js";
import { pauseBefore } from "../../src/client/retry.js";
import { operations } from "../../src/description/operations.js";
import { retryAfterOf } from "../../src/http/retry-after.js";
import type { HeaderList } from "../../src/http/wire.js";
import { createSolvClient } from "../../src/index.node.js";
import { mockCancelExternalBooking } from "../../src/testing.js";
import { closeAll, errorOf, startClient } from "./support.js";

/** Which failures are worth another attempt and after how long, decided without a server. */
describe("attempts and pauses", () => {
  const cancel = operations.cancelExternalBooking;

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const parts = (change: Partial<ErrorDetails>): ErrorDetails => ({
    text: "sample",
    outcome: "not_applied",
    attempts: 1,
    ...change,
  });
  const limited = (retryAfter?: number) => new SolvRateLimitError({ ...parts({}), retryAfter });
  const network = (code: SolvNetworkError["code"], change: Partial<ErrorDetails> = {}) =>
    new SolvNetworkError({ ...parts(change), code });
  const unknown = { outcome: "unknown" } as const;

  test.each<[string, SolvError, number | undefined, number | undefined]>([
    // The pause by itself, and when calls of unknown outcome may be repeated.
    ["429 without a time", limited(), undefined, undefined],
    ["429 with a time", limited(7), 7000, 7000],
    ["429 for now", limited(0), 0, 0],
    ["no connection", network("refused"), 125, 125],
    ["no address", network("unresolved"), 125, 125],
    ["no connection in time", network("connect_timeout"), 125, 125],
    ["no certificate", network("tls"), undefined, undefined],
    ["a 4xx that was cut", network("truncated", { status: 404 }), undefined, undefined],
    ["a reset", network("reset", unknown), undefined, 125],
    ["a 200 that was cut", network("truncated", { ...unknown, status: 200 }), undefined, 125],
    ["a crash", new SolvServerError(parts({ ...unknown, status: 500 })), undefined, 125],
    [
      "a booking",
      new SolvContractError(parts({ outcome: "applied", status: 200 })),
      undefined,
      undefined,
    ],
    ["no booking", new SolvContractError(parts({ ...unknown, status: 200 })), undefined, 125],
    ["a refusal", new SolvNotFoundError(parts({ status: 404 })), undefined, undefined],
    [
      "a refusal after an attempt of unknown outcome",
      new SolvNotFoundError(parts({ status: 404, earlierAttemptUnknown: true })),
      undefined,
      undefined,
    ],
    [
      "no connection after an attempt of unknown outcome",
      network("refused", { earlierAttemptUnknown: true }),
      undefined,
      125,
    ],
    ["the end of the time", new SolvTimeoutError(parts(unknown)), undefined, undefined],
    ["an abort", new SolvAbortedError(parts(unknown)), undefined, undefined],
    ["an input that does not fit", new SolvInputError(parts({})), undefined, undefined],
  ])("%s", (_, error, pause, pauseIfUnknown) => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    expect(pauseBefore(error, cancel, { retries: 0, retryUnknownOutcome: false })).toBe(pause);
    expect(pauseBefore(error, cancel, { retries: 0, retryUnknownOutcome: true })).toBe(
      pauseIfUnknown,
    );
  });

  test("pauses grow to a limit", () => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    const pauses = [0, 1, 2, 3, 4, 5, 6, 50].map((retries) =>
      pauseBefore(network("refused"), cancel, { retries, retryUnknownOutcome: false }),
    );
    expect(pauses).toEqual([125, 250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  const sent = "Mon, 19 May 2031 17:00:00 GMT";
  const later = "Mon, 19 May 2031 17:00:07 GMT";

  test.each<[string | undefined, number | undefined, string | undefined]>([
    [undefined, undefined, undefined],
    ["", undefined, undefined],
    ["0", 0, undefined],
    [" 7\t", 7, undefined],
    ["9999999999", 9_999_999_999, undefined],
    ["99999999999", undefined, undefined],
    ["-5", undefined, undefined],
    ["1.5", undefined, undefined],
    ["7 s", undefined, undefined],
    ["in 7", undefined, undefined],
    ["soon", undefined, undefined],
    ["Soon", undefined, undefined],
    [later, 7, sent],
    [` ${later} `, 7, sent],
    [sent, 0, later],
    // The clock of this machine stands half a second before the date of the answer.
    [later, 8, undefined],
    [later, 8, "today"],
    ["19 May 2031 17:00:07 GMT", undefined, sent],
    ["Mo, 19 May 2031 17:00:07 GMT", undefined, sent],
    ["mon, 19 May 2031 17:00:07 GMT", undefined, sent],
    ["2031-05-19T17:00:07Z", undefined, sent],
  ])("Retry-After %j is %s seconds", (value, seconds, date) => {
    jest.spyOn(Date, "now").mockReturnValue(Date.parse(sent) - 500);
    const headers: HeaderList = [
      ...(value === undefined ? [] : [["Retry-After", value] as const]),
      ...(date === undefined ? [] : [["Date", date] as const]),
    ];
    expect(retryAfterOf(headers)).toBe(seconds);
  });
});

/** Under fake timers a call ends as it does without: its limits and pauses stand still, its end does not. */
describe("fake timers", () => {
  afterEach(async () => {
    jest.useRealTimers();
    await closeAll();
  });
  // It stands in for `node:http`, which the next test files of this worker share.
  afterAll(() => nock.restore());

  type Fakes = Parameters<typeof jest.useFakeTimers>[0];
  const withoutTurns = ["nextTick", "setImmediate", "queueMicrotask"] as const;
  const KINDS: [string, Fakes][] = [
    ["jest's default", {}],
    ["jest's default without its turns", { doNotFake: [...withoutTurns] }],
  ];

  test.each(KINDS)("over a socket, with %s", async (_, fakes) => {
    const { cancel } = await startClient({}, { credential: "secret" });
    jest.useFakeTimers(fakes);
    expect(await cancel()).toMatchObject({ attempts: 1 });
    expect(await cancel()).toMatchObject({ attempts: 1 });
    expect(jest.getTimerCount()).toBe(0);
  });

  test("over nock, which itself needs turns of the loop", async () => {
    const scope = mockCancelExternalBooking({ nock });
    const client = createSolvClient({
      environment: "production",
      clientId: "sample-client",
      accessToken: "sample-token",
    });
    jest.useFakeTimers({ doNotFake: [...withoutTurns] });
    const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
    expect(await client.cancelExternalBooking("ehr-booking-0001", body)).toHaveProperty("id");
    scope.done();
    client.close();
  });

  test("a time limit is reached when the test says so", async () => {
    const { cancel } = await startClient({ faults: ["never-answers"] }, { timeoutMs: 30_000 });
    jest.useFakeTimers(KINDS[1]?.[1]);
    const failed = errorOf(cancel());
    await jest.advanceTimersByTimeAsync(30_000);
    expect(await failed).toMatchObject({ code: "timeout" });
  });
});
