/** The servers of the stacks' tests stay honest where the description asks for more: they read it. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { generate, root } from "./script.js";

const run = promisify(execFile);
const text = { type: "string", description: "Sample." };
const visit = {
  type: "object",
  description: "Sample.",
  required: ["place"],
  properties: { place: { ...text, enum: ["here", "there"] } },
};
const MEMBERS = { visit, hours: { type: "integer", description: "Sample.", minimum: 1 } };
const VALUES = { visit: { place: "here" }, hours: 2 };
const PARAMETERS = [
  { name: "channel", in: "query", schema: { type: "string", enum: ["web", "desk"] } },
  { name: "X-Sample-Trace", in: "header", schema: { type: "string", format: "uuid" } },
].map((parameter) => ({ ...parameter, required: true, description: "Sample." }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-stacks-"));
  const { stdout } = await run("git", ["ls-files", "-z"], { cwd: root });
  for (const file of stdout.split("\0").filter(Boolean)) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const file = join(folder, "openapi/external-bookings.yaml");
  const document = parse(await readFile(file, "utf8"));
  const { schemas, examples } = document.components;
  const request = schemas.CancelExternalBookingRequest;
  Object.assign(request.properties, MEMBERS);
  request.required.push(...Object.keys(MEMBERS));
  for (const name of ["cancel_minimal", "cancel_with_reason"]) {
    Object.assign(examples[name].value, VALUES);
  }
  const path = "/v1/partner/external_bookings/{external_booking_id}";
  document.paths[path].delete.parameters.push(...PARAMETERS);
  await writeFile(file, stringify(document, { aliasDuplicateObjects: false }));
  expect(await generate(folder)).toMatchObject({ code: 0 });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every one conforms", async () => {
  // What jest tells its own workers is nothing for a jest of its own.
  const { JEST_WORKER_ID: _, NODE_ENV: __, ...env } = process.env;
  const args = ["run", "test:stacks", "--", "honest", "-t", "with a token", "--silent"];
  const ended = await run("npm", args, { cwd: folder, env, maxBuffer: 1 << 28 }).catch(
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ stdout, stderr }),
  );
  expect(ended.stderr).toMatch(/Tests: +\d+ skipped, 17 passed/);
}, 1_200_000);
