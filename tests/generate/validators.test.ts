/** What the validators tell of schemas that the description does not have today: formats, unions, limits. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Validator } from "../../generated/validators.js";
import { asSent, formats } from "../../scripts/generate/runtime/formats.js";
import { type Change, type Loose, madeOf } from "./change.js";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string", minLength: 1 };
const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
const branch = (member: string, type: string) =>
  object(
    { kind: { type: "string" }, [member]: { type }, part: { anyOf: [text, { type: "integer" }] } },
    { required: ["kind", member] },
  );
const oneOf = [ref("Visit"), ref("Call")];

/** Everything that is described otherwise, with the examples that show it. */
const described: Change = ({ components: { schemas, examples } }) => {
  Object.assign(schemas, {
    Day: { type: "string", format: "date" },
    Visit: branch("room", "integer"),
    Call: branch("number", "string"),
    Numbered: object({ number: { type: "integer" } }, { required: ["number"] }),
    Named: { allOf: [ref("Numbered"), object({ name: { type: "string" } })] },
    Held: { type: "array", items: {}, contains: text },
    Wide: object({
      names: {
        anyOf: [
          { type: "array", items: { type: "integer", minimum: 1 } },
          { type: "array", items: text },
        ],
      },
      map: { type: "object", additionalProperties: text },
      one: ref("Held"),
      list: { type: "array", items: ref("ValidationError") },
    }),
  });
  schemas.ValidationError.properties.loc.items.anyOf = [text, { type: "integer" }];
  const { properties } = schemas.CancelExternalBookingRequest;
  properties.cancellation_reason.maxLength = 200;
  properties.more = object({ inner: { type: "string" } }, { required: ["inner"] });
  properties.day = ref("Day");
  Object.assign(examples.cancel_with_reason.value, { more: { inner: "a" }, day: "2031-05-20" });
  const mapping = { visit: "#/components/schemas/Visit" };
  Object.assign(schemas.Booking.properties, {
    day: ref("Day"),
    place: { type: "string" },
    chosen: { oneOf, discriminator: { propertyName: "kind", mapping } },
    open: { oneOf },
    named: ref("Named"),
    wide: ref("Wide"),
  });
  Object.assign(examples.booking_full.value, {
    day: "2031-05-20",
    place: "a",
    chosen: { kind: "visit", room: 1, part: "a" },
    open: { kind: "Call", number: "a", part: "a" },
    named: { number: 1, name: "a" },
    wide: { names: ["a"], map: { a: "b" }, one: ["a"], list: [] },
  });
};

let validators: Readonly<Record<string, Validator>>;
let operations: Loose;
beforeAll(async () => ({ validators, operations } = await madeOf(described)));

/** Formats are met by what is sent, and are a remark about what is received. */
describe("formats", () => {
  const SAMPLES: Readonly<Record<string, readonly [good: string[], bad: string[]]>> = {
    date: [
      ["2031-05-20", "2032-02-29", "2000-02-29", "0000-02-29"],
      ["2031-02-29", "1900-02-29", "2031-04-31", "2031-13-01", "2031-5-20", "20310520", "soon", ""],
    ],
    "date-time": [
      ["2031-05-20T16:30:00Z", "2031-05-20t16:30:00.123+02:00", "2031-12-31T23:59:60z"],
      ["2031-05-20", "2031-05-20T16:30:00", "2031-05-20 16:30:00Z", "2031-02-30T16:30:00Z", "T"],
    ],
    uuid: [
      ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
      ["123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g", ""],
    ],
    email: [
      ["jane.sample@example.com", "a+b@c.example"],
      ["jane.sample", "@example.com", "a@b", "a b@example.com", "a@example..com", "a@-b.example"],
    ],
    uri: [
      ["https://clinic.example/a?b=c#d", "urn:isbn:0451450523", "mailto:a@example.com", "a:%20"],
      ["/a", "clinic.example", "https://a b", "https://ü.example", "a:%2", "a:"],
    ],
  };

  test.each(Object.entries(SAMPLES))("%s", (format, [good, bad]) => {
    const inFormat = formats[format as keyof typeof formats];
    const sent = asSent((text: unknown) => inFormat(String(text)));
    expect(good.filter((text) => !sent(text))).toEqual([]);
    expect(bad.filter(sent)).toEqual([]);
    // What is received is not judged, also after something that was sent.
    expect(bad.filter((text) => !inFormat(text))).toEqual([]);
  });

  test("a validator for what is sent has the faults of the one that it asks, and leaves nothing behind", () => {
    const validate: Validator = () => {
      validate.errors = [];
      throw new Error("sample");
    };
    expect(() => asSent(validate)("x")).toThrow("sample");
    expect(formats.date("x")).toBe(true);
  });

  test("the same schema is strict where it is sent, and lenient where it is received", () => {
    const { requestBody, responses } = operations.cancelExternalBooking;
    const sent: Validator = requestBody.content["application/json"].validate;
    const received: Validator = responses[200].content["application/json"].validate;
    const faultsOf = (validate: Validator) => {
      validate({ day: "soon" });
      return validate.errors?.filter(({ pointer }) => pointer === "/day");
    };
    expect(faultsOf(received)).toEqual([]);
    expect(faultsOf(sent)).toMatchObject([
      {
        keyword: "format",
        params: { format: "date" },
        schemaPath: "#/components/schemas/Day/format",
        found: "string",
      },
    ]);
    expect(faultsOf(received)).toEqual([]);
  });
});

/** Faults in unions: one that says that no branch fits, or those of the branch that a discriminator means. */
describe("unions", () => {
  /** What is found beside the properties that are missing. */
  function faultsOf(value: object): [pointer: string, keyword: string, source: string][] {
    validators.validateBooking?.({ place: "a", ...value });
    return (validators.validateBooking?.errors ?? [])
      .filter(({ pointer }) => /^\/(chosen|open|place)/.test(pointer))
      .map(({ pointer, keyword, schemaPath }) => [pointer, keyword, schemaPath]);
  }
  const AT = "#/components/schemas/Booking/properties";

  test("a value that names its branch is told what that one misses", () => {
    expect(faultsOf({ chosen: { kind: "visit", room: 1 } })).toEqual([]);
    expect(faultsOf({ chosen: { kind: "visit", number: 7 } })).toEqual([
      ["/chosen/room", "required", "#/components/schemas/Visit/required"],
    ]);
    expect(faultsOf({ chosen: { kind: "Call", number: 7 }, place: 7 })).toEqual([
      ["/place", "type", `${AT}/place/type`],
      ["/chosen/number", "type", "#/components/schemas/Call/properties/number/type"],
    ]);
  });

  test("a union inside of the branch is told as one fault of its own", () => {
    expect(faultsOf({ chosen: { kind: "Call", number: "a", part: true } })).toEqual([
      ["/chosen/part", "anyOf", "#/components/schemas/Call/properties/part/anyOf"],
    ]);
  });

  test("a value that names none, or an unknown one, is told so", () => {
    expect(faultsOf({ chosen: { room: 1.5 } })).toEqual([
      ["/chosen/kind", "required", `${AT}/chosen/discriminator`],
    ]);
    expect(faultsOf({ chosen: { kind: "constructor" } })).toEqual([
      ["/chosen/kind", "discriminator", `${AT}/chosen/discriminator`],
    ]);
    expect(faultsOf({ chosen: [7] })).toEqual([["/chosen", "oneOf", `${AT}/chosen/oneOf`]]);
  });

  test("without a discriminator, branches that are named elsewhere are told as one fault", () => {
    expect(faultsOf({ open: { kind: "visit" }, place: 7 })).toEqual([
      ["/place", "type", `${AT}/place/type`],
      ["/open", "oneOf", `${AT}/open/oneOf`],
    ]);
    expect(faultsOf({ open: { kind: "a", room: 1, number: "a" } })).toEqual([
      ["/open", "oneOf", `${AT}/open/oneOf`],
    ]);
  });
});

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
    { keyword: "maxLength", pointer: "/cancellation_reason", found: "string" },
    {
      keyword: "type",
      pointer: "/external_location_id",
      found: "integer",
      schemaPath:
        "#/components/schemas/CancelExternalBookingRequest/properties/external_location_id/type",
    },
    { keyword: "required", pointer: "/more/inner", found: "nothing" },
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
