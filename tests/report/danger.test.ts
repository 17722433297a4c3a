/** What a report says of given bookings: by position, what was cancelled and by what leave. */
import { expect, test } from "@jest/globals";
import { dangerOf } from "../../src/report/danger.js";
import type { Result } from "../../src/report/report.js";
import { conforming, result, verified } from "./sample.js";

const at = (booking: number, tier: Result["tier"], parts: Partial<Result> = {}) =>
  result("sample", { booking, tier, ...parts });

const said = (...results: Result[]) => dangerOf({ ...conforming, results });

test("says that nothing was given, or nothing sent", () => {
  expect(dangerOf(conforming)).toBe("Safe tier only: no booking was given.");
  expect(dangerOf(verified)).toBe("Recorded traffic only: nothing was sent.");
});

test.each([
  ["an answered cancel", [at(2, "cancel", { status: 200 })], "Booking 2 cancelled, as allowed."],
  [
    "an invalid request that was accepted",
    [at(3, "booking", { status: 202 }), at(3, "cancel", { status: 200 })],
    "Booking 3 cancelled, or answered as if so, by a request that must be refused. " +
      "Booking 3 cancelled, as allowed.",
  ],
  ["a refusal", [at(1, "booking", { status: 422 })], "Booking 1 not cancelled."],
  ["a redirect", [at(1, "cancel", { status: 302 })], "Booking 1 not cancelled."],
  [
    "no answer",
    [at(4, "cancel", { undecided: "booking 4 may be cancelled: 504 was answered", status: 504 })],
    "Booking 4 may be cancelled.",
  ],
  [
    "a valid request of another operation",
    [result("valid/read", { booking: 6, tier: "booking", status: 200 })],
    "Booking 6 used in valid requests, as allowed. Booking 6 not cancelled.",
  ],
  ["no answer to a harmless request", [at(4, "booking")], "Booking 4 not cancelled."],
  [
    "many",
    [5, 1, 2, 3, 7, 8].map((booking) => at(booking, "cancel", { status: 200 })),
    "Bookings 1 to 3, 5, 7, 8 cancelled, as allowed.",
  ],
])("says what became of a booking: %s", (_, results, sentence) => {
  expect(said(...results)).toBe(sentence);
});
