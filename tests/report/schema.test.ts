/** The published schemas say what the types say, and the reports meet theirs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { deriveSchemas } from "../../scripts/schemas/derive.js";
import { conforming, verified, violated } from "./sample.js";

const root = join(__dirname, "../..");
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));

test("each schema is what its type says; mend with `npm run schemas`", () => {
  for (const [{ out }, text] of deriveSchemas(root)) {
    expect([out, read(out)]).toEqual([out, JSON.parse(text)]);
  }
});

describe("report.schema.json", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(read("src/report/report.schema.json"));

  test.each([
    ["violated", violated],
    ["conforming", conforming],
    ["verified", verified],
  ])("accepts the %s report", (_, report) => {
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors).toBeNull();
  });

  test("refuses another verdict, a missing count and an unknown member", () => {
    const { unreadable: _, ...summary } = violated.summary;
    expect(validate({ ...violated, verdict: "perhaps" })).toBe(false);
    expect(validate({ ...violated, summary })).toBe(false);
    expect(validate({ ...violated, patient: "Jane" })).toBe(false);
  });
});
