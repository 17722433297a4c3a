/** Another operation in the YAML is all it takes: no file of `src/` is edited. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parseDocument } from "yaml";
import { generate, root } from "./script.js";
import { keepTwoCalls } from "./two-calls.js";

const run = promisify(execFile);
const PATH = "/v1/partner/external_bookings/{external_booking_id}";
const text = (description: string, example: string) => ({
  type: "string",
  description,
  examples: [example],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-sister-"));
  for (const name of ["openapi", "generated", "src", "package.json", "tsconfig.json"]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await mkdir(join(folder, "probe"));
  await cp(join(__dirname, "sister-probe.ts"), join(folder, "probe/probe.ts"));
  await addSister(join(folder, "openapi/external-bookings.yaml"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The sister call, as the public docs list it. */
async function addSister(file: string): Promise<void> {
  const document = parseDocument(await readFile(file, "utf8"));
  keepTwoCalls(document);
  const json = (schema: string, example: string) => ({
    "application/json": {
      schema: { $ref: `#/components/schemas/${schema}` },
      examples: { sample: { $ref: `#/components/examples/${example}` } },
    },
  });
  document.setIn(
    ["paths", PATH, "patch"],
    document.createNode({
      operationId: "updateExternalBooking",
      tags: ["external_bookings"],
      summary: "Update an external booking",
      description: "Sets the status of a booking.",
      security: [{ client_id: [], access_token: ["write:bookings"] }],
      parameters: [{ $ref: "#/components/parameters/external_booking_id" }],
      requestBody: {
        description: "The new status.",
        required: true,
        content: json("UpdateExternalBookingRequest", "update"),
      },
      responses: {
        "200": { description: "The booking.", content: json("Booking", "booking_full") },
        "422": {
          description: "It did not validate.",
          content: json("HTTPValidationError", "validation_missing_property"),
        },
      },
    }),
  );
  document.setIn(
    ["components", "schemas", "UpdateExternalBookingRequest"],
    document.createNode({
      type: "object",
      description: "A new status for a booking.",
      required: ["external_location_id", "service_id", "status"],
      properties: {
        external_location_id: text("The location.", "ehr-location-17"),
        service_id: text("The service.", "sample-ehr-service"),
        status: text("The status.", "confirmed"),
      },
    }),
  );
  document.setIn(
    ["components", "examples", "update"],
    document.createNode({
      summary: "Confirm",
      value: {
        external_location_id: "ehr-location-17",
        service_id: "sample-ehr-service",
        status: "confirmed",
      },
    }),
  );
  await writeFile(file, String(document));
}

test("types, validators, judge, sandbox and probes follow the description", async () => {
  expect(await generate(folder)).toMatchObject({ code: 0 });
  await writeFile(
    join(folder, "probe/tsconfig.json"),
    JSON.stringify({ extends: "../tsconfig.json", include: ["../src", "../generated", "."] }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const compiled = run(process.execPath, [tsc, "-p", join(folder, "probe")]);
  const probed = run(
    process.execPath,
    ["--import", require.resolve("tsx"), join(folder, "probe/probe.ts")],
    { cwd: folder },
  );
  const [, { stdout }] = await Promise.all([compiled, probed]);
  expect(stdout).toMatch(/^\d+ probes for updateExternalBooking$/m);
}, 120_000);
