/** Regeneration is exact: same bytes everywhere, every drift named, nothing written on a bad description. */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { writeArtifacts } from "../../scripts/generate/artifacts.js";
import { description } from "../../src/description/operations.js";
import { contentsOf, edit, generate, makeWorkplace, root } from "./script.js";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await makeWorkplace()));
afterEach(() => remove());

const yaml = () => join(folder, "openapi/external-bookings.yaml");
const artifact = (file: string) => join(folder, "generated", file);

const contents = () => contentsOf(folder);

test("what stands in generated/ is made of the description as it is", async () => {
  const { output } = await generate(root, true);
  expect(output).toBe("generated is current.");
});

test("the same bytes are made in another folder, from a description with CRLF", async () => {
  const wanted = await contents();
  const text = await readFile(yaml(), "utf8");
  await writeFile(yaml(), text.replaceAll("\n", "\r\n"));
  await rm(join(folder, "generated"), { recursive: true });
  expect(await generate(folder)).toMatchObject({ code: 0 });
  expect(await contents()).toEqual(wanted);
});

test("the check names every artifact that drifted, whatever made it stale, and CRLF of a checkout does not", async () => {
  await edit(yaml(), "        - is_walk_in\n", "");
  // What an older generator would have left.
  await edit(artifact("README.md"), /(openapi-typescript) \d+/, "$1 6");
  const operations = await readFile(artifact("operations.ts"), "utf8");
  await writeFile(artifact("operations.ts"), operations.replaceAll("\n", "\r\n"));
  await writeFile(artifact("notes.txt"), "left behind");
  await rm(artifact("validators.d.ts"));
  const before = await contents();
  const { code, output } = await generate(folder, true);
  expect(code).toBe(1);
  for (const file of ["openapi.json", "locations.json", "schema.ts", "validators.js"]) {
    expect(output).toContain(`generated/${file} is stale.\n    line `);
  }
  expect(output).toMatch(/\n {4}- .*is_walk_in: boolean;\n[^+]*\n {4}\+ .*is_walk_in\?: boolean;/);
  expect(output).toMatch(
    /generated\/README\.md is stale\.\n {4}line \d+\n {4}- .*openapi-typescript 6\.[^\n]*\n(?: {4}- [^\n]*\n)? {4}\+ .*openapi-typescript 7\./,
  );
  expect(output).toContain("generated/notes.txt is unexpected.");
  expect(output).toContain("generated/validators.d.ts is missing.");
  expect(output).toContain("npm run generate");
  expect(output).not.toContain("operations.ts");
  expect(await contents()).toEqual(before);
});

const BROKEN: Readonly<Record<string, readonly [break_: () => Promise<void>, says: RegExp]>> = {
  "is missing": [() => rm(yaml()), /external-bookings\.yaml cannot be read\./],
  "is not YAML": [
    () => edit(yaml(), "openapi: 3.1.1", "openapi: 3.1.1\n  oops: ["),
    /external-bookings\.yaml is no OpenAPI description: .+/,
  ],
  "refers to nothing": [
    () => edit(yaml(), '"#/components/schemas/Booking"', '"#/components/schemas/Nobody"'),
    /external-bookings\.yaml:\d+:\d+: Can't resolve \$ref/,
  ],
  "breaks a rule of ours": [
    () => edit(yaml(), "operationId: cancelExternalBooking", "operationId: cancel_it"),
    /external-bookings\.yaml:\d+:\d+: Every operation has an operationId in camelCase/,
  ],
  "has an example that does not fit": [
    () => edit(yaml(), "        is_walk_in: false\n", "        is_walk_in: CANARY\n"),
    /external-bookings\.yaml:\d+: #\/components\/examples\/booking_full\/value\/is_walk_in: The example does not fit its schema: type is not met\./,
  ],
  "has an alias in what it stands for": [
    () => edit(yaml(), "openapi: 3.1.1\n", "$&x-sample: &sample { inner: *sample }\n"),
    /external-bookings\.yaml:2: #\/x-sample\/inner: The alias leads to what it stands in\./,
  ],
  "has a $ref that leads to itself": [
    () => edit(yaml(), "  schemas:\n", '$&    Loop: { $ref: "#/components/schemas/Loop" }\n'),
    /external-bookings\.yaml:\d+: #\/components\/schemas\/Loop: Its \$ref leads from one \$ref/,
  ],
  "has an operation that does not say how it refuses": [
    () => edit(yaml(), /"422":(\n {10}description: The body did)/, '"302":$1'),
    /external-bookings\.yaml:\d+:\d+: An operation documents how it refuses/,
  ],
  "means more than one file": [
    async () => {
      await writeFile(join(folder, "openapi/sample.yaml"), "type: string\ndescription: Sample.\n");
      await edit(yaml(), "        address_city:\n", "        sample: { $ref: sample.yaml }\n$&");
    },
    /external-bookings\.yaml refers to sample\.yaml; the description is one file/,
  ],
  "says what nothing here can do": [
    () => edit(yaml(), "in: header", "in: query"),
    /external-bookings\.yaml:\d+: #\/components\/securitySchemes\/client_id: The client sends/,
  ],
  "has no rules beside it": [
    () => rm(join(folder, "openapi/redocly.yaml")),
    /The lint rules in .*openapi\/redocly\.yaml cannot be read/,
  ],
};

test.each(Object.keys(BROKEN))(
  "a description that %s stops before anything is written",
  async (name) => {
    const [spoil, says] = BROKEN[name] ?? [];
    const before = await contents();
    await spoil?.();
    const { code, output } = await generate(folder);
    expect(code).toBe(1);
    expect(output).toMatch(says ?? /never/);
    expect(output).toContain("Nothing was generated.");
    expect(output).not.toMatch(/^\s+at /m);
    expect(await contents()).toEqual(before);
  },
);

test("a title of several lines and a range of media types do not become code", async () => {
  await edit(yaml(), "title: Solv external bookings", 'title: "Solv\\nexport const sample = 1;"');
  await edit(
    yaml(),
    'responses:\n        "200":\n',
    "$&          x-sample: &sample { schema: { type: string } }\n",
  );
  await edit(
    yaml(),
    /( {8})"422":\n/,
    '$1"409":\n$1  description: Sample.\n$1  content: { "*/*": { <<: *sample, examples: { a: { value: b } } } }\n$&',
  );
  const { code, output } = await generate(folder);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("operations.ts") });
  const { "operations.ts": operations = "", "validators.d.ts": declarations = "" } =
    await contents();
  expect(operations.split("\n")[0]).toContain(
    `(Solv export const sample = 1; ${description.version}). Do not edit.`,
  );
  expect(declarations).not.toMatch(/\*\/.*\*\//);
});

test("a failure while writing leaves the old artifacts, and the next run leaves no trace of it", async () => {
  const before = await contents();
  const artifacts = new Map([
    ["README.md", "new"],
    ["no/such/folder", "cannot be written"],
  ]);
  await expect(writeArtifacts(artifact(""), artifacts)).rejects.toThrow("ENOENT");
  expect(await contents()).toEqual({ ...before, "README.md.new": "new" });

  await edit(yaml(), "Why the patient comes", "What brings the patient");
  expect(await generate(folder)).toMatchObject({ code: 0 });
  expect(Object.keys(await contents())).toEqual(Object.keys(before));
  expect(await readdir(folder)).toEqual(["generated", "openapi"]);
  const current = { code: 0, output: expect.stringMatching(/generated is current\.$/) };
  expect(await generate(folder, true)).toEqual(current);
});
