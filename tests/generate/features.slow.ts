/** Features of a partner API are added to the description: every part does what it says. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { UNSEEN } from "../check/expected-findings.js";
import { generate, root } from "./script.js";

const PROBE = [
  "features-probe.ts",
  "features-probe-rows.ts",
  "features-probe-types.ts",
  "faults-probe.ts",
];
const run = promisify(execFile);
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string", description: "Sample." };
const object = (properties: object, more: object = {}) => ({
  type: "object",
  description: "Sample.",
  required: Object.keys(properties),
  properties,
  ...more,
});
const list = (items: object) => ({ type: "array", description: "Sample.", items });
const note = object({ text, tags: list({ type: "string" }) });
const SCHEMAS = {
  Sample: object({ visit: object({ place: text, notes: list(note) }) }),
  Refusal: object({ reason: text }),
  Merged: { description: "Sample.", allOf: [schema("Sample"), object({ note: text })] },
  Mapped: object({
    labels: { type: "object", description: "Sample.", additionalProperties: { type: "integer" } },
  }),
  Limited: object({
    visits: list(
      object({ kind: { ...text, enum: ["here", "there"] }, day: { ...text, format: "date" } }),
    ),
  }),
};
const sample = { visit: { place: "A", notes: [{ text: "B", tags: ["c"] }] } };
const EXAMPLES: Readonly<Record<string, unknown>> = {
  Sample: sample,
  Refusal: { reason: "No." },
  Merged: { ...sample, note: "D" },
  Mapped: { labels: { a: 1 } },
  Limited: { visits: [{ kind: "here", day: "2031-05-20" }] },
};
const content = (name: string) => ({
  "application/json": {
    schema: schema(name),
    examples: { one: { summary: "Sample", value: EXAMPLES[name] } },
  },
});
const answer = (name: string, more: object = {}) => ({
  description: "Sample.",
  content: content(name),
  ...more,
});
const operation = (operationId: string, responses: object, body?: string) => ({
  operationId,
  tags: ["external_bookings"],
  summary: "Sample",
  description: "Sample.",
  ...(body && { requestBody: { description: "Sample.", required: true, content: content(body) } }),
  responses,
});
const invalid = {
  description: "Sample.",
  content: {
    "application/json": {
      schema: schema("HTTPValidationError"),
      examples: { one: { $ref: "#/components/examples/validation_missing_property" } },
    },
  },
};
const refusals = { "403": answer("Refusal"), "404": answer("Refusal"), "422": invalid };
const headers = {
  "X-Sample-Count": { description: "Sample.", required: true, schema: { type: "integer" } },
};
const PATHS = {
  samples: { post: operation("createSample", { "201": answer("Sample"), ...refusals }, "Sample") },
  default_samples: {
    get: operation("readDefault", {
      "200": answer("Sample"),
      default: answer("Refusal"),
    }),
  },
  range_samples: {
    get: operation("readRange", { "200": answer("Sample"), "4XX": answer("Refusal") }),
  },
  header_samples: {
    get: operation("readHeader", { "200": answer("Sample", { headers }), "422": invalid }),
  },
  merged_samples: {
    post: operation("mergeSample", { "200": answer("Merged"), "422": invalid }, "Merged"),
  },
  mapped_samples: {
    post: operation("mapSample", { "200": answer("Mapped"), "422": invalid }, "Mapped"),
  },
  limited_samples: {
    post: operation("limitSample", { "200": answer("Limited"), "422": invalid }, "Limited"),
  },
};
const required = (name: string, place: string, of: object) => ({
  name,
  in: place,
  required: true,
  description: "Sample.",
  schema: of,
});
const PARAMETERS = [
  required("channel", "query", { type: "string", enum: ["web", "desk"] }),
  required("X-Sample-Actor", "header", { type: "string", minLength: 1 }),
];

const OF_BODY = "response_schema_conformance";
const answersWith = (status: number, ended: string, fault = OF_BODY) => ({
  validators: [true, false],
  call: [ended, `contract_violation ${fault}`],
  api: [`${status}`, `contract_violation ${fault}`],
  sandbox: [200, 401],
  matcher: [true, true, true, false],
  verify: ["", fault],
  check: ["", fault],
  mock: fault === OF_BODY ? [ended, "RangeError"] : [ended],
});
const sends = (status: number, found = "negative_data_rejection") => ({
  validators: [true, false],
  call: ["resolved", `contract_violation ${OF_BODY}`, "invalid_input"],
  api: [`${status}`, `contract_violation ${OF_BODY}`, "invalid_input"],
  sandbox: [status, 422],
  matcher: [true, true, true, false],
  verify: ["", OF_BODY, "request_conformance"],
  check: ["", found],
  mock: ["resolved", "422", "RangeError"],
});
/** What each part makes of what conforms, of an answer that does not, and of a request that does not. */
const TABLE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  create: sends(201),
  default: answersWith(409, "rejected"),
  "4XX": answersWith(418, "rejected"),
  header: answersWith(200, "resolved", "response_headers_conformance"),
  allOf: sends(200),
  map: sends(200),
  limits: sends(200),
  cancel: sends(200, "negative_data_rejection booking_identity"),
};
const CELLS = Object.entries(TABLE).flatMap(([feature, parts]) =>
  Object.entries(parts).map(([part, wanted]) => [feature, part, wanted] as const),
);

let folder: string;
let table: typeof TABLE;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-features-"));
  for (const name of ["openapi", "generated", "src", "package.json", "tsconfig.json"]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await mkdir(join(folder, "probe"));
  for (const name of PROBE) await cp(join(__dirname, name), join(folder, "probe", name));
  const file = join(folder, "openapi/external-bookings.yaml");
  const document = parse(await readFile(file, "utf8"));
  for (const [name, item] of Object.entries(PATHS)) document.paths[`/v1/partner/${name}`] = item;
  Object.assign(document.components.schemas, SCHEMAS);
  document.paths["/v1/partner/external_bookings/{external_booking_id}"].delete.parameters.push(
    ...PARAMETERS,
  );
  await writeFile(file, stringify(document, { aliasDuplicateObjects: false }));
  const { code, output } = await generate(folder);
  expect([code, code === 0 || output]).toEqual([0, true]);
  table = await printed("features-probe.ts");
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function printed(probe: string) {
  const args = ["--import", require.resolve("tsx"), join(folder, "probe", probe)];
  const { stdout } = await run(process.execPath, args, { cwd: folder });
  return JSON.parse(stdout);
}

test("a legal variant of the sandbox conforms, and a fault is found at the call that it is of", async () => {
  const found: Record<string, { kind: string; at: string[] }> = await printed("faults-probe.ts");
  const seen = Object.entries(found).filter(([name]) => !UNSEEN.has(name));
  const wanted = seen.map(([name, { kind }]) => {
    const call = name.startsWith("token-") ? "createAccessToken" : "cancelExternalBooking";
    return [name, { kind, at: kind === "legal" ? [] : [call] }];
  });
  expect(wanted.length).toBeGreaterThan(100);
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(wanted));
}, 1_200_000);

test.each(CELLS)("%s: %s", (feature, part, wanted) => {
  expect(table[feature]?.[part]).toEqual(wanted);
});

test("types", async () => {
  const config = { extends: "../tsconfig.json", include: ["../src", "../generated", "."] };
  await writeFile(join(folder, "probe/tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [tsc, "-p", join(folder, "probe")]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe("");
}, 180_000);
