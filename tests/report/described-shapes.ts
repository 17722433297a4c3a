/** Puts schemas in the description's place that it does not have. Import it before `src/`. */
import { jest } from "@jest/globals";

jest.mock("../../generated/openapi.json", () => ({
  sample: {
    composed: {
      allOf: [
        { properties: { a: { properties: { x: {} } }, length: {} } },
        { properties: { b: {} } },
      ],
      anyOf: [
        { properties: { a: { properties: { y: {} } } } },
        { type: "array", items: { properties: { c: {} } } },
      ],
      oneOf: [{ type: "array", items: { properties: { d: {} } } }],
    },
    tree: {
      properties: {
        name: {},
        left: { $ref: "#/sample/tree" },
        inside: { anyOf: [{ $ref: "#/sample/tree" }, { properties: { leaf: {} } }] },
        all: { items: { $ref: "#/sample/tree" } },
      },
    },
  },
}));
