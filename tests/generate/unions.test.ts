/** Faults in unions: one that says that no branch fits, or those of the branch that a discriminator means. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Validator } from "../../generated/validators.js";
import { edit, generate, makeWorkplace } from "./script.js";

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
