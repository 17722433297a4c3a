/** The operation table of descriptions that ours is not: parameters of a path, parts of a body, places without a line. */
import { expect, test } from "@jest/globals";
import type { Description } from "../../scripts/generate/document.js";
import { generateOperations } from "../../scripts/generate/operations.js";
import { namesOf } from "../../scripts/generate/property-names.js";

const SAMPLE = "#/paths/~1v1~1{id}";
const parameter = (name: string, place: string, schema: object, required = true) => ({
  name,
  in: place,
  required,
  schema,
});

const description: Description = {
  file: "sample.yaml",
  digest: "",
  lines: { "#": 1, [SAMPLE]: 10, [`${SAMPLE}/put`]: 20 },
  document: {
    info: { title: "Sample", version: "1.0.0" },
    paths: {
      "/v1/{id}": {
        parameters: [
          parameter("id", "path", { type: "string" }),
          parameter("page", "query", { type: "string" }),
        ],
        put: {
          operationId: "putSample",
          parameters: [
            parameter("page", "query", { $ref: "#/components/schemas/Page" }, false),
            parameter("Content-Type", "header", { type: "string" }),
          ],
          requestBody: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/Whole" } } },
          },
          responses: {
            "200": { content: { "application/json": { schema: { type: "array" } } } },
            "202": { $ref: "#/paths/~1v1~1%7Bid%7D/put/responses/200" },
          },
        },
      },
    },
    components: {
      schemas: {
        Page: { type: ["integer", "null"] },
        Part: { type: "object", properties: { a: {}, b: {} } },
        Whole: {
          properties: { c: {} },
          allOf: [{ $ref: "#/components/schemas/Part" }],
          anyOf: [{ $ref: "#/components/schemas/Part" }, { properties: { b: {}, d: {} } }],
        },
      },
    },
  },
};
const { code, validators } = generateOperations(description);
const table = code.replace(/\s+/g, " ");

test("a path's parameters are told at their place, and give way to the operation's own", () => {
  expect(table).toContain(
    `name: "id", in: "path", required: true, style: "simple", explode: false, kinds: [ "string" ], ` +
      `schema: "${SAMPLE}/parameters/0/schema", validate: validators.validatePutSample_path_id, ` +
      `source: "${SAMPLE}/parameters/0", line: 10 }`,
  );
  expect(table).toContain(
    `name: "page", in: "query", required: false, style: "form", explode: true, kinds: [ "integer" ], ` +
      `schema: "#/components/schemas/Page", validate: validators.validatePage, ` +
      `source: "${SAMPLE}/put/parameters/0", line: 20 }`,
  );
});

test("a body lists the properties of its parts and alternatives", () => {
  expect(table).toContain('properties: [ "a", "b", "d", "c" ]');
});

test("names are known at any depth, once in a circle, and none where any is described", () => {
  const { document } = description;
  const Leaf = { properties: { e: {}, f: { $ref: "#/components/schemas/Leaf" } } };
  const schemas = { ...document.components?.schemas, Leaf };
  const whole = { ...document, components: { schemas } };
  const leaf = { $ref: "#/components/schemas/Leaf" };
  const open = { additionalProperties: { type: "integer" }, properties: { i: leaf } };
  expect(
    namesOf(whole, [{ properties: { a: {}, b: { type: "array", items: leaf }, c: open } }]),
  ).toEqual({
    properties: ["a", "b", "c"],
    within: {
      b: { properties: ["e", "f"] },
      c: { within: { i: { properties: ["e", "f"] } } },
    },
  });
});

test("what is referred to in another operation is the same place there", () => {
  const schema = `schema: "${SAMPLE}/put/responses/200/content/application~1json/schema"`;
  expect(table.split(schema)).toHaveLength(3);
  expect(
    [...validators.rows.values()].filter((pointer) => pointer.includes("/responses/")),
  ).toHaveLength(1);
});
