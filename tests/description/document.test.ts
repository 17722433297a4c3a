/** Pointers: their steps, and what they find in the bundled document and its lines. */
import { afterAll, describe, expect, test } from "@jest/globals";
import locations from "../../generated/locations.json" with { type: "json" };
import document from "../../generated/openapi.json" with { type: "json" };
import {
  examplesAt,
  lineOf,
  nodeAt,
  resolveSchema,
  schemaAt,
  wholeSchema,
} from "../../src/description/document.js";
import { contentPointer, escapeStep, stepsOf } from "../../src/description/pointer.js";

/** Pointers into the bundled document and into its lines, also for what our description does not contain. */
describe("the document", () => {
  const NAME = "sample~of/all";
  // As in a pointer, where `~` and `/` are written otherwise (RFC 6901 §3); the lines know only this.
  const STEP = "sample~0of~1all";
  const at = `#/${STEP}`;
  const sample = {
    target: { type: "object", examples: [7] },
    first: { $ref: `${at}/second` },
    second: { $ref: `${at}/target` },
    encoded: { $ref: `${at}/%7Bid%7D` },
    "{id}": { type: "string" },
    odd: { $ref: 7 },
    media: { examples: { b: { value: 2 }, a: { $ref: `${at}/example` }, none: {} } },
    example: { value: 1 },
    nothing: null,
  };

  const below = (locations.lines as unknown as [number, Record<string, unknown>])[1];
  Object.assign(document, { [NAME]: sample });
  below[STEP] = [7, { target: [8, { type: 9 }] }];
  afterAll(() => {
    Reflect.deleteProperty(document, NAME);
    delete below[STEP];
  });

  test.each([
    ["#", document],
    [`${at}/target`, sample.target],
    [`${at}/target/examples/0`, 7],
    [`${at}/first`, sample.target],
    [`${at}/first/type`, "object"],
    [`${at}/encoded`, sample["{id}"]],
    [`${at}/odd`, sample.odd],
    [`${at}/nothing`, null],
    [`${at}/nothing/below`, undefined],
    ["#/sample~01of~1all", undefined],
    ["#/none", undefined],
    ["#/none/below", undefined],
  ])("%s is followed to its node", (pointer, node) => {
    expect(nodeAt(pointer)).toBe(node);
  });

  test("a schema is what its reference leads to, and never nothing", () => {
    expect(schemaAt(`${at}/first`)).toBe(sample.target);
    expect(schemaAt("#/none")).toEqual({});
    expect(schemaAt(`${at}/nothing`)).toEqual({});
    expect(resolveSchema({ $ref: `${at}/first` })).toBe(sample.target);
    expect(resolveSchema(sample.target)).toBe(sample.target);
  });

  test("examples are their values, in the order of the description", () => {
    expect([...examplesAt(`${at}/media`)]).toEqual([
      ["b", 2],
      ["a", 1],
      ["none", undefined],
    ]);
    expect([...examplesAt(`${at}/target/type`)]).toEqual([]);
    expect([...examplesAt("#/none")]).toEqual([]);
  });

  test.each([
    ["#", locations.lines[0]],
    [at, 7],
    [`${at}/target`, 8],
    [`${at}/target/type`, 9],
    // The nearest node above.
    [`${at}/target/type/more/still`, 9],
    [`${at}/target/none/type`, 8],
    [`${at}/none`, 7],
    // What every object has from its prototype is no node.
    [`${at}/constructor`, 7],
  ])("%s is in line %s", (pointer, line) => {
    expect(lineOf(pointer)).toBe(line);
  });

  test("a schema of parts and alternatives lists the properties of all, and requires what every one must have", () => {
    const part = { properties: { a: {} }, required: ["a"] };
    const circle = {
      allOf: [part] as object[],
      anyOf: [{ properties: { b: {} }, required: ["b"] }],
    };
    circle.allOf.push(circle);
    const whole = wholeSchema({ oneOf: [circle], required: ["c"] });
    expect(Object.keys(whole.properties ?? {})).toEqual(["b", "a"]);
    expect(whole.required).toEqual(["c"]);
    expect(wholeSchema(circle).required).toEqual(["a"]);
    expect(wholeSchema(circle)).toBe(wholeSchema(circle));
  });

  test("a schema with several kinds of branches lists what each of them lists, and nothing where none does", () => {
    const [a, b] = ["a", "b"].map((name) => ({ properties: { [name]: {} } })) as [object, object];
    const names = (schema: object) => Object.keys(wholeSchema(schema).properties ?? {});
    expect(names({ allOf: [a], anyOf: [b] })).toEqual(["b", "a"]);
    expect(names({ anyOf: [a], oneOf: [b] })).toEqual(["a", "b"]);
    const texts = { anyOf: [{ type: "string" }, { type: "null" }] };
    expect(wholeSchema(texts)).not.toHaveProperty("properties");
  });
});

/** Steps of a JSON pointer survive the way there and back, and the order of the escapes holds (RFC 6901 §4). */
describe("steps of a pointer", () => {
  test.each([
    ["a/b", "a~1b"],
    ["~1", "~01"],
    ["~", "~0"],
    ["", ""],
    ["0", "0"],
  ])("%j is %j in a pointer", (step, escaped) => {
    expect(escapeStep(step)).toBe(escaped);
    expect(stepsOf(`#/${escaped}/last`)).toEqual([step, "last"]);
  });

  test("what is no step", () => {
    expect(stepsOf("#")).toEqual([]);
    expect(stepsOf("")).toEqual([]);
  });

  test("the place of a media type", () => {
    expect(contentPointer("#/paths/~1a/get/requestBody", "application/json")).toBe(
      "#/paths/~1a/get/requestBody/content/application~1json",
    );
  });
});
