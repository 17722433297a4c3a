/** Changes of a property's schema, each in what is sent and in what is answered. */
import { booking, type ChangeCase, request } from "./change.js";

type Impact = ChangeCase["impact"];
type Row = readonly [name: string, before: object, after: object, sent: Impact, answered: Impact];

const text = { type: "string" };
const number = { type: "integer" };
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
const list = (items: object, more: object = {}) => ({ type: "array", items, ...more });
const A = object({ kind: { const: "a" }, size: number }, { required: ["kind"] });
const B = object({ kind: { const: "b" } }, { required: ["kind"] });

const ROWS: readonly Row[] = [
  // Limits of numbers, lists and objects.
  ["a minimum", number, { ...number, minimum: 1 }, "major", "minor"],
  ["a lower minimum", { ...number, minimum: 2 }, { ...number, minimum: 1 }, "minor", "major"],
  ["an exclusive maximum", number, { ...number, exclusiveMaximum: 9 }, "major", "minor"],
  [
    "an open limit, as OpenAPI 3.0 writes it",
    { ...number, minimum: 1, exclusiveMinimum: true },
    { ...number, exclusiveMinimum: 1 },
    "patch",
    "patch",
  ],
  ["a multiple", { type: "number" }, { type: "number", multipleOf: 0.01 }, "major", "minor"],
  [
    "a coarser multiple",
    { ...number, multipleOf: 2 },
    { ...number, multipleOf: 4 },
    "major",
    "minor",
  ],
  [
    "a finer multiple",
    { ...number, multipleOf: 4 },
    { ...number, multipleOf: 2 },
    "minor",
    "major",
  ],
  [
    "another multiple",
    { ...number, multipleOf: 2 },
    { ...number, multipleOf: 3 },
    "major",
    "major",
  ],
  ["an integer becomes a number", number, { type: "number" }, "minor", "major"],
  ["a number becomes an integer", { type: "number" }, number, "major", "minor"],
  ["fewer items", list(text), list(text, { maxItems: 3 }), "major", "minor"],
  ["items without limit", list(text, { maxItems: 3 }), list(text), "minor", "major"],
  ["an item at least", list(text, { minItems: 0 }), list(text, { minItems: 1 }), "major", "minor"],
  [
    "a limit of no effect",
    list(text),
    list(text, { minItems: 0, uniqueItems: false }),
    "patch",
    "patch",
  ],
  ["unique items", list(text), list(text, { uniqueItems: true }), "major", "minor"],
  ["other items", list(text), list(number), "major", "major"],
  ["items of a limited length", list(text), list({ ...text, maxLength: 3 }), "major", "minor"],
  ["items of any kind", list(text), { type: "array" }, "minor", "major"],
  ["items that contain", list(text), list(text, { contains: { const: "a" } }), "major", "minor"],
  [
    "items that need contain none",
    list(text, { contains: { const: "a" } }),
    list(text, { contains: { const: "a" }, minContains: 0 }),
    "minor",
    "major",
  ],
  ["a first item", { type: "array" }, { type: "array", prefixItems: [text] }, "major", "minor"],
  [
    "a first item beside the others",
    list(text),
    list(text, { prefixItems: [number] }),
    "major",
    "major",
  ],
  [
    "another first item",
    { type: "array", prefixItems: [text] },
    { type: "array", prefixItems: [number] },
    "major",
    "major",
  ],
  [
    "more members",
    object({}, { maxProperties: 2 }),
    object({}, { maxProperties: 3 }),
    "minor",
    "major",
  ],
  // Formats, patterns and values.
  ["another format", { ...text, format: "date" }, { ...text, format: "uuid" }, "major", "major"],
  ["another pattern", { ...text, pattern: "^a" }, { ...text, pattern: "^b" }, "major", "major"],
  [
    "a value that is one of a list",
    { ...text, enum: ["a", "b"] },
    { ...text, const: "a" },
    "major",
    "minor",
  ],
  ["a list of one value", { ...text, const: "a" }, { ...text, enum: ["a"] }, "patch", "patch"],
  ["values without their type", { ...text, enum: ["a"] }, { enum: ["a"] }, "patch", "patch"],
  ["values give way to their type", { enum: ["a"] }, text, "minor", "major"],
  ["another encoding", text, { ...text, contentEncoding: "base64" }, "major", "minor"],
  // Null.
  ["null by a list of types", text, { type: ["string", "null"] }, "minor", "major"],
  ["null by anyOf", text, { anyOf: [text, { type: "null" }] }, "minor", "major"],
  ["null is no longer allowed", { type: ["string", "null"] }, text, "major", "minor"],
  [
    "null is written otherwise",
    { type: ["string", "null"] },
    { anyOf: [{ type: "null" }, text] },
    "patch",
    "patch",
  ],
  // Objects and their members.
  [
    "an inner property is added",
    object({ a: text }),
    object({ a: text, b: text }),
    "minor",
    "minor",
  ],
  [
    "an inner property is removed",
    object({ a: text, b: text }),
    object({ a: text }),
    "major",
    "major",
  ],
  [
    "an inner property is required",
    object({ a: text }),
    object({ a: text }, { required: ["a"] }),
    "major",
    "minor",
  ],
  [
    "a property is added to a closed object",
    object({ a: text }, { additionalProperties: false }),
    object({ a: text, b: text }, { additionalProperties: false }),
    "minor",
    "major",
  ],
  [
    "a property is added to a map",
    object({}, { additionalProperties: text }),
    object({ a: number }, { additionalProperties: text }),
    "minor",
    "major",
  ],
  [
    "an object is closed",
    object({ a: text }),
    object({ a: text }, { additionalProperties: false }),
    "major",
    "minor",
  ],
  [
    "a closed object is opened",
    object({ a: text }, { additionalProperties: false }),
    object({ a: text }),
    "minor",
    "major",
  ],
  [
    "a map of texts is one of numbers",
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: number }),
    "major",
    "major",
  ],
  [
    "a map is limited to texts",
    object({}, { additionalProperties: {} }),
    object({}, { additionalProperties: text }),
    "major",
    "minor",
  ],
  [
    "names are limited",
    object({}),
    object({}, { propertyNames: { pattern: "^a" } }),
    "major",
    "minor",
  ],
  [
    "names of a pattern are limited",
    object({}),
    object({}, { patternProperties: { "^a": text } }),
    "major",
    "minor",
  ],
  [
    "a member needs another one",
    object({ a: text, b: text }),
    object({ a: text, b: text }, { dependentRequired: { a: ["b"] } }),
    "major",
    "minor",
  ],
  [
    "a condition is added",
    object({ a: text }),
    object({ a: text }, { if: { required: ["a"] }, else: { required: ["b"] } }),
    "major",
    "minor",
  ],
  ["something is forbidden", text, { ...text, not: { const: "a" } }, "major", "minor"],
  [
    "more is forbidden",
    { ...text, not: { const: "a" } },
    { ...text, not: { enum: ["a", "b"] } },
    "major",
    "major",
  ],
  // Unions.
  ["one of two shapes", A, { oneOf: [A, B] }, "minor", "major"],
  ["one shape less", { oneOf: [A, B] }, A, "major", "minor"],
  ["a third shape", { oneOf: [A, B] }, { oneOf: [B, A, { type: "string" }] }, "minor", "major"],
  [
    "a kind more that is one of the others as well",
    { oneOf: [text, number] },
    { oneOf: [text, number, { type: "number" }] },
    "major",
    "major",
  ],
  ["shapes in another order", { oneOf: [A, B] }, { oneOf: [B, A] }, "patch", "patch"],
  [
    "a shape has more members",
    { oneOf: [A, B] },
    { oneOf: [{ ...A, properties: { ...A.properties, color: text } }, B] },
    "minor",
    "minor",
  ],
  [
    "a shape has a member less",
    { anyOf: [A, B] },
    { anyOf: [object({ kind: { const: "a" } }, { required: ["kind"] }), B] },
    "major",
    "major",
  ],
  [
    "more texts or numbers",
    { anyOf: [text, number] },
    { type: ["integer", "string"] },
    "patch",
    "patch",
  ],
  ["a text or an object", text, { anyOf: [text, A] }, "minor", "major"],
  [
    "all of something more",
    { allOf: [A] },
    { allOf: [A, { required: ["size"] }] },
    "major",
    "minor",
  ],
  [
    "all of something less",
    { allOf: [A, { required: ["size"] }] },
    { allOf: [A] },
    "minor",
    "major",
  ],
  // The whole.
  ["anything is allowed", text, {}, "minor", "major"],
  ["no longer anything is allowed", {}, text, "major", "minor"],
  ["a list instead of one", A, list(A), "major", "major"],
  // What says nothing on the wire, or is said of both directions.
  ["a default", text, { ...text, default: "a" }, "minor", "minor"],
  ["another default", { ...text, default: "a" }, { ...text, default: "b" }, "major", "major"],
  ["no default any more", { ...text, default: "a" }, text, "major", "major"],
  ["a deprecation", text, { ...text, deprecated: true }, "minor", "minor"],
  ["a comment", text, { ...text, $comment: "Why.", title: "Name" }, "patch", "patch"],
  [
    "openness in so many words",
    object({ a: text }),
    object({ a: text }, { additionalProperties: {} }),
    "patch",
    "patch",
  ],
  ["readOnly", text, { ...text, readOnly: true }, "major", "minor"],
  ["writeOnly", text, { ...text, writeOnly: true }, "minor", "major"],
];

export const SCHEMAS: readonly ChangeCase[] = ROWS.flatMap(
  ([name, before, after, sent, answered]) => {
    const rowOf = (
      direction: string,
      impact: Impact,
      put: (document: unknown, schema: object) => void,
    ): ChangeCase => ({
      name: `${name}, in the ${direction}`,
      impact,
      before: (d) => put(d, before),
      change: (d) => put(d, after),
    });
    return [
      rowOf("request", sent, (d, schema) => (request(d).properties.more = schema)),
      rowOf("answer", answered, (d, schema) => (booking(d).properties.more = schema)),
    ];
  },
);
