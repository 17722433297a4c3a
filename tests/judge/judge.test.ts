/** The judge: accepts what is documented, and says of every departure where it is and what was found. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { examplesAt, lineOf, type Schema, schemaAt } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { judge, judgeResponse } from "../../src/judge/judge.js";
import { documentLookup } from "../../src/judge/lookup.js";
import { answer, booking, bytes, cancel, JSON_TYPE } from "./answers.js";

const bookingSchema = schemaAt("#/components/schemas/Booking");

const cases = Object.values<Operation>(operations).flatMap((operation) =>
  Object.entries(operation.responses).flatMap(([status, { source }]) =>
    [...examplesAt(`${source}/content/application~1json`)].map(
      ([name, value]) => [operation, Number(status), name, value] as const,
    ),
  ),
);

test.each(cases)("$0.id $1 $2 conforms", (operation, status, _name, value) => {
  const body = bytes(JSON.stringify(value));
  expect(judgeResponse(operation, { status, headers: JSON_TYPE, body }, documentLookup)).toEqual(
    [],
  );
});

describe("a booking", () => {
  const properties = Object.entries(bookingSchema.properties ?? {});

  test.each(bookingSchema.required ?? [])("without %s", (name) => {
    const { [name]: _removed, ...rest } = booking();
    expect(answer(rest)).toEqual([
      expect.objectContaining({
        severity: "error",
        check: "response_schema_conformance",
        pointer: `/${name}`,
        documented: "a required property",
        received: "nothing",
        line: lineOf("#/components/schemas/Booking/required"),
      }),
    ]);
  });

  test.each(properties)("with %s of every other type", (name, { type }: Schema) => {
    const others = {
      null: null,
      boolean: true,
      number: 1.5,
      string: "text",
      array: [],
      object: {},
    };
    for (const [kind, value] of Object.entries(others)) {
      if (kind === type) continue;
      const source = `#/components/schemas/Booking/properties/${name}/type`;
      expect(answer({ ...booking(), [name]: value })).toEqual([
        expect.objectContaining({
          severity: "error",
          pointer: `/${name}`,
          source,
          line: lineOf(source),
          documented: type,
          received: kind,
        }),
      ]);
    }
  });

  test("with an integer written as 1.0 conforms", () => {
    const body = bytes(JSON.stringify(booking()).replace('"id":1001', '"id":1001.0'));
    expect(judgeResponse(cancel, { status: 200, headers: JSON_TYPE, body })).toEqual([]);
  });

  test.each([
    "status_code",
    "createdAt",
    "booking_management_version",
    Array(6).fill("id").join("_"),
  ])("with the undocumented property %s is a warning that names it", (name) => {
    expect(answer({ ...booking(), [name]: "CANARY" })).toEqual([
      expect.objectContaining({
        severity: "warning",
        check: "undocumented_property",
        pointer: `/${name}`,
      }),
    ]);
  });

  test.each([
    "jane",
    "jane_name",
    "janeName",
    "JANE_STATUS",
    "jane@example.com",
    "",
    Array(7).fill("id").join("_"),
  ])(
    "with data in the place of a property name, such as %j, is a warning that does not repeat it",
    (name) => {
      expect(answer({ ...booking(), [name]: 1 })).toEqual([
        expect.objectContaining({ severity: "warning", pointer: "/(name withheld)" }),
      ]);
    },
  );
});

describe("a 422", () => {
  const item = { loc: ["body", 0], msg: "CANARY", type: "missing" };
  test.each([[{}], [{ detail: [] }], [{ detail: [item] }]])("%j conforms", (value) => {
    expect(answer(value, 422)).toEqual([]);
  });
  test("with members of newer services is a warning", () => {
    const found = answer({ detail: [{ ...item, input: "CANARY", url: "CANARY" }] }, 422);
    expect(found.map(({ severity, pointer }) => [severity, pointer])).toEqual([
      ["warning", "/detail/*/input"],
      ["warning", "/detail/*/url"],
    ]);
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });
  test("with a place that is neither string nor integer says so once", () => {
    expect(answer({ detail: [{ ...item, loc: [1.5] }] }, 422)).toEqual([
      expect.objectContaining({
        pointer: "/detail/0/loc/0",
        documented: "string or integer",
        received: "number",
      }),
    ]);
  });
  test.each([["text"], [null]])("with %j in the place of an item is found to be that", (other) => {
    expect(answer({ detail: [other] }, 422)).toMatchObject([
      { severity: "error", pointer: "/detail/0", documented: "object" },
    ]);
  });
  test("says no more than can be read", () => {
    const items = Array.from({ length: 1_000 }, () => ({}));
    expect(answer({ detail: items }, 422)).toHaveLength(50);
  });
});

test("whatever arrives is judged without a throw, and what does not conform is a finding", () => {
  const operationList = Object.values<Operation>(operations);
  const header = fc.tuple(fc.constantFrom("content-type", "x-sample"), fc.string());
  const type = fc.constantFrom(...JSON_TYPE);
  // Not `fc.webPath()`, which takes longer to make than all the rest to run.
  const path = fc.array(fc.string()).map((steps) => `/${steps.map(encodeURIComponent).join("/")}`);
  fc.assert(
    fc.property(
      fc.constantFrom(...operationList),
      fc.integer({ min: 100, max: 599 }),
      fc.oneof(fc.array(header), fc.array(type, { minLength: 1 })),
      fc.oneof(
        fc.uint8Array(),
        fc.jsonValue().map((value) => bytes(JSON.stringify(value))),
      ),
      fc.record({ method: fc.string(), path }),
      (operation, status, headers, body, { method, path }) => {
        const findings = judge(
          operation,
          { method, path, headers, body },
          { status, headers, body },
          documentLookup,
        );
        // No random request is one of ours, so silence would be a failure to judge.
        expect(findings.length).toBeGreaterThan(0);
        const said = findings.map(({ message }) => message);
        expect(said.filter((each) => !/documented is .+ received was/.test(each))).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});
