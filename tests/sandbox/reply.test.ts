/** What the sandbox answers where an operation documents an answer without a body, or no success. */
import { expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import { bodyOf, success, successExamples } from "../../src/sandbox/reply.js";

const { cancelExternalBooking } = operations;
const answering = (responses: object) => ({ ...cancelExternalBooking, responses });
const empty = answering({ 204: { source: "#", line: 1, headers: [], content: {} } });

test("a documented success without a body is answered without one", () => {
  expect(success(empty as typeof cancelExternalBooking, { sample: 1 })).toEqual({
    status: 204,
    headers: [],
  });
  expect(successExamples(empty as typeof cancelExternalBooking)).toEqual([]);
});

test("a documented success with a body is answered with one", () => {
  expect(success(cancelExternalBooking, { sample: 1 })).toEqual({
    status: 200,
    headers: [["content-type", "application/json"]],
    json: { sample: 1 },
  });
});

test("an operation without a success is told by its name", () => {
  const { 422: refused } = cancelExternalBooking.responses;
  expect(() => success(answering({ 422: refused }) as typeof cancelExternalBooking, {})).toThrow(
    "cancelExternalBooking documents no success.",
  );
});

test("bytes come before JSON, null is JSON, and neither of them is no body", () => {
  const written = (reply: object) =>
    new TextDecoder().decode(bodyOf({ status: 200, headers: [], ...reply }));
  expect(written({ bytes: Buffer.from("sample"), json: 1 })).toBe("sample");
  expect(written({ json: null })).toBe("null");
  expect(written({})).toBe("");
});
