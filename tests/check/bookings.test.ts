/** The bookings that are given to a check: read strictly, and never repeated. */
import { describe, expect, test } from "@jest/globals";
import document from "../../generated/openapi.json" with { type: "json" };
import { parseBookings } from "../../src/check/bookings.js";
import { refusal } from "./refusal.js";

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
    expect(read([{ ...ids, expect: expected }])).toBe("file, booking 1: expect must be an object.");
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
