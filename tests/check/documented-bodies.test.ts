/** Bodies that are documented more narrowly than by kinds: what is sent as valid is valid, and as invalid is not. */
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "@jest/globals";
import { allProbes } from "../../src/check/plan.js";
import { type RequestValues, SHELL_VARIABLES } from "../../src/check/request.js";
import type { Schema } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";
import { withCancelBody } from "./with-body.js";

const text = (more: object = {}) => ({ type: "string", ...more });
const place = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
const required = Object.keys(place);
const open = { external_location_id: text(), service_id: text() };
const validates = (test: (value: Record<string, unknown>) => boolean) => (value: unknown) =>
  test({ ...Object(value) });

/** The cancel's probes once its body is documented so, and the plain body that they start from. */
function planned(schema: Schema, validate: (value: unknown) => boolean, examples: unknown[]) {
  return withCancelBody(schema, validate, examples, () => {
    const probes = allProbes().filter(
      ({ tier, operation }) => tier === "safe" && operation === operations.cancelExternalBooking,
    );
    const [control] = probes;
    const plain = (values: Partial<RequestValues> = {}) =>
      control?.make(operations.cancelExternalBooking, { ...SHELL_VARIABLES, ...values })?.body;
    return {
      cases: probes.filter(({ unmade }) => !unmade).map(({ case: caseName }) => caseName),
      unmade: probes.filter(({ unmade }) => unmade).map(({ case: caseName }) => caseName),
      plain: plain(),
      filled: [plain({ service: "no-such-service" }), plain({ service: "a-service" })],
    };
  });
}

test("a text that is limited is not tried as one that is not, and the plan says so", () => {
  const { cases, unmade } = planned(
    { type: "object", required, properties: { ...open, note: text({ minLength: 1 }) } },
    validates(({ note = "text" }) => note !== "" && String(note).length < 200),
    [place],
  );
  const tried = cases.filter((caseName) => caseName.endsWith("/note"));
  expect(tried).toEqual([
    "body/minLength/note",
    "valid/multiline/note",
    "valid/punctuation/note",
    "valid/non_ascii/note",
    "harsh/nul/note",
  ]);
  expect(unmade).toEqual(["valid/empty/note", "valid/long/note"]);
});

test("a required property without an example of its own has that of the documented body", () => {
  const schema = { type: "object", required: [...required, "more"], properties: open };
  const { plain } = planned(
    schema,
    validates(({ more }) => Array.isArray(more)),
    [{ ...place, more: [1] }],
  );
  expect(plain).toEqual({
    external_location_id: SHELL_VARIABLES.location,
    service_id: SHELL_VARIABLES.service,
    more: [1],
  });
});

test("of alternatives the documented example is sent, and properties of all of them are known", () => {
  const alternatives = {
    oneOf: [
      { type: "object", required, properties: open },
      { type: "object", required: ["other"], properties: { other: { type: "integer" } } },
    ],
  };
  const fits = validates((value) => "service_id" in value !== "other" in value);
  const { plain, cases } = planned(alternatives, fits, [{ ...place, note: "text" }]);
  expect(plain).toMatchObject({ service_id: SHELL_VARIABLES.service, note: "text" });
  expect(cases).not.toContain("valid/full");
  expect(cases).toContain("body/malformed");
  expect(cases).toContain("body/type/other/object");
});

test("of parts that go together every one is sent", () => {
  const parts = {
    allOf: [
      { type: "object", required: ["service_id"], properties: { service_id: text() } },
      { type: "object", required: ["kind"], properties: { kind: { enum: ["sample"] } } },
    ],
  };
  const { plain, cases } = planned(
    parts,
    validates(({ service_id, kind }) => typeof service_id === "string" && kind === "sample"),
    [],
  );
  expect(plain).toEqual({ service_id: SHELL_VARIABLES.service, kind: "sample" });
  expect(cases).toEqual(
    expect.arrayContaining(["body/missing/service_id", "body/missing/kind", "valid/full"]),
  );
});

test("a list is sent as it is documented, and is then no mistake", () => {
  const { plain, cases } = planned({ type: "array" }, Array.isArray, [[7]]);
  expect(plain).toBe("[7]");
  expect(cases).not.toContain("body/not_an_object/array");
  expect(cases).toContain("body/not_an_object/string");
});

test("an invented value that cannot be one gives way to the documented one, a given one stays", () => {
  const { filled } = planned(
    { type: "object", required, properties: open },
    validates(({ service_id }) => service_id !== "no-such-service"),
    [place],
  );
  expect(filled).toMatchObject([{ service_id: place.service_id }, { service_id: "a-service" }]);
});

test("what stands within a member, a list or a map is left out and tried as another kind", () => {
  const visit = {
    type: "object",
    required: ["place"],
    properties: {
      place: text(),
      notes: {
        type: "array",
        items: { type: "object", required: ["text"], properties: { text: text() } },
      },
    },
    additionalProperties: { type: ["integer", "array"] },
  };
  const shown = { place: "A", notes: [{ text: "B" }, { text: "C" }], "a/b": 1 };
  const { cases } = planned(
    { type: "object", required, properties: { ...open, visit } },
    validates((value) => value.visit === undefined || isDeepStrictEqual(value.visit, shown)),
    [{ ...place, visit: shown }],
  );
  const within = /^body\/\w+\/visit\/(place|notes|a~1b)\b/;
  expect(cases.filter((caseName) => within.test(caseName))).toEqual([
    "body/missing/visit/place",
    "body/type/visit/place/object",
    "body/type/visit/notes/object",
    "body/type/visit/notes/0/array",
    "body/missing/visit/notes/0/text",
    "body/type/visit/notes/0/text/object",
    "body/type/visit/a~1b/object",
  ]);
});

test("a departure within a member that the description allows is not tried", () => {
  const visit = { type: "object", required: ["place"], properties: { place: text() } };
  const { cases } = planned(
    { type: "object", required, properties: { ...open, visit } },
    validates(() => true),
    [{ ...place, visit: { place: "A" } }],
  );
  expect(cases.filter((caseName) => caseName.includes("/visit/"))).toEqual([]);
});

test("a value that breaks a limit is tried wherever it stands, a format as what a server may pass over", () => {
  const visit = {
    type: "object",
    required: ["place"],
    minProperties: 1,
    properties: {
      place: { enum: ["here"] },
      day: text({ format: "date" }),
      notes: {
        type: "array",
        maxItems: 2,
        items: {
          type: "object",
          properties: { code: text({ pattern: "^[A-Z]+$", maxLength: 3 }) },
        },
      },
    },
    additionalProperties: { type: "number", minimum: 1, exclusiveMaximum: 9, multipleOf: 0.5 },
  };
  const shown = { place: "here", day: "2031-05-20", notes: [{ code: "ABC" }], extra: 2 };
  const short = { allOf: [text(), { minLength: 2 }] };
  const either = { anyOf: [text({ maxLength: 4 }), { type: "integer" }] };
  const limited = (value: Readonly<Record<string, unknown>>) =>
    isDeepStrictEqual(
      { visit: shown, short: "text", either: "text", ...value },
      { ...value, visit: shown, short: "text", either: "text" },
    );
  const { cases } = planned(
    { type: "object", required, properties: { ...open, short, either, visit } },
    validates(limited),
    [{ ...place, short: "text", either: "text", visit: shown }],
  );
  const limits = /^body\/(?!type|missing|not_an_object|media|names|wrapped|list)\w+\//;
  expect(cases.filter((caseName) => limits.test(caseName))).toEqual([
    "body/minLength/short",
    "body/maxLength/either",
    "body/minProperties/visit",
    "body/enum/visit/place",
    "body/format/visit/day",
    "body/maxItems/visit/notes",
    "body/maxLength/visit/notes/0/code",
    "body/pattern/visit/notes/0/code",
    "body/minimum/visit/extra",
    "body/maximum/visit/extra",
    "body/multipleOf/visit/extra",
  ]);
});
