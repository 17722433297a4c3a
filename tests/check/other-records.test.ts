/** Operations that act on something else than a booking are never sent a booking's id. */
import { expect, test } from "@jest/globals";
import "./described-location.js";
import { planProbes } from "../../src/check/plan.js";

const tiersOf = (operationId: string) => [
  ...new Set(
    planProbes()
      .filter(({ operation }) => `${operation.id}` === operationId)
      .map(({ tier }) => tier),
  ),
];

test("only an operation whose path names a booking, and nothing else, is tried with one", () => {
  expect(tiersOf("sampleBooking")).toEqual(["safe", "booking"]);
  expect(tiersOf("sampleLocation")).toEqual(["safe"]);
  expect(tiersOf("sampleBoth")).toEqual(["safe"]);
});
