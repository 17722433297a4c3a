/** How the sandbox reads and validates a request, and what it answers without an example. */
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "@jest/globals";
import type { ValidationFault } from "../../generated/validators.js";
import { operations } from "../../src/description/operations.js";
import { judgeResponse } from "../../src/judge/judge.js";
import type { Call } from "../../src/sandbox/model.js";
import { bodyOf, success, successExamples } from "../../src/sandbox/reply.js";
import { headersOf, pathOf } from "../../src/sandbox/request.js";
import { invalid, problemsOf } from "../../src/sandbox/validation.js";

/** How the sandbox reads a request: its target, and its header fields. */
describe("requests", () => {
  test.each([
    ["/a/b?c=/d?e", "/a/b"],
    ["http://host/a?b", "/a"],
    ["HTTPS://host:1/a", "/a"],
    ["http://host?/a", ""],
    ["/http://host/a", "/http://host/a"],
    ["", ""],
  ])("the path of %s is %s", (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  test("header fields keep their order, their letter case and their repetitions", () => {
    const incoming = new IncomingMessage(new Socket());
    incoming.rawHeaders = ["X-Sample", "1", "host", "sample", "x-sample", "2"];
    expect(headersOf(incoming)).toEqual([
      ["X-Sample", "1"],
      ["host", "sample"],
      ["x-sample", "2"],
    ]);
  });
});

/** How the findings in a body become the details of a 422: their places and their words. */
describe("validation", () => {
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
});

/** What the sandbox answers where an operation documents an answer without a body, or no success. */
describe("replies", () => {
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
});
