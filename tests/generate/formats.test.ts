/** Formats are met by what is sent, and are a remark about what is received. */
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Validator } from "../../generated/validators.js";
import { asSent, formats } from "../../scripts/generate/runtime/formats.js";
import { edit, generate, makeWorkplace } from "./script.js";

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
