/** Answers that were made to exhaust their reader end a call with a short error. */
import { expect, test } from "@jest/globals";
import { conclude } from "../../src/client/answer.js";
import type { SolvValidationError } from "../../src/client/errors.js";
import { operations } from "../../src/description/operations.js";
import { bombs } from "../judge/bombs.js";

const SIZE = 100_000;
const operation = operations.cancelExternalBooking;

function errorOf(status: number, text: string, report: boolean) {
  const headers = [["content-type", "application/json"]] as const;
  const response = { status, headers, body: new TextEncoder().encode(text) };
  const answer = conclude(
    response,
    { operation, attempts: 1, earlierAttemptUnknown: false },
    { report },
  );
  return answer.error;
}

test.each(bombs(SIZE))("an answer of %s", (_, status, text) => {
  for (const report of [false, true]) {
    const error = errorOf(status, text, report);
    expect(error?.message.length).toBeLessThan(2_000);
    expect(error?.stack?.length).toBeLessThan(10_000);
    expect(JSON.stringify(error).length).toBeLessThan(60_000);
    expect(JSON.stringify(error)).not.toContain("xxxx");
  }
});

test("issues that are not read are counted", () => {
  const item = { loc: ["body", "service_id"], msg: "m", type: "missing" };
  const text = JSON.stringify({ detail: Array.from({ length: 10_000 }, () => item) });
  const error = errorOf(422, text, false) as SolvValidationError;
  expect(error.issues).toHaveLength(50);
  expect(error.revealMessages()).toHaveLength(50);
  const told = error.message.match(/service_id/g)?.length ?? 0;
  expect(error.message).toContain(` and ${10_000 - told} more.`);
  const ten = JSON.stringify({ detail: Array.from({ length: 10 }, () => item) });
  expect(errorOf(422, ten, false)?.message).not.toContain("more");
});

test("a way of more steps than a reader follows is cut", () => {
  const loc = Array.from({ length: 60 }, () => "service_id");
  const text = JSON.stringify({ detail: [{ loc, msg: "m", type: "missing" }] });
  const error = errorOf(422, text, false) as SolvValidationError;
  expect(error.issues[0]?.loc).toHaveLength(50);
  expect(error.message.match(/service_id/g)).toHaveLength(10);
  expect(error.message).toContain("service_id… (missing)");
});
