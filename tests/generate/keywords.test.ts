/** What keywords of schemas come to in validators: formats, and unions. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Validator } from "../../generated/validators.js";
import { asSent, formats } from "../../scripts/generate/runtime/formats.js";
import { edit, generate, makeWorkplace } from "./script.js";

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

  test("the same schema is strict where it is sent, and lenient where it is received", async () => {
    const { folder, remove } = await makeWorkplace();
    const yaml = join(folder, "openapi/external-bookings.yaml");
    const day = "{ type: string, format: date, description: Sample., examples: ['2031-05-20'] }";
    await edit(yaml, "    HTTPValidationError:\n", `    Day: ${day}\n    HTTPValidationError:\n`);
    const day_ref = `        day: { $ref: "#/components/schemas/Day" }\n`;
    await edit(yaml, "        address_city:\n", `${day_ref}        address_city:\n`);
    await edit(yaml, "        cancellation_reason:\n", `${day_ref}        cancellation_reason:\n`);
    await edit(
      yaml,
      "        cancellation_reason: The",
      "        day: '2031-05-20'\n        cancellation_reason: The",
    );
    await edit(
      yaml,
      "        address_city: Sampletown",
      "        day: '2031-05-20'\n        address_city: Sampletown",
    );
    expect(await generate(folder)).toMatchObject({ code: 0 });
    const { operations } = await import(join(folder, "generated/operations.ts"));
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
    await remove();
  });
});

/** Faults in unions: one that says that no branch fits, or those of the branch that a discriminator means. */
describe("unions", () => {
  let folder: string;
  let remove: () => Promise<void>;
  let validators: Record<string, Validator>;

  beforeAll(async () => {
    ({ folder, remove } = await makeWorkplace());
    const yaml = join(folder, "openapi/external-bookings.yaml");
    const branch = (name: string, member: string, type: string) => `    ${name}:
      type: object
      description: Sample.
      required: [kind, ${member}]
      properties:
        kind: { type: string, description: Sample., examples: [sample] }
        ${member}: { type: ${type}, description: Sample. }
        part:
          description: Sample.
          anyOf: [{ type: string, minLength: 1 }, { type: integer }]
`;
    const branches =
      '[{ $ref: "#/components/schemas/Visit" }, { $ref: "#/components/schemas/Call" }]';
    await edit(
      yaml,
      "    HTTPValidationError:\n",
      `${branch("Visit", "room", "integer")}${branch("Call", "number", "string")}$&`,
    );
    await edit(
      yaml,
      "        address_city:\n",
      `        place: { type: string, description: Sample. }
        chosen:
          description: Sample.
          oneOf: ${branches}
          discriminator: { propertyName: kind, mapping: { visit: "#/components/schemas/Visit" } }
        open:
          description: Sample.
          oneOf: ${branches}
$&`,
    );
    const first = "{ kind: visit, room: 1, part: a }";
    const second = "{ kind: Call, number: a, part: a }";
    await edit(
      yaml,
      "        address_city: Sampletown",
      `        place: a\n        chosen: ${first}\n        open: ${second}\n$&`,
    );
    expect((await generate(folder)).output).toMatch(/: wrote /);
    validators = await import(join(folder, "generated/validators.js"));
  });
  afterAll(() => remove());

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
