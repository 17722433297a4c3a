/** The words of the sandbox: its invented world, and each of its answers to the last member. */
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description.js";
import { createWorld } from "../../src/sandbox/seed.js";
import { headerOf, type WireResponse } from "../../src/wire.js";
import {
  type Asked,
  bookingAt,
  cancel,
  cancelOf,
  json,
  start,
  type Trial,
  withHeader,
} from "./helpers.js";
import { exchangeRaw } from "./raw.js";

const text = ({ body }: WireResponse) => new TextDecoder().decode(body);
const plain = (trial: Trial) => cancelOf(bookingAt(trial), trial.sandbox);
const auth = (value?: string) => (trial: Trial) => ({
  headers: withHeader(plain(trial).headers, "authorization", value),
});
const key = (value?: string) => (trial: Trial) => ({
  headers: withHeader(plain(trial).headers, "x-api-key", value),
});
const noSuch = "There is no such booking at this location.";
const nothing = "There is nothing here.";

describe("a refusal", () => {
  const refusals: Readonly<Record<string, readonly [string, (trial: Trial) => Asked]>> = {
    "no key": ["The client id is missing.", key()],
    "a wrong key": ["The client id is not known.", key("sample-other")],
    "no token": ["The access token is missing.", auth()],
    "another scheme": ["The access token is not sent as a bearer token.", auth("Basic x")],
    "no word": ["The access token is not sent as a bearer token.", auth("")],
    "no token behind the scheme": ["The access token is not known.", auth("Bearer")],
    "an unknown token": ["The access token is not known.", auth("Bearer sample-other")],
    "an expired token": [
      "The access token has expired.",
      auth("Bearer sample-expired-access-token"),
    ],
    "a token without the scope": [
      "The access token is not for this scope.",
      auth("Bearer sample-unscoped-access-token"),
    ],
    "an unknown id": [noSuch, () => ({ target: `${operations.cancelExternalBooking.path}x` })],
    "another place": [noSuch, (t) => ({ body: { ...(plain(t).body as object), service_id: "x" } })],
    "an unknown path": [nothing, () => ({ target: "/v1" })],
    "an empty id": [nothing, () => ({ target: "/v1/partner/external_bookings/" })],
    "another method": ["The method is not allowed here.", () => ({ method: "PUT" })],
    "too much": ["The body is too large.", () => ({ body: " ".repeat(1_048_577) })],
  };
  test.each(Object.keys(refusals))("of %s says so", async (name) => {
    const trial = await start();
    const [detail, ask] = refusals[name] ?? ["", () => ({})];
    const answer = await cancel(trial, 0, ask(trial));
    expect(text(answer)).toBe(JSON.stringify({ detail }));
    expect(headerOf(answer.headers, "content-type")).toBe("application/json");
    expect(headerOf(answer.headers, "content-length")).toBe(String(answer.body.length));
    const challenge = answer.status === 401 ? "Bearer" : undefined;
    expect(headerOf(answer.headers, "www-authenticate")).toBe(challenge);
  });

  test("of several troubles says the first", async () => {
    const trial = await start();
    expect(json(await cancel(trial, 0, { headers: [] }))).toEqual({
      detail: "The client id is missing.",
    });
  });
});

test("a body of 1 MiB is taken, and the spaces around a token do not count", async () => {
  const trial = await start();
  const body = JSON.stringify(plain(trial).body);
  const large = await cancel(trial, 0, { body: body.padStart(1_048_576) });
  expect(large.status).toBe(200);
  expect((await cancel(trial, 0, auth("Bearer   sample-access-token")(trial))).status).toBe(200);
});

describe("what does not validate", () => {
  const place = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
  const item = (loc: readonly string[], msg: string, type: string) => ({ loc, msg, type });
  const missing = (...loc: string[]) => item(loc, "field required", "value_error.missing");
  const typed = (loc: readonly string[], type: string, word: string) =>
    item(loc, `the type ${type} is expected`, `type_error.${word}`);
  test.each<[string, Asked, readonly object[]]>([
    ["no body", { body: null }, [missing("body")]],
    [
      "no property",
      { body: {} },
      [missing("body", "external_location_id"), missing("body", "service_id")],
    ],
    ["no JSON", { body: "{" }, [item(["body"], "the body is not JSON", "value_error.jsondecode")]],
    ["a list", { body: [] }, [typed(["body"], "object", "dict")]],
    ["null", { body: "null" }, [item(["body"], "null is not allowed", "type_error.none")]],
    [
      "another media type",
      {
        headers: [
          ["x-api-key", "sample-client"],
          ["authorization", "Bearer sample-access-token"],
        ],
      },
      [typed(["body"], "object", "dict")],
    ],
    [
      "a null",
      { body: { ...place, service_id: null } },
      [item(["body", "service_id"], "null is not allowed", "type_error.none")],
    ],
    [
      "other types",
      { body: { ...place, service_id: 1, cancellation_reason: [] } },
      [
        typed(["body", "service_id"], "string", "str"),
        typed(["body", "cancellation_reason"], "string", "str"),
      ],
    ],
  ])("is told: %s", async (_, asked, detail) => {
    const answer = await cancel(await start(), 0, asked);
    expect(answer.status).toBe(422);
    const { detail: told } = json(answer) as { detail: readonly object[] };
    expect(told).toHaveLength(detail.length);
    expect(told).toEqual(expect.arrayContaining([...detail]));
    expect(headerOf(answer.headers, "content-type")).toBe("application/json");
  });
});

describe("the world", () => {
  const ids = [
    ...["ehr-booking-0001", "clinic-7/2031-00042", "sample booking 3", "süß-予約-4", "100%"],
    ...["sample%2e%2f6", "Sample-Mixed-CASE-7", "sample+plus&and=equals?8#", "sample-booking-9"],
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

test.each(["status-204", "status-304"])("%s has no length", async (name) => {
  const trial = await start({ faults: [name] });
  const { text: seen } = await exchangeRaw(trial, plain(trial), "quiet");
  expect(seen).toMatch(/^HTTP\/1\.1 [23]04 /);
  expect(seen).not.toMatch(/content-length|transfer-encoding/i);
});
