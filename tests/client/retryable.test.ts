/** Whether repeating a call later can help and cannot cancel twice: for every code, and as the client's page has it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { PASSES, type SolvErrorCode } from "../../src/client/codes.js";
import {
  createSolvClient,
  SolvAbortedError,
  type SolvError,
  SolvNetworkError,
  SolvServerError,
  SolvTimeoutError,
} from "../../src/index.js";
import { bookingId, errorOf, minimalBody } from "./support.js";

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
