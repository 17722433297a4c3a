/** What the validators tell of schemas that the description does not have today. */
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Validator } from "../../generated/validators.js";
import { edit, generate, makeWorkplace } from "./script.js";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await makeWorkplace()));
afterEach(() => remove());

/** What the generated validator of this name finds in a value. */
async function faultsOf(name: string, value: unknown): Promise<unknown> {
  const validators: Record<string, Validator> = await import(
    join(folder, "generated/validators.js")
  );
  const validate = validators[name];
  expect(validate?.(value)).toBe(false);
  return validate?.errors;
}

test("a union of more than kinds is told as one fault", async () => {
  const yaml = join(folder, "openapi/external-bookings.yaml");
  await edit(
    yaml,
    /anyOf:\n\s+- type: string\n\s+- type: integer/,
    "anyOf: [{ type: string, minLength: 1 }, { type: integer }]",
  );
  expect(await generate(folder)).toMatchObject({ code: 0 });
  const value = { detail: [{ loc: [true], msg: "m", type: "t" }] };
  expect(await faultsOf("validateHTTPValidationError", value)).toMatchObject([
    {
      keyword: "anyOf",
      pointer: "/detail/0/loc/0",
      found: "boolean",
      params: { type: "string or integer" },
    },
  ]);
});
