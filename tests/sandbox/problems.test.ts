/** Which parameters and bodies the sandbox finds wrong, and the words of each, to the last one. */
import { expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import type { Call, Problem } from "../../src/sandbox/model.js";
import { invalid, problemsOf } from "../../src/sandbox/validation.js";

const { cancelExternalBooking: cancel, createAccessToken } = operations;
const call = (parts: object): Call => ({
  operation: createAccessToken,
  method: "POST",
  target: "/",
  parameters: {},
  headers: [],
  body: new Uint8Array(),
  ...parts,
});

/** What is found about one parameter, as its expectation, or nothing. */
function found(place: string, type: string, given: string | undefined, required = true) {
  const parameter = { name: "sample_Name", in: place, required, type, source: "#", line: 1 };
  const { requestBody: _, ...operation } = { ...cancel, parameters: [parameter] };
  const problems = problemsOf(
    call({
      operation,
      target: place === "query" && given !== undefined ? `/a?sample_Name=${given}` : "/a",
      headers: /header|cookie/.test(place) && given !== undefined ? [["Sample_name", given]] : [],
      parameters: place === "path" && given !== undefined ? { sample_Name: given } : {},
    }),
  );
  for (const { kind, loc } of problems) {
    expect([kind, loc]).toEqual(["parameter", [place, "sample_Name"]]);
  }
  return problems.map(({ expected }) => expected);
}

test.each(["path", "query", "header"])("a parameter in the %s is read there", (place) => {
  expect(found(place, "string", "any")).toEqual([]);
  expect(found(place, "string", undefined)).toEqual(["required"]);
  expect(found(place, "string", undefined, false)).toEqual([]);
  expect(found(place, "integer", "x")).toEqual(["integer"]);
});

test("a cookie is not looked for, in a header of its name either", () => {
  expect(found("cookie", "integer", "x")).toEqual([]);
});

test.each([
  ["integer", ["0", "-7", "12"], ["", "1.5", "a1", "1a", "--1"]],
  ["number", ["0", "-1.5", "1e3"], ["a", "Infinity"]],
  ["boolean", ["true", "false"], ["", "True", "xtrue", "falsex", "1"]],
  ["string", ["", "1", "true"], []],
])("%s is written so, and not otherwise", (type, good, bad) => {
  for (const given of good) expect([given, ...found("path", type, given)]).toEqual([given]);
  for (const given of bad) expect([given, ...found("path", type, given)]).toEqual([given, type]);
});

const json = [["Content-Type", "application/json"]];
const bytes = (text: string) => new TextEncoder().encode(text);

test.each<[string, object, object]>([
  ["no body", { headers: json }, { kind: "no_body", loc: ["body"], expected: "required" }],
  [
    "another media type",
    { headers: [["Content-Type", "text/plain"]], body: bytes("{}") },
    { kind: "media_type", loc: ["body"], expected: "object" },
  ],
  [
    "no JSON",
    { headers: json, body: bytes("{") },
    { kind: "syntax", loc: ["body"], expected: "json" },
  ],
  [
    "null",
    { headers: json, body: bytes("null") },
    { kind: "null", loc: ["body"], expected: "object" },
  ],
  [
    "a list",
    { headers: json, body: bytes("[]") },
    { kind: "type", loc: ["body"], expected: "object" },
  ],
])("a body is wrong as a whole: %s", (_, parts, problem) => {
  expect(problemsOf(call(parts))).toEqual([problem]);
});

test("each property of a body is wrong by itself", () => {
  const { requestBody: _, ...operation } = cancel;
  const validate = Object.assign(() => false, {
    errors: [
      { instancePath: "", keyword: "required", params: { missingProperty: "a" } },
      { instancePath: "/b", keyword: "maxLength", params: { limit: 1 } },
    ],
  });
  const content = { "application/json": { schema: "#", validate } };
  const described = { ...operation, parameters: [], requestBody: { required: true, content } };
  expect(
    problemsOf(call({ operation: described, headers: json, body: bytes('{"b":"xx"}') })),
  ).toEqual([
    { kind: "missing", loc: ["body", "a"], expected: "required" },
    { kind: "other", loc: ["body", "b"], expected: "maxLength" },
  ]);
});

test("a body that is not required, or not described, may be absent", () => {
  const { requestBody, ...without } = createAccessToken;
  const optional = { ...without, requestBody: { ...requestBody, required: false } };
  expect(problemsOf(call({ operation: optional }))).toEqual([]);
  expect(problemsOf(call({ operation: without, body: bytes("x") }))).toEqual([]);
});

test("each kind has its words", () => {
  const kinds: Problem[] = [
    { kind: "no_body", loc: ["body"], expected: "required" },
    { kind: "syntax", loc: ["body"], expected: "json" },
    { kind: "null", loc: ["body", "a"], expected: "string" },
    { kind: "type", loc: ["body", "a"], expected: "integer" },
    { kind: "other", loc: ["body", "a"], expected: "maxLength" },
  ];
  const { json: answer, ...reply } = invalid(kinds);
  expect(reply).toEqual({ status: 422, headers: [["content-type", "application/json"]] });
  expect((answer as { detail: object[] }).detail).toEqual([
    { loc: ["body"], msg: "field required", type: "value_error.missing" },
    { loc: ["body"], msg: "the body is not JSON", type: "value_error.jsondecode" },
    { loc: ["body", "a"], msg: "null is not allowed", type: "type_error.none" },
    { loc: ["body", "a"], msg: "the type integer is expected", type: "type_error.integer" },
    { loc: ["body", "a"], msg: "maxLength is not met", type: "value_error.maxLength" },
  ]);
});

test.each([
  ["string", "str"],
  ["integer", "integer"],
  ["number", "float"],
  ["boolean", "bool"],
  ["object", "dict"],
  ["array", "list"],
])("a wrong type is named as FastAPI names it: %s", (expected, word) => {
  const { json: answer } = invalid([{ kind: "type", loc: ["body"], expected }]);
  expect(answer).toEqual({
    detail: [
      { loc: ["body"], msg: `the type ${expected} is expected`, type: `type_error.${word}` },
    ],
  });
});
