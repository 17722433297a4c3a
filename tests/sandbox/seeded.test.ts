/** An operation on a seeded booking answers with it; any other with the example, and says so. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import { type Operation, operations } from "../../src/description/operations.js";
import { headerOf } from "../../src/http/wire.js";
import { idFrom } from "../../src/sandbox/ids.js";
import { bodyOf } from "../../src/sandbox/reply.js";
import { seededIds } from "../../src/sandbox/seed.js";
import { startSandbox } from "../../src/sandbox.js";
import { parameter, validator } from "../description/parameter.js";
import { bookingAt, cancelOf, json, send, start, type Trial } from "./helpers.js";

const { requestBody: _body, ...bodiless } = operations.cancelExternalBooking;
const AT = "sample_seeds";
const OWN = operations.cancelExternalBooking.path;
const booking = operations.cancelExternalBooking.parameters;

function add(id: string, parts: Partial<Operation>): void {
  Object.assign(operations, { [id]: { ...bodiless, id, method: "GET", ...parts } });
}

const other = {
  "200": {
    source: `#/${AT}`,
    line: 1,
    headers: [],
    content: { "application/json": { schema: `#/${AT}/schema`, validate: () => true } },
  },
};
const answers = (status: string, parts: object) => ({ [status]: { ...other["200"], ...parts } });

beforeEach(() => {
  const content = { "application/json": { examples: { sample: { value: { pages: 1 } } } } };
  const integer = { examples: { sample: { value: 42 } } };
  const schema = { properties: { pages: {} } };
  const listed = { enum: ["north", "south"] };
  Object.assign(document, { [AT]: { content, schema, integer, listed, uuid: { format: "uuid" } } });
  add("sampleRead", { path: OWN });
  add("samplePages", { path: `${OWN}/pages`, responses: other });
  add("sampleGone", { path: `${OWN}/gone`, responses: answers("204", { content: {} }) });
  add("sampleList", { path: "/v1/partner/bookings", parameters: [] });
  add("sampleById", {
    path: "/v1/partner/bookings/{booking_id}",
    parameters: [
      parameter("booking_id", {
        in: "path",
        kinds: ["integer"],
        validate: validator(Number.isInteger),
        source: `#/${AT}/integer`,
      }),
    ],
  });
  add("sampleRegion", {
    path: `/v1/partner/regions/{region}/bookings/{external_booking_id}`,
    parameters: [...booking, parameter("region", { in: "path", schema: `#/${AT}/listed` })],
  });
});
afterEach(() => {
  Reflect.deleteProperty(document, AT);
  for (const id of Object.keys(operations)) {
    if (id.startsWith("sample")) Reflect.deleteProperty(operations, id);
  }
});

async function read(trial: Trial, target: string) {
  const { headers } = cancelOf(bookingAt(trial), trial.sandbox);
  const answer = await send(trial, { method: "GET", target, headers, body: null });
  const isExample = headerOf(answer.headers, "x-sandbox-answer") === "example";
  return { ...answer, isExample };
}
const pathOf = (trial: Trial, position: number, end = "") =>
  cancelOf(bookingAt(trial, position), trial.sandbox).target + end;

describe("an operation on a seeded booking", () => {
  test("answers with that booking, whatever kind of id it has", async () => {
    const trial = await start();
    for (const [position, { expect: held }] of trial.sandbox.bookings.entries()) {
      const answer = await read(trial, pathOf(trial, position));
      expect([answer.status, answer.isExample]).toEqual([200, false]);
      expect(json(answer)).toMatchObject({ id: held.id, last_name: held.last_name });
    }
  });

  test("answers with what became of it", async () => {
    const trial = await start();
    const status = async () =>
      (json(await read(trial, pathOf(trial, 0))) as { status: string }).status;
    expect(await status()).toBe("booked");
    await send(trial, cancelOf(bookingAt(trial), trial.sandbox));
    expect(await status()).toBe(bookingAt(trial).expect.status);
  });

  test("answers with its own example, where it answers with something else", async () => {
    const trial = await start();
    const answer = await read(trial, pathOf(trial, 1, "/pages"));
    expect([answer.status, answer.isExample, json(answer)]).toEqual([200, true, { pages: 1 }]);
    expect((await read(trial, `${OWN.replace(/\{.*/, "none")}/pages`)).status).toBe(404);
  });

  test("answers without a body, where none is documented", async () => {
    const trial = await start();
    const answer = await read(trial, pathOf(trial, 0, "/gone"));
    expect([answer.status, answer.body.length, answer.isExample]).toEqual([204, 0, false]);
    expect(headerOf(answer.headers, "content-type")).toBeUndefined();
  });

  test("wants to know what else its path names", async () => {
    const trial = await start();
    const id = encodeURIComponent(bookingAt(trial, 2).external_booking_id);
    const answer = await read(trial, `/v1/partner/regions/south/bookings/${id}`);
    expect(json(answer)).toMatchObject({ id: bookingAt(trial, 2).expect.id });
    expect((await read(trial, `/v1/partner/regions/west/bookings/${id}`)).status).toBe(404);
  });

  test("finds it by the number that the answers give it", async () => {
    const trial = await start();
    const { id, last_name } = bookingAt(trial, 3).expect;
    const answer = await read(trial, `/v1/partner/bookings/${id}`);
    expect([answer.isExample, json(answer)]).toEqual([
      false,
      expect.objectContaining({ last_name }),
    ]);
    expect((await read(trial, "/v1/partner/bookings/42")).isExample).toBe(true);
    expect((await read(trial, "/v1/partner/bookings/43")).status).toBe(404);
    expect((await read(trial, "/v1/partner/bookings/x")).status).toBe(422);
  });
});

test("an operation that names no booking answers with its example", async () => {
  const trial = await start();
  const answer = await read(trial, "/v1/partner/bookings");
  expect([answer.status, answer.isExample]).toEqual([200, true]);
  const cancelled = await send(trial, cancelOf(bookingAt(trial), trial.sandbox));
  expect(headerOf(cancelled.headers, "x-sandbox-answer")).toBeUndefined();
});

test.each([204, 205, 304])("an answer %d has no body, whatever was to be in it", (status) => {
  expect(bodyOf({ status, headers: [], json: { a: 1 } })).toHaveLength(0);
});

describe("seeded ids are legal for their kind", () => {
  const integer = parameter("id", {
    in: "path",
    kinds: ["integer"],
    validate: validator(Number.isInteger),
  });
  const uuid = parameter("id", {
    in: "path",
    schema: `#/${AT}/uuid`,
    validate: validator((value) =>
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value)),
    ),
  });
  const listed = parameter("id", {
    in: "path",
    source: `#/${AT}/integer`,
    validate: validator((value) => value === "42"),
  });
  test("of an integer, of a UUID, of a text, and of a list of values", () => {
    expect(seededIds(integer, 3)).toEqual(["1", "2", "3"]);
    expect(seededIds(uuid, 2).map((id) => idFrom(uuid, id.toUpperCase()))).toEqual(
      seededIds(uuid, 2),
    );
    expect(seededIds(parameter("id", { in: "path" }), 9)).toContain("sample-booking-8");
    expect(seededIds(listed, 5)).toEqual(["42"]);
    expect(new Set(seededIds(integer, 200)).size).toBe(200);
  });
});

describe("an option that is not known is refused", () => {
  test.each([
    [{ fault: ["no-auth"] }, "`fault` is not a known option. The nearest is `faults`."],
    [{ paceMS: 1 }, "`paceMS` is not a known option. The nearest is `paceMs`."],
    [{ address: "127.0.0.1" }, "`address` is not a known option. Known are host, port, tls,"],
  ])("%j", async (options, message) => {
    await expect(startSandbox(options as never)).rejects.toThrow(TypeError);
    await expect(startSandbox(options as never)).rejects.toThrow(message);
  });

  test("but one that is undefined is none", async () => {
    await (await startSandbox({ faultRatio: undefined, faults: [] } as never)).close();
  });
});
