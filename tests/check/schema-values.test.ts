/** Values that are invented for a schema, and the formats of texts. */
import { expect, test } from "@jest/globals";
import { candidatesOf, keepsFormats } from "../../src/check/schema-values.js";
import type { Schema } from "../../src/description/document.js";

test.each<[string, string[], string[]]>([
  ["date", ["2031-05-20"], ["", "text", "2031-02-30", "2031-05-20T00:00:00Z"]],
  [
    "date-time",
    ["2031-05-20T16:30:00Z", "2031-05-20t16:30:00.5+02:00"],
    ["2031-05-20", "2031-05-20T25:00:00Z"],
  ],
  ["uuid", ["00000000-0000-4000-8000-000000000000"], ["0", "text"]],
  ["email", ["jane.sample@example.com"], ["jane", "a b@example.com", ""]],
  ["uri", ["https://example.com/a"], ["example.com", "/a", "https://exa mple.com"]],
])("a %s is one or is none", (format, allowed, others) => {
  const schema: Schema = { type: "object", properties: { a: { type: "string", format } } };
  for (const text of allowed)
    expect([text, keepsFormats(schema, { a: text })]).toEqual([text, true]);
  for (const text of others)
    expect([text, keepsFormats(schema, { a: text })]).toEqual([text, false]);
  const [sample] = candidatesOf({ type: "string", format });
  expect(keepsFormats(schema, { a: sample })).toBe(true);
});

test.each<[Schema, unknown]>([
  [{ type: "string", minLength: 6 }, "texttext".slice(0, 6)],
  [{ type: "string", maxLength: 2 }, "te"],
  [{ type: "integer", minimum: 20, multipleOf: 6 }, 24],
  [{ type: "integer", exclusiveMaximum: 0 }, -1],
  [{ type: "array", minItems: 2, items: { enum: ["a", "b"] } }, ["a", "b"]],
  [
    { type: "object", required: ["a"], properties: { a: { type: "integer", minimum: 9 } } },
    { a: 9 },
  ],
])("for %j there is %j among them", (schema, value) => {
  expect(candidatesOf(schema)).toContainEqual(value);
});
