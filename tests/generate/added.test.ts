/** Reads, a list and a change are added to the description: check sends what is safe, or allowed by name. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parseDocument } from "yaml";
import { generate, root } from "./script.js";
import { keepTwoCalls } from "./two-calls.js";

const BOOKING = "/v1/partner/external_bookings/{external_booking_id}";
const reference = (to: string) => ({ $ref: `#/components/${to}` });
const json = (schema: object, examples: object) => ({ "application/json": { schema, examples } });
const one = json(reference("schemas/Booking"), { one: reference("examples/booking_full") });

function operation(operationId: string, more: object, content: object = one) {
  return {
    operationId,
    tags: ["external_bookings"],
    summary: "Sample",
    description: "An operation that may be added.",
    security: [{ client_id: [], access_token: ["write:bookings"] }],
    ...more,
    responses: {
      "200": { description: "As asked.", content },
      "404": { description: "There is none.", content: refusal },
      "422": { description: "It did not validate.", content: refusal },
    },
  };
}

const refusal = json(reference("schemas/HTTPValidationError"), {
  missing: reference("examples/validation_missing_property"),
});
const parameter = (name: string, place: string, schema: object, more: object = {}) => ({
  name,
  in: place,
  description: "A sample parameter.",
  schema,
  ...more,
});
const states = { type: "array", items: { type: "string", enum: ["booked", "cancelled"] } };
const id = reference("parameters/external_booking_id");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-added-"));
  for (const name of ["openapi", "generated", "src", "package.json", "tsconfig.json"]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await mkdir(join(folder, "probe"));
  await cp(join(__dirname, "added-probe.ts"), join(folder, "probe/probe.ts"));
  const file = join(folder, "openapi/external-bookings.yaml");
  const document = parseDocument(await readFile(file, "utf8"));
  keepTwoCalls(document);
  const booking = (
    document.toJS() as { components: { examples: { booking_full: { value: object } } } }
  ).components.examples.booking_full.value;
  const list = json(
    { type: "array", items: reference("schemas/Booking") },
    { some: { summary: "One", value: [booking] } },
  );
  const add = (path: string, method: string, value: object) =>
    document.setIn(["paths", path, method], document.createNode(value));
  add(BOOKING, "get", operation("addedRead", { parameters: [id] }));
  add(
    BOOKING,
    "patch",
    operation("addedChange", {
      parameters: [id],
      requestBody: {
        description: "As for the cancel.",
        required: true,
        content: json(reference("schemas/CancelExternalBookingRequest"), {
          minimal: reference("examples/cancel_minimal"),
        }),
      },
    }),
  );
  const parameters = [
    parameter(
      "from",
      "query",
      { type: "string", format: "date" },
      { required: true, example: "2031-05-20" },
    ),
    parameter("limit", "query", { type: "integer", minimum: 1, maximum: 50 }, { example: 10 }),
    parameter("state", "query", states, { example: ["booked"] }),
  ];
  add("/v1/partner/added_list", "get", operation("addedList", { parameters }, list));
  const location = parameter(
    "location_id",
    "path",
    { type: "integer" },
    { required: true, example: 7 },
  );
  add(
    "/v1/partner/added/{location_id}",
    "get",
    operation("addedInteger", { parameters: [location] }),
  );
  await writeFile(file, String(document));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("parameters are probed, reads are sent, lists are judged and not recorded, changes need a name", async () => {
  const { code, output } = await generate(folder);
  expect([code, code === 0 || output]).toEqual([0, true]);
  const probed = await promisify(execFile)(
    process.execPath,
    ["--import", require.resolve("tsx"), join(folder, "probe/probe.ts")],
    { cwd: folder },
  ).catch((error: { stderr: string }) => ({ stdout: error.stderr }));
  expect(probed.stdout).toBe("added operations hold\n");
}, 120_000);
