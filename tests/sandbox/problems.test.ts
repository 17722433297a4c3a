/** Which parameters and bodies the sandbox finds wrong, and the words of each, to the last one. */
import { expect, test } from "@jest/globals";
import { type DescribedParameter, operations } from "../../src/description/operations.js";
import type { Call, Problem } from "../../src/sandbox/model.js";
import { invalid, problemsOf } from "../../src/sandbox/validation.js";
import { parameter, validator } from "../description/parameter.js";

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

type Place = "header" | "path" | "query" | "cookie";

/** What is found about one parameter, as its expectation, or nothing. */
function found(place: Place, described: Partial<DescribedParameter>, ...given: string[]) {
  const name = "sample_Name";
  const { requestBody: _, ...operation } = cancel;
  const parameters = [parameter(name, { in: place, ...described })];
  const isHeader = place === "header" || place === "cookie";
  const problems = problemsOf(
    call({
      operation: { ...operation, parameters },
      target: place === "query" ? `/a?${given.map((text) => `${name}=${text}`).join("&")}` : "/a",
      headers: isHeader ? given.map((text) => ["Sample_name", text]) : [],
      parameters: place === "path" && given.length > 0 ? { [name]: given[0] } : {},
    }),
  );
  for (const { kind, loc } of problems) {
    expect([kind, loc.slice(0, 2)]).toEqual(["parameter", [place, name]]);
  }
  return problems.map(({ expected, loc }) => [expected, ...loc.slice(2)].join(" "));
}

const ofType = (type: string) => ({
  kinds: [type],
  validate: validator((value) =>
    type === "integer" ? Number.isInteger(value) : typeof value === type,
  ),
});

const places: readonly Place[] = ["path", "query", "header"];

test.each(places)("a parameter in the %s is read there", (place) => {
  expect(found(place, {}, "any")).toEqual([]);
  expect(found(place, {})).toEqual(["required"]);
  expect(found(place, { required: false })).toEqual([]);
  expect(found(place, ofType("integer"), "x")).toEqual(["integer"]);
  expect(found(place, { validate: validator(() => false, "maximum") }, "7")).toEqual(["maximum"]);
});

test("a cookie is not looked for, in a header of its name either", () => {
  expect(found("cookie", ofType("integer"), "x")).toEqual([]);
});

test.each([
  ["integer", ["0", "-7", "12"], ["1.5", "a1", "1a", "--1", "007"]],
  ["number", ["0", "-1.5", "1e3"], ["a", "Infinity"]],
  ["boolean", ["true", "false"], ["True", "xtrue", "falsex", "1"]],
  ["string", ["1", "true"], []],
])("%s is written so, and not otherwise", (type, good, bad) => {
  for (const given of good) expect([given, ...found("path", ofType(type), given)]).toEqual([given]);
  for (const given of bad) {
    // The validator of this test knows one type for its fault.
    expect([given, ...found("path", ofType(type), given)]).toEqual([given, "integer"]);
  }
});

test("what cannot be read is told, but a path that cannot be decoded names nothing", () => {
  expect(found("query", {}, "%E4")).toEqual(["encoding"]);
  expect(found("query", {}, "a", "b")).toEqual(["repeated"]);
  expect(found("path", {}, "%E4")).toEqual([]);
  expect(found("path", {}, "")).toEqual(["empty"]);
});

test("an item of a list is named by its number, and a list may be repeated", () => {
  const validate: DescribedParameter["validate"] = (value) => {
    validate.errors = [];
    for (const [index, item] of (value as unknown[]).entries()) {
      if (Number.isInteger(item)) continue;
      const pointer = `/${index}`;
      const fault = { keyword: "type", params: { type: "integer" }, found: "string" };
      validate.errors.push({ instancePath: pointer, schemaPath: "#", pointer, ...fault });
    }
    return validate.errors.length === 0;
  };
  const list = { kinds: ["array"], items: ["integer"], validate };
  expect(found("query", list, "1", "2")).toEqual([]);
  expect(found("query", list, "1", "x", "y")).toEqual(["integer 1", "integer 2"]);
  expect(found("header", list, "1,x")).toEqual(["integer 1"]);
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
    { kind: "parameter", loc: ["query", "a"], expected: "repeated" },
    { kind: "parameter", loc: ["query", "a"], expected: "encoding" },
    { kind: "parameter", loc: ["query", "a", 1], expected: "integer" },
  ];
  const { json: answer, ...reply } = invalid(kinds);
  expect(reply).toEqual({ status: 422, headers: [["content-type", "application/json"]] });
  expect((answer as { detail: object[] }).detail).toEqual([
    { loc: ["body"], msg: "field required", type: "value_error.missing" },
    { loc: ["body"], msg: "the body is not JSON", type: "value_error.jsondecode" },
    { loc: ["body", "a"], msg: "null is not allowed", type: "type_error.none" },
    { loc: ["body", "a"], msg: "the type integer is expected", type: "type_error.integer" },
    { loc: ["body", "a"], msg: "maxLength is not met", type: "value_error.maxLength" },
    { loc: ["query", "a"], msg: "one is expected", type: "value_error.list" },
    {
      loc: ["query", "a"],
      msg: "percent-encoded UTF-8 is expected",
      type: "value_error.encoding",
    },
    { loc: ["query", "a", 1], msg: "the type integer is expected", type: "type_error.integer" },
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
