/** How the findings in a body become the details of a 422: their places and their words. */
import { expect, test } from "@jest/globals";
import type { ValidationFault } from "../../generated/validators.js";
import { operations } from "../../src/description/operations.js";
import { judgeResponse } from "../../src/judge/judge.js";
import type { Call } from "../../src/sandbox/model.js";
import { bodyOf } from "../../src/sandbox/reply.js";
import { invalid, problemsOf } from "../../src/sandbox/validation.js";

/** The refusal of a body in which a validator notes these faults. */
function refusalOf(value: unknown, faults: readonly Partial<ValidationFault>[]) {
  const validate = Object.assign(() => false, {
    errors: faults.map((fault) => ({ schemaPath: "#", params: {}, keyword: "", ...fault })),
  });
  const content = { "application/json": { schema: "#", validate } };
  const operation = {
    ...operations.cancelExternalBooking,
    parameters: [],
    requestBody: { required: true, source: "#", line: 1, content },
  } as unknown as Call["operation"];
  const reply = invalid(
    problemsOf({
      operation,
      method: "DELETE",
      target: "/",
      parameters: {},
      headers: [["content-type", "application/json"]],
      body: Buffer.from(JSON.stringify(value)),
    }),
  );
  const answer = { ...reply, body: bodyOf(reply) };
  expect(judgeResponse(operations.cancelExternalBooking, answer)).toEqual([]);
  return (reply.json as { detail: unknown }).detail;
}

const wrong = (instancePath: string, type: string) => ({
  instancePath,
  keyword: "type",
  params: { type },
});

test("a position in an array is a number, and a property that looks like one is not", () => {
  const faults = [wrong("/items/1", "string"), wrong("/map/1", "integer")];
  expect(refusalOf({ items: ["a", 1], map: { "1": "b" } }, faults)).toEqual([
    expect.objectContaining({ loc: ["body", "items", 1], type: "type_error.str" }),
    expect.objectContaining({ loc: ["body", "map", "1"], type: "type_error.integer" }),
  ]);
});

test("the escapes of a JSON pointer are undone", () => {
  expect(refusalOf({ "a/b~c": 1 }, [wrong("/a~1b~0c", "boolean")])).toEqual([
    expect.objectContaining({ loc: ["body", "a/b~c"], type: "type_error.bool" }),
  ]);
});

test("one place is named once, by the union rather than by its branches", () => {
  const union = { instancePath: "/a", keyword: "anyOf" };
  expect(refusalOf({ a: 1 }, [wrong("/a", "string"), wrong("/a", "array"), union])).toEqual([
    expect.objectContaining({ loc: ["body", "a"], type: "value_error.anyOf" }),
  ]);
});

test("null has words of its own", () => {
  expect(refusalOf({ a: null }, [wrong("/a", "string")])).toEqual([
    expect.objectContaining({ loc: ["body", "a"], type: "type_error.none" }),
  ]);
});
