/** Reads, a list and a change are added to the description: check sends what is safe, or allowed by name. */
import { readFile, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { parseDocument } from "yaml";
import type { Exchange, Report } from "../../src/contract.js";
import type { Sandbox } from "../../src/sandbox.js";
import { generate, makeWorkplace } from "./script.js";
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

let remove: () => Promise<void>;
let sandbox: Sandbox;
let checkContract: typeof import("../../src/contract.js").checkContract;
let recordHar: typeof import("../../src/contract.js").recordHar;
let dryRun: typeof import("../../src/check/dry-run.js").dryRun;
beforeAll(async () => {
  const place = await makeWorkplace();
  const { folder } = place;
  remove = place.remove;
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
  const { code, output } = await generate(folder);
  expect([code, code === 0 || output]).toEqual([0, true]);
  // `src/` is as it is, over what was generated.
  for (const name of ["operations.ts", "description.ts", "openapi.json", "locations.json"]) {
    jest.doMock(`../../generated/${name}`, () =>
      jest.requireActual(join(folder, "generated", name)),
    );
  }
  ({ checkContract, recordHar } = await import("../../src/contract.js"));
  ({ dryRun } = await import("../../src/check/dry-run.js"));
  const { startSandbox } = await import("../../src/sandbox.js");
  sandbox = await startSandbox();
}, 120_000);
afterAll(async () => {
  await sandbox.close();
  await remove();
});

const only = ["addedList/*", "addedRead/*", "addedChange/*", "addedInteger/*"];
const exchanges: Exchange[] = [];
const checked = (more: object = {}) => {
  const { baseUrl, credentials } = sandbox;
  const onExchange = (exchange: Exchange) => exchanges.push(exchange);
  return checkContract({ baseUrl, ...credentials, only, onExchange, ...more });
};
const resultOf = ({ results }: Report, id: string) => results.find((each) => each.id === id);

test("parameters are probed, reads are sent, and lists are judged and not recorded", async () => {
  const { results } = await checked();
  expect(results.filter(({ outcome }) => outcome === "failed")).toEqual([]);
  const sent = results.filter(({ status }) => status !== undefined).map(({ id }) => id);
  expect(sent).toEqual(
    expect.arrayContaining([
      "addedList/control",
      "addedList/parameter/missing/from",
      "addedList/parameter/type/limit",
      "addedList/parameter/maximum/limit",
      "addedList/parameter/enum/state",
      "addedList/valid/parameters",
      "addedInteger/control",
      "addedInteger/parameter/path/location_id",
      "addedChange/body/missing/service_id",
    ]),
  );
  const shown = exchanges.filter(
    ({ request, response }) =>
      request.target.startsWith("/v1/partner/added_list") && response?.status === 200,
  );
  expect(shown.length).toBeGreaterThan(0);
  for (const { response, withheldBytes } of shown) {
    expect(response?.body.length).toBe(0);
    expect(withheldBytes).toBeGreaterThan(0);
  }
  expect(recordHar(shown)).toMatch(/left out, because it may show what was not given/);
  const targets = exchanges.map(({ request }) => `${request.method} ${request.target}`);
  expect(targets).toContainEqual(expect.stringMatching(/^GET .*9007199254740991/));
});

test("a given booking is read; a change needs its own permission, and the cancel's is none", async () => {
  const bookings = sandbox.bookings.slice(0, 1);
  const given = { bookings, only: ["addedRead/booking/valid/*", "addedChange/booking/valid/*"] };
  const change = "addedChange/booking/valid/minimal";
  const reading = await checked({ ...given, allowCancel: true });
  expect(resultOf(reading, "addedRead/booking/valid/read")?.status).toBe(200);
  expect(resultOf(reading, change)?.needs).toBe("--allow addedChange");
  const changing = await checked({ ...given, allow: ["addedChange"] });
  expect(resultOf(changing, change)?.status).toBe(200);
  const listed = (allow: string[]) =>
    dryRun({ ...given, allow }).some((line) => line.startsWith("addedChange/booking/valid/"));
  expect([listed([]), listed(["addedChange"])]).toEqual([false, true]);
  expect(sandbox.state().filter(({ cancelled }) => cancelled)).toEqual([]);
  await expect(checked({ ...given, allow: ["addedList"] })).rejects.toThrow(
    "allow must name operations that act on a given booking: cancelExternalBooking, addedChange.",
  );
});

test("a defect in a list is found", async () => {
  const server = http.createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('[{"id":"none"}]');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const report = await checked({
    baseUrl: `http://127.0.0.1:${port}`,
    only: ["addedList/control"],
  });
  server.close();
  expect(JSON.stringify(report.results)).toContain("response_schema_conformance");
  expect(report.verdict).toBe("violations");
});
