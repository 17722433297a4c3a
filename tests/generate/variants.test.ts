/** What OpenAPI 3.1 allows in a schema compiles, and means there what it says. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import ts from "typescript";
import { parse, stringify } from "yaml";
import type { Validator } from "../../generated/validators.js";
import { cancel, type Loose } from "./change.js";
import { generate, makeWorkplace } from "./script.js";

/** A member of the request, its values that fit, and those that do not. */
type Row = readonly [name: string, schema: object, good: unknown[], bad: unknown[]];

const ROWS: readonly Row[] = [
  ["an extension", { type: "string", "x-sample": 1 }, ["a"], [1]],
  ["several kinds", { type: ["string", "integer"] }, ["a", 1], [1.5, null, true]],
  ["null as a kind", { type: ["string", "null"] }, ["a", null], [1]],
  ["no kind", { minLength: 2 }, ["aa", 1], ["a"]],
  ["words beside a limit", { minimum: 2, title: "Sample", deprecated: true }, [2, "a"], [1]],
  [
    "a mere required",
    { allOf: [{ required: ["a"] }], properties: { a: { description: "Sample." } } },
    [{ a: 1 }],
    [{}],
  ],
  [
    "a $ref beside a limit",
    { $ref: "#/components/schemas/Booking/properties/email", minLength: 30 },
    ["jane.sample.jane.sample@example.com"],
    ["jane.sample@example.com", 7],
  ],
  [
    "a list by positions",
    { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: { const: 1 } },
    [["a"], ["a", 1], ["a", 1, 1]],
    [[1], ["a", "a"], ["a", 1, 2]],
  ],
  [
    "definitions",
    {
      $defs: { Inner: { type: "integer" } },
      $ref: "#/components/schemas/CancelExternalBookingRequest/properties/sample_definitions/$defs/Inner",
    },
    [1],
    ["a"],
  ],
  ["hundredths", { type: "number", multipleOf: 0.01 }, [0.57, 1.1, 19.99, 4.35], [0.575, 1.001]],
  ["whole steps", { type: "integer", multipleOf: 3 }, [9, 0], [10]],
  ["a condition", { if: { minimum: 5 }, else: { type: "string" } }, [6, "a"], [4]],
  ["a negation", { type: "string", not: { minLength: 3 } }, ["aa"], ["aaa"]],
  [
    "names by pattern",
    { type: "object", patternProperties: { "^a": { type: "string" } } },
    [{ a: "a" }, { b: 1 }],
    [{ a: 1 }],
  ],
  ["an unknown format", { type: "string", format: "sample" }, ["a"], [1]],
  [
    "more properties beside one",
    {
      type: "object",
      properties: { a: { description: "Sample." } },
      dependentSchemas: { a: { properties: { b: { type: "integer", description: "Sample." } } } },
    },
    [{ a: 1, b: 1 }, { b: "a" }],
    [{ a: 1, b: "a" }],
  ],
  [
    "a list that holds an object",
    {
      type: "array",
      items: {},
      contains: { type: "object", required: ["c"], properties: { c: { description: "Sample." } } },
    },
    [[1, { c: 1 }]],
    [[1]],
  ],
  [
    "what no value shows",
    {
      type: "string",
      contentMediaType: "application/json",
      contentSchema: { properties: { d: { description: "Sample." } } },
      not: { type: "object", required: ["e"], properties: { e: { description: "Sample." } } },
    },
    ["{}"],
    [1],
  ],
  ["any object", { type: "object" }, [{}, { a: 1 }], [1]],
  [
    "a map of texts",
    { type: "object", additionalProperties: { type: "string" } },
    [{ a: "a" }],
    [{ a: 1 }],
  ],
];
const memberOf = (name: string) => `sample_${name.replace(/\W+/g, "_")}`;

const ref = (to: string) => ({ $ref: `#/components/${to}` });

/** What is carried through, whether or not anything here reads it. */
function addMore(d: Loose): void {
  d.externalDocs = { url: "https://example.com" };
  // An answer of any status, answers without a body, and a header that is a list.
  const responses = { default: { description: "Sample." } };
  d.paths["/v1/samples"] = {
    get: {
      operationId: "readSample",
      summary: "Sample",
      description: "Sample.",
      tags: ["auth"],
      responses,
    },
  };
  const schema = { type: "array", items: { type: "integer" } };
  // What is named is named again.
  d.components.responses = {
    Sample: { description: "Sample." },
    Other: ref("responses/Sample"),
  };
  d.components.headers = {
    Sample: { description: "Sample.", schema: { type: "integer" } },
    Other: ref("headers/Sample"),
  };
  cancel(d).responses["409"] = ref("responses/Other");
  d.components.responses.Sample.headers = { "X-Other": ref("headers/Other") };
  cancel(d).responses["204"] = { description: "Sample." };
  cancel(d).responses["200"].headers = { "X-Sample": { description: "Sample.", schema } };
}

let folder: string;
let remove: () => Promise<void>;
let validators: Record<string, Validator>;
let wrote: string;
beforeAll(async () => {
  const place = await makeWorkplace();
  ({ folder, remove } = place);
  const yaml = join(place.folder, "openapi/external-bookings.yaml");
  const document = parse(await readFile(yaml, "utf8"));
  const { properties } = document.components.schemas.CancelExternalBookingRequest;
  for (const [name, schema, [first]] of ROWS) {
    properties[memberOf(name)] = { description: "Sample.", ...schema };
    document.components.examples.cancel_with_reason.value[memberOf(name)] = first;
  }
  addMore(document);
  await writeFile(yaml, stringify(document));
  wrote = (await generate(place.folder)).output;
  validators = await import(join(place.folder, "generated/validators.js"));
});
afterAll(() => remove());

test("all of it is generated from, and its types compile", async () => {
  expect(wrote).toMatch(/: wrote /);
  const names = ["schema.ts", "operations.ts"].map((name) => join(folder, "generated", name));
  const options = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
    skipLibCheck: true,
  };
  const program = ts.createProgram(names, {
    ...options,
    lib: ["lib.es5.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
  expect(problems).toEqual([]);
  // An object that lists no property is open for types too.
  expect(await readFile(names[0] ?? "", "utf8")).toMatch(
    /sample_any_object\?: Record<string, unknown>;/,
  );
});

test.each(ROWS)("%s", (name, _schema, good, bad) => {
  const fits = (value: unknown) =>
    validators.validateCancelExternalBookingRequest?.({
      external_location_id: "a",
      service_id: "b",
      [memberOf(name)]: value,
    });
  expect(good.filter((value) => !fits(value))).toEqual([]);
  expect(bad.filter(fits)).toEqual([]);
});
