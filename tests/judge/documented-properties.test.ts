/** Which properties of a value are documented, where a schema has parts or alternatives, or names no properties. */
import { afterAll, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import { documentLookup } from "../../src/judge/lookup.js";

const id = { properties: { id: {} } };
Object.assign(document, {
  sample_schemas: {
    parts: { allOf: [id, { properties: { status: { properties: { code: {} } } } }] },
    alternatives: { anyOf: [id], oneOf: [{ properties: { status: {} } }] },
    map: { ...id, additionalProperties: { type: "string" } },
    open: { ...id, additionalProperties: false },
  },
});
afterAll(() => {
  Reflect.deleteProperty(document, "sample_schemas");
});

test.each([
  ["parts", ["/note"]],
  ["alternatives", ["/note"]],
  ["map", []],
  ["open", ["/status", "/note"]],
])("in %s these are not: %j", (name, found) => {
  const value = { id: 1, status: {}, note: 2 };
  expect(documentLookup.undocumented(`#/sample_schemas/${name}`, value)).toEqual(found);
});

test("a part's own properties are looked into", () => {
  const value = { status: { code: 1, note: 2 } };
  expect(documentLookup.undocumented("#/sample_schemas/parts", value)).toEqual(["/status/note"]);
});
