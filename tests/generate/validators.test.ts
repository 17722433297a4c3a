/** What the validators tell of schemas that the description does not have today. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Validator } from "../../generated/validators.js";
import { edit, generate, makeWorkplace } from "./script.js";

/** What is described otherwise, all at once. */
const EDITS: readonly (readonly [from: string | RegExp, to: string])[] = [
  [
    /( {6}properties:\n)( {8}cancellation_reason:\n)/,
    `$1        more:
          type: object
          description: Sample.
          required: [inner]
          properties: { inner: { type: string, description: Sample., examples: [a] } }
          examples: [{ inner: a }]
$2          maxLength: 200
`,
  ],
  ["        cancellation_reason: The", "        more: { inner: a }\n$&"],
  [
    /anyOf:\n\s+- type: string\n\s+- type: integer/,
    "anyOf: [{ type: string, minLength: 1 }, { type: integer }]",
  ],
  [
    "    HTTPValidationError:\n",
    `    Numbered:
      type: object
      description: Sample.
      required: [number]
      properties: { number: { type: integer, description: Sample., examples: [1] } }
    Named:
      description: Sample.
      allOf:
        - $ref: "#/components/schemas/Numbered"
        - type: object
          properties: { name: { type: string, description: Sample., examples: [a] } }
    HTTPValidationError:
`,
  ],
  [
    "        address_city:\n",
    '        named: { $ref: "#/components/schemas/Named" }\n        address_city:\n',
  ],
  ["        address_city: Sampletown", "        named: { number: 1, name: a }\n$&"],
  [
    "    HTTPValidationError:\n",
    `    Held:
      type: array
      description: Sample.
      items: {}
      contains: { type: string, minLength: 1 }
      examples: [[a]]
    Wide:
      type: object
      description: Sample.
      properties:
        names:
          description: Sample.
          anyOf:
            - { type: array, items: { type: integer, minimum: 1 } }
            - { type: array, items: { type: string, minLength: 1 } }
          examples: [[a]]
        map:
          type: object
          description: Sample.
          additionalProperties: { type: string, minLength: 1 }
          examples: [{ a: b }]
        one: { $ref: "#/components/schemas/Held" }
        list:
          type: array
          description: Sample.
          items: { $ref: "#/components/schemas/ValidationError" }
          examples: [[]]
    HTTPValidationError:
`,
  ],
  [
    "        address_city:\n",
    '        wide: { $ref: "#/components/schemas/Wide" }\n        address_city:\n',
  ],
  [
    "        address_city: Sampletown",
    "        wide: { names: [a], map: { a: b }, one: [a], list: [] }\n$&",
  ],
];

let remove: () => Promise<void>;
let validators: Record<string, Validator>;
beforeAll(async () => {
  const place = await makeWorkplace();
  remove = place.remove;
  const yaml = join(place.folder, "openapi/external-bookings.yaml");
  for (const [from, to] of EDITS) await edit(yaml, from, to);
  const { code, output } = await generate(place.folder);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("validators.js") });
  validators = await import(join(place.folder, "generated/validators.js"));
});
afterAll(() => remove());

/** What the generated validator of this name finds in a value. */
function faultsOf(name: string, value: unknown): unknown {
  const validate = validators[name];
  expect(validate?.(value)).toBe(false);
  return validate?.errors;
}

test("a length, beside kinds and required properties", () => {
  const value = { more: {}, cancellation_reason: "x".repeat(201), external_location_id: 1 };
  expect(faultsOf("validateCancelExternalBookingRequest", value)).toMatchObject([
    { keyword: "required", pointer: "/service_id", found: "nothing" },
    { keyword: "required", pointer: "/more/inner", found: "nothing" },
    { keyword: "maxLength", pointer: "/cancellation_reason", found: "string" },
    {
      keyword: "type",
      pointer: "/external_location_id",
      found: "integer",
      schemaPath:
        "#/components/schemas/CancelExternalBookingRequest/properties/external_location_id/type",
    },
  ]);
});

test("a union of more than kinds is told as one fault", () => {
  const value = { detail: [{ loc: [true], msg: "m", type: "t" }] };
  expect(faultsOf("validateHTTPValidationError", value)).toMatchObject([
    {
      keyword: "anyOf",
      pointer: "/detail/0/loc/0",
      found: "boolean",
      params: { type: "string or integer" },
    },
  ]);
});

test("parts that are plain schemas elsewhere are told at their own place", () => {
  expect(faultsOf("validateNamed", { name: 7, number: "a" })).toMatchObject([
    { pointer: "/number", schemaPath: "#/components/schemas/Numbered/properties/number/type" },
    { pointer: "/name", schemaPath: "#/components/schemas/Named/allOf/1/properties/name/type" },
  ]);
});

test("a value with more faults than anybody reads ends its validation, and never passes for another's", () => {
  const many = (item: unknown) => Array.from({ length: 5000 }, () => item);
  const judged = (value: object) => {
    const valid = validators.validateWide?.(value);
    return [valid, validators.validateWide?.errors?.length];
  };
  const fault = { loc: [], msg: "", type: "" };
  const values = [
    { names: many("a") },
    { names: [...many("a"), 1] },
    { names: [...many("a"), ...many(1)] },
    { map: Object.fromEntries(many(1).map((value, index) => [`n${index}`, value])) },
    { one: [...many(1), "a"] },
    { one: many(1) },
    { list: many({}) },
    { list: [...many(fault), {}] },
  ];
  expect(values.map(judged)).toEqual([
    [true, 0],
    [false, 1],
    [false, 1],
    [false, 51],
    [true, 0],
    [false, expect.any(Number)],
    [false, 51],
    [false, 3],
  ]);
});
