/** The sandbox's invented world, and how a call is decided on it. */
import { describe, expect, test } from "@jest/globals";
import { type Operation, operations } from "../../src/description/operations.js";
import type { Call, Decisions } from "../../src/sandbox/model.js";
import { createWorld } from "../../src/sandbox/seed.js";
import { answer, conformingStages } from "../../src/sandbox/stages.js";
import { cancel, json, start } from "./helpers.js";

/** The invented world of the sandbox: its credentials, its tokens, its bookings. */
describe("the world", () => {
  describe("the world", () => {
    const ids = [
      "ehr-booking-0001",
      "clinic-7/2031-00042",
      "sample booking 3",
      "süß-予約-4",
      "100%",
      "sample%2e%2f6",
      "Sample-Mixed-CASE-7",
      "sample+plus&and=equals?8#",
      "sample-booking-9",
    ];

    test("is the same each time", async () => {
      const { sandbox } = await start();
      expect(sandbox.credentials).toEqual({
        clientId: "sample-client",
        clientSecret: "sample-secret",
        accessToken: "sample-access-token",
        unscopedAccessToken: "sample-unscoped-access-token",
        expiredAccessToken: "sample-expired-access-token",
      });
      expect(sandbox.bookings).toEqual(
        ids.map((id, index) => ({
          external_booking_id: id,
          external_location_id: index % 2 === 0 ? "ehr-location-17" : "ehr-location-17-b",
          service_id: "sample-ehr-service",
          expect: {
            id: 1001 + index,
            last_name: expect.stringMatching(new RegExp(`^[A-Za-z-]+-${index + 1}$`)),
            status: "cancelled",
          },
        })),
      );
      expect([sandbox.requests, sandbox.elsewhere]).toEqual([[], []]);
      expect(sandbox.state()).toEqual(
        ids.map((id) => ({ external_booking_id: id, cancelled: 0, requests: 0 })),
      );
    });

    test("has as many bookings as are asked for, and no fewer than kinds of id", async () => {
      const named = async (bookings: number) =>
        (await start({ bookings })).sandbox.bookings.map((one) => one.external_booking_id);
      expect(await named(2)).toEqual(ids);
      expect(await named(9)).toEqual(ids);
      expect(await named(11)).toEqual([...ids, "sample-booking-10", "sample-booking-11"]);
    });

    test("has a token for every scope, one for none, and one that has expired", () => {
      const scopes = ["write:bookings"];
      expect([...createWorld("http://127.0.0.1:1").tokens]).toEqual([
        ["sample-access-token", { scopes, expiresAt: Number.POSITIVE_INFINITY }],
        ["sample-unscoped-access-token", { scopes: [], expiresAt: Number.POSITIVE_INFINITY }],
        ["sample-expired-access-token", { scopes, expiresAt: 0 }],
      ]);
    });

    test("shows a booking as booked until it is cancelled", async () => {
      const trial = await start({ faults: ["cancels-nothing"] });
      expect(json(await cancel(trial))).toMatchObject({ status: "booked", id: 1001 });
    });
  });
});

/** How a call is decided where the description has no case of it: other parameters, other bodies. */
describe("stages", () => {
  const world = createWorld("http://127.0.0.1:1");
  const stages = conformingStages(world);
  const { cancelExternalBooking: cancel, createAccessToken } = operations;

  /** A call of an operation that is not described, and asks for no credentials. */
  function call(parts: object, parameters: Call["parameters"] = {}): Call {
    const { requestBody: _, ...other } = cancel;
    const operation: Operation = { ...other, id: "sampleOther", security: [], ...parts };
    return {
      method: "PUT",
      target: "/",
      headers: [],
      body: new Uint8Array(),
      operation,
      parameters,
    };
  }

  const ofBooking = (id: string, parts: object = {}) => call(parts, { external_booking_id: id });

  test("a booking is named by a path parameter alone", () => {
    const id = (parameters: Call["parameters"]) =>
      stages.idOf({ ...call({}, parameters), operation: createAccessToken });
    expect(id({ external_booking_id: "a%252F" })).toBe("a%2F");
    expect(id({ external_booking_id: "%" })).toBeUndefined();
    expect(id({})).toBeUndefined();
    expect(id({ other: "a" })).toBeUndefined();
  });

  test("an operation without a body is answered for a booking that there is", () => {
    const status = (made: Call) => answer(made, stages).status;
    expect(status(ofBooking("ehr-booking-0001", { parameters: [] }))).toBe(200);
    expect(status(ofBooking("sample-unknown", { parameters: [] }))).toBe(404);
    expect(status(ofBooking("%", { parameters: [] }))).toBe(404);
  });

  test("an operation that names no booking is answered with its example", () => {
    const reply = answer(call({ parameters: [] }), stages);
    expect([reply.status, reply.json]).toEqual([200, expect.objectContaining({ id: 1001 })]);
  });

  test("a body that is about something else names no place", () => {
    const plain = { schema: "#", validate: () => true };
    const bodies: object[] = [{ ...plain }, { ...plain, properties: ["sample"] }];
    const statuses = bodies.map((described) => {
      const requestBody = { required: false, content: { "text/plain": described } };
      return answer(ofBooking("ehr-booking-0001", { parameters: [], requestBody }), stages).status;
    });
    expect(statuses).toEqual([200, 200]);
  });

  test("a body of several media types names a place when one of them does", () => {
    const content = { "text/plain": { properties: [] }, ...cancel.requestBody?.content };
    const requestBody = { ...cancel.requestBody, required: false, content };
    const headers = [["content-type", "application/json"]] as const;
    const status = (external_location_id: string) => {
      const body = Buffer.from(
        JSON.stringify({ external_location_id, service_id: "sample-ehr-service" }),
      );
      const made = ofBooking("ehr-booking-0001", { parameters: [], requestBody });
      return answer({ ...made, headers, body }, stages).status;
    };
    expect([status("ehr-location-17"), status("sample-other")]).toEqual([200, 404]);
  });

  test.each([
    [false, 401, 401, 422],
    [true, 422, 401, 422],
  ])("a server that validates first (%s) tells what does not validate first", (...row) => {
    const [validatesFirst, ...expected] = row;
    const status = (changes: Partial<Decisions>) =>
      answer(ofBooking("ehr-booking-0001"), { ...stages, validatesFirst, ...changes }).status;
    const refused: Partial<Decisions> = { troubles: () => ["no_token"] };
    const invalid: Partial<Decisions> = {
      problems: () => [{ kind: "no_body", loc: ["body"], expected: "required" }],
    };
    const valid: Partial<Decisions> = { problems: () => [] };
    expect([
      status({ ...refused, ...invalid }),
      status({ ...refused, ...valid }),
      status(invalid),
    ]).toEqual(expected);
    expect(status(valid)).toBe(200);
  });

  test("a token that does not say how long it lasts lasts for ever", () => {
    const { clientId, clientSecret, accessToken } = world.credentials;
    const before = world.tokens.size;
    stages.issueToken({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: "x",
      scope: "read:sample",
    });
    expect(world.tokens.get(`${accessToken}-${before}`)).toEqual({
      scopes: ["read:sample"],
      expiresAt: Number.POSITIVE_INFINITY,
    });
  });
});
