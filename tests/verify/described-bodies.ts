/** Adds schemas to the description that it does not have yet. Import it before `src/`. */
import { jest } from "@jest/globals";

jest.mock("../../generated/openapi.json", () => {
  const string = { type: "string" };
  const format = { type: "string", format: "date" };
  return {
    ...(jest.requireActual("../../generated/openapi.json") as object),
    sample: {
      kinds: {
        nothing: {},
        properties: { properties: { a: string }, required: ["a"] },
        items: { type: "array", items: string },
        anyOf: { anyOf: [string] },
        oneOf: { oneOf: [string] },
        allOf: { allOf: [string] },
        reference: { properties: { a: { $ref: "#/sample/kinds/allOf" } } },
        words: { title: "a", description: "a", examples: ["a"], default: "a" },
        marks: { deprecated: true, readOnly: true, writeOnly: true },
        tree: { items: { properties: { a: { $ref: "#/sample/kinds/tree" } } } },
      },
      values: {
        format,
        properties: { properties: { a: string, b: format } },
        items: { items: format },
        anyOf: { anyOf: [string, format] },
        oneOf: { oneOf: [string, format] },
        allOf: { allOf: [string, format] },
        reference: { properties: { a: { $ref: "#/sample/values/format" } } },
        tree: { items: { anyOf: [{ $ref: "#/sample/values/tree" }, { maxLength: 1 }] } },
      },
    },
  };
});
