/** What a check is given: its options and its bookings, strictly read. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import { parseBookings } from "../../src/check/bookings.js";
import type { CheckOptions } from "../../src/check/options.js";
import { checkContract } from "../../src/check/run.js";
import { operations } from "../../src/description/operations.js";
import { CannotRunError } from "../../src/report/cannot-run.js";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";
import { refusal } from "./refusal.js";
import { serve } from "./small-server.js";

/** Options that cannot be used are refused before anything is sent; a hook that throws changes nothing. */
describe("options", () => {
  const NO_BOOLEANS = ["false", 1, null];

  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  const check = (options: object) => {
    const given = { ...sandbox.credentials, baseUrl: sandbox.baseUrl, ...options };
    return checkContract(given as CheckOptions);
  };
  const ids = { external_location_id: "sample-l", service_id: "sample-s" };
  const only = ["cancelExternalBooking/control"];

  test.each<[options: object, sentence: string]>([
    ...[0, -1, 1.5, 65, Number.NaN, "8", null].map((concurrency): [object, string] => [
      ...([{ concurrency }, "concurrency must be a whole number from 1 to 64."] as const),
    ]),
    ...[0, 600_001, Number.POSITIVE_INFINITY].map((timeoutMs): [object, string] => [
      ...([{ timeoutMs }, "timeoutMs must be a whole number from 1 to 600000."] as const),
    ]),
    // A booking is given as well, so that what is taken for permission would be one.
    ...NO_BOOLEANS.map((allowCancel): [object, string] => [
      { allowCancel, bookings: [{ ...ids, external_booking_id: "sample" }] },
      "allowCancel must be true or false.",
    ]),
    [{ bail: "no" }, "bail must be true or false."],
    [{ signal: {} }, "signal must be an AbortSignal."],
    [
      { only: [], skip: ["*"] },
      `No probe is left by only and skip. Ids look like ${Object.keys(operations)[0]}/control, so '*/body/*' matches some; --dry-run lists them.`,
    ],
    [{ clientId: 7 }, "SOLV_CLIENT_ID holds a space or a character that no credential has."],
    [{ clientId: null }, "SOLV_CLIENT_ID is missing: every call carries it."],
    [{ failOn: "warn" }, "failOn must be error or warning."],
    [{ only: "*" }, "only must be a list of strings."],
    [{ skip: [1] }, "skip must be a list of strings."],
    [
      { bookings: [{ ...ids, external_booking_id: "" }] },
      "bookings, booking 1: external_booking_id must be a string that is not empty.",
    ],
    [
      { bookings: [{ ...ids, external_booking_id: ".." }] },
      'bookings, booking 1: "." and ".." would become another URL.',
    ],
    [
      { bookings: [{ ...ids, external_booking_id: "\ud800" }] },
      "bookings, booking 1: external_booking_id holds half a character, which no UTF-8 can carry.",
    ],
    [{ bookings: null }, "bookings must be a list of at least one booking."],
    [{ bookings: {} }, "bookings must be a list of at least one booking."],
  ])("%j is refused", async (options, sentence) => {
    const refusal = await check({ only, ...options }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CannotRunError);
    expect(refusal).toMatchObject({ message: sentence });
    expect(sandbox.requests).toEqual([]);
  });

  test.each([
    { concurrency: 1, timeoutMs: 600_000, failOn: "warning" },
    { concurrency: 64, timeoutMs: 5_000, failOn: "error", bookings: [], skip: [] },
    { concurrency: undefined, timeoutMs: undefined, failOn: undefined, bookings: undefined },
  ])("%j is taken", async (options) => {
    expect(await check({ only, ...options })).toMatchObject({ summary: { exchanges: 1 } });
  });

  test("a recording that fails does not end the run", async () => {
    const onExchange = () => {
      throw new Error("A broken recording.");
    };
    const report = await check({ only: ["cancelExternalBooking/body/*"], onExchange });
    expect(report).toMatchObject({ verdict: "conforms", interrupted: false });
    expect(report.summary.exchanges).toBe(report.results.length);
  });

  test("an abort while the token is fetched ends in a report of nothing", async () => {
    const controller = new AbortController();
    const { check } = await serve(() => {
      controller.abort();
      return undefined;
    });
    const { clientId, clientSecret } = sandbox.credentials;
    const options = { clientId, clientSecret, accessToken: "", signal: controller.signal };
    const { interrupted, summary } = await check(options);
    expect({ interrupted, exchanges: summary.exchanges }).toEqual({
      interrupted: true,
      exchanges: 0,
    });
    expect(summary.skipped).toBeGreaterThan(100);
  });
});

/** The bookings that are given to a check: read strictly, and never repeated. */
describe("bookings", () => {
  describe("a bookings file", () => {
    const ids = { external_booking_id: "a", external_location_id: "b", service_id: "c" };
    const read = (value: unknown) => refusal(() => parseBookings(value, "file"));

    test("is a list of bookings, each with its ids and what is expected of it", () => {
      const bookings = [
        ids,
        { ...ids, external_booking_id: "...", expect: {} },
        { ...ids, external_booking_id: "b", expect: { id: 1, status: "s", is_walk_in: true } },
      ];
      expect(parseBookings(bookings, "file")).toEqual(bookings);
    });

    test.each([undefined, null, {}, "CANARY", []])("is not %j", (value) => {
      expect(read(value)).toBe("file must be a list of at least one booking.");
    });

    test.each([null, [], "CANARY", 1])("does not hold %j", (item) => {
      expect(read([ids, item])).toBe("file, booking 2: an object is expected.");
    });

    test.each(Object.keys(ids))("needs %s", (name) => {
      const sentence = `file, booking 1: ${name} must be a string that is not empty`;
      for (const value of [undefined, null, "", [], {}]) {
        expect(read([{ ...ids, [name]: value }])).toBe(`${sentence}.`);
      }
      for (const value of [7, true]) {
        expect(read([{ ...ids, [name]: value }])).toBe(`${sentence}: quote it.`);
      }
    });

    test("knows no other property", () => {
      expect(read([{ ...ids, CANARY: 1 }])).toBe(
        "file, booking 1: an unknown property; known are external_booking_id, external_location_id, service_id, expect.",
      );
    });

    test.each([".", ".."])("refuses the id %j", (id) => {
      expect(read([{ ...ids, external_booking_id: id }])).toBe(
        'file, booking 1: "." and ".." would become another URL.',
      );
    });

    test("names a booking once", () => {
      expect(read([ids, { ...ids, external_booking_id: "b" }, ids])).toBe(
        "file, booking 3: the same booking as 1; each is used once.",
      );
    });

    test.each([null, [], "CANARY"])("expects nothing that is %j", (expected) => {
      expect(read([{ ...ids, expect: expected }])).toBe(
        "file, booking 1: expect must be an object.",
      );
    });

    test.each([
      [{ CANARY: 1 }, "expect has a property that is not documented."],
      [{ toString: 1 }, "expect has a property that is not documented."],
      [{ id: "1" }, "expect/id must be of type integer."],
      [{ id: 1.5 }, "expect/id must be of type integer."],
      [{ status: 1 }, "expect/status must be of type string."],
      [{ is_walk_in: "true" }, "expect/is_walk_in must be of type boolean."],
    ])("expects only what is documented: %j", (expected, sentence) => {
      expect(read([{ ...ids, expect: expected }])).toBe(`file, booking 1: ${sentence}`);
    });
  });

  test("what is expected may be null, or of several kinds, where the answer is described so", () => {
    const { schemas } = document.components;
    const { Booking } = schemas;
    const { email, ...properties } = Booking.properties;
    const parts = [
      { properties: { ...properties, id: {} } },
      { properties: { email: { ...email, type: ["string", "null"] } } },
    ];
    Object.assign(schemas, { Booking: { allOf: parts } });
    try {
      const read = (expect: object) => {
        const ids = { external_booking_id: "a", external_location_id: "b", service_id: "c" };
        return refusal(() => parseBookings([{ ...ids, expect }], "file"));
      };
      expect([{ email: null }, { email: "a" }, { id: "any" }].map(read)).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(read({ email: 1 })).toBe(
        "file, booking 1: expect/email must be of type string or null.",
      );
    } finally {
      Object.assign(schemas, { Booking });
    }
  });
});
