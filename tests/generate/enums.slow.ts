/** No code of `src/` takes a described text for any text, or a member for one of both directions: it compiles, and sandbox and check agree. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Document, parseDocument } from "yaml";
import { generate, root } from "./script.js";

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-enums-"));
  for (const name of ["openapi", "generated", "src", "package.json", "tsconfig.json"]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const file = join(folder, "openapi/external-bookings.yaml");
  const document = parseDocument(await readFile(file, "utf8"));
  const list = (schema: string, name: string, ...values: string[]) =>
    document.setIn(["components", "schemas", schema, "properties", name, "enum"], values);
  list("CancelExternalBookingRequest", "external_location_id", "ehr-location-17", "other");
  list("CancelExternalBookingRequest", "service_id", "sample-ehr-service", "other");
  list("AccessTokenRequest", "grant_type", "service_api");
  list("AccessTokenRequest", "scope", "write:bookings", "read:bookings");
  list("Booking", "status", "cancelled", "confirmed");
  const id = ["components", "parameters", "external_booking_id"];
  document.setIn([...id, "schema"], { type: "integer" });
  document.setIn([...id, "examples"], { first: { value: 1 }, second: { value: 2 } });
  addDirections(document);
  await writeFile(file, document.toString());
  expect(await generate(folder)).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Members of one direction, also within another member: what is read is not sent, what is written not answered. */
function addDirections(document: Document): void {
  const text = (more: object) => ({ type: "string", description: "Sample.", ...more });
  const add = (schema: string, name: string, value: object) => {
    const at = ["components", "schemas", schema];
    document.setIn([...at, "properties", name], document.createNode(value));
    document.addIn([...at, "required"], name);
  };
  add("CancelExternalBookingRequest", "patient", {
    type: "object",
    description: "Sample.",
    required: ["number", "nickname"],
    properties: {
      number: { type: "integer", description: "Sample.", readOnly: true },
      nickname: text({}),
      pin: text({ writeOnly: true }),
    },
  });
  add("Booking", "pin", text({ writeOnly: true }));
  add("Booking", "place", {
    type: "object",
    description: "Sample.",
    required: ["code"],
    properties: { code: text({ writeOnly: true }), name: text({ readOnly: true }) },
  });
  const examples = ["components", "examples"];
  for (const name of ["cancel_minimal", "cancel_with_reason"]) {
    document.setIn([...examples, name, "value", "patient"], { nickname: "Jay", pin: "sample" });
  }
  for (const name of ["booking_full", "booking_minimal"]) {
    document.setIn([...examples, name, "value", "place"], { name: "Sample" });
  }
}

test("src compiles", async () => {
  const config = JSON.stringify({ extends: "./tsconfig.json", include: ["src", "generated"] });
  await writeFile(join(folder, "tsconfig.enums.json"), config);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "-p", "tsconfig.enums.json", "--noEmit"];
  const { stdout } = await run(process.execPath, args, { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe("");
}, 180_000);

test("the check of the sandbox, with the bookings that it has, finds no error", async () => {
  await mkdir(join(folder, "probe"));
  await writeFile(
    join(folder, "probe/probe.ts"),
    `import { checkContract } from "../src/contract.js";
import { startSandbox } from "../src/sandbox.js";
const sandbox = await startSandbox();
const { baseUrl, bookings, credentials } = sandbox;
const report = await checkContract({ ...credentials, baseUrl, bookings, allowCancel: true });
await sandbox.close();
const found = report.results.filter(({ outcome }) => outcome === "failed");
console.log(JSON.stringify(found.map(({ id, findings }) => [id, findings.map((one) => one.message)])));
`,
  );
  const args = ["--import", "tsx", "probe/probe.ts"];
  const { stdout } = await run(process.execPath, args, { cwd: folder });
  expect(JSON.parse(stdout)).toEqual([]);
}, 180_000);
