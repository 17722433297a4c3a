/** The generated validators against Ajv, which reads the same schemas: same verdicts, same places. */
import { expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import document from "../../generated/openapi.json" with { type: "json" };
import type { ValidationFault, Validator } from "../../generated/validators.js";
import * as validators from "../../generated/validators.js";

const ajv = new Ajv2020({
  allErrors: true,
  validateFormats: false,
  strict: false,
  strictNumbers: true,
});
ajv.addSchema({ ...document, $id: "description" });

/** A validator tells no more of one value. */
const MAX_FAULTS = 51;

const names = Object.keys(document.components.schemas);
const validatorOf = (name: string) =>
  (validators as unknown as Record<string, Validator>)[`validate${name}`];

/** The pointer to what is at fault, as Ajv's own properties tell it. */
const placeOf = ({ instancePath, params }: Pick<ValidationFault, "instancePath" | "params">) =>
  params.missingProperty === undefined ? instancePath : `${instancePath}/${params.missingProperty}`;

const schema = (name: string) =>
  (document.components.schemas as Record<string, { properties?: object }>)[name];

/** Any JSON value, and objects that have many of a schema's properties with values of any kind. */
const valuesFor = (name: string) => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant([]),
    fc.constant({}),
    fc.constant(Number.POSITIVE_INFINITY),
  );
  const properties = Object.keys(schema(name)?.properties ?? {});
  const item = fc.record({ loc: fc.array(leaf), msg: leaf, type: leaf }, { requiredKeys: [] });
  const member = fc.oneof(leaf, fc.array(leaf), fc.array(item));
  const record = fc.record(Object.fromEntries(properties.map((property) => [property, member])), {
    requiredKeys: [],
  });
  return fc.oneof(fc.jsonValue(), leaf, record, fc.array(record));
};

test.each(names)("%s", (name) => {
  const ours = validatorOf(name);
  const theirs = ajv.getSchema(`description#/components/schemas/${name}`);
  if (!ours || !theirs) throw new Error(`${name} has no validator.`);
  fc.assert(
    fc.property(valuesFor(name), (value) => {
      const isSame = ours(value) === theirs(value);
      const expected = (theirs.errors ?? []).map((fault) => placeOf(fault as ValidationFault));
      const found = (ours.errors ?? []).map(({ pointer }) => pointer);
      // Of a union, Ajv also tells what is wrong with each branch.
      const places = new Set(expected);
      // Not with `expect`, which takes longer than all the rest; a counterexample is shown with its value.
      return (
        isSame &&
        found.every((place) => places.has(place)) &&
        new Set(found).size === found.length &&
        found.length === Math.min(places.size, MAX_FAULTS)
      );
    }),
    { numRuns: 300 },
  );
});

test("a fault names the place in the description, the keyword and the kind of what was found", () => {
  const { validateBooking: validate, validateHTTPValidationError: validate422 } = validators;
  expect(validate({ id: 1.5 })).toBe(false);
  expect(validate.errors).toContainEqual({
    instancePath: "/id",
    schemaPath: "#/components/schemas/Booking/properties/id/type",
    keyword: "type",
    params: { type: "integer" },
    pointer: "/id",
    found: "number",
  });
  expect(validate.errors).toContainEqual({
    instancePath: "",
    schemaPath: "#/components/schemas/Booking/required",
    keyword: "required",
    params: { missingProperty: "status" },
    pointer: "/status",
    found: "nothing",
  });
  expect(validate422({ detail: [{ loc: [null], msg: "m", type: "t" }] })).toBe(false);
  expect(validate422.errors).toEqual([
    {
      instancePath: "/detail/0/loc/0",
      schemaPath: "#/components/schemas/ValidationError/properties/loc/items/anyOf",
      keyword: "anyOf",
      params: { type: "string or integer" },
      pointer: "/detail/0/loc/0",
      found: "null",
    },
  ]);
});
