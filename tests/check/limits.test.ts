/** Limits in the description: a substitute that they rule out is no mismatch, and a plain cancel is no probe. */
import { afterEach, describe, expect, test } from "@jest/globals";
import "./described-limits.js";
import { dryRun } from "../../src/check/dry-run.js";
import { checkContract } from "../../src/check/run.js";
import type { Report } from "../../src/report/report.js";
import { mockLimits } from "./described-limits.js";
import { given, PLACE, withServer } from "./partner-server.js";

const only = ["cancelExternalBooking/mismatch/*", "cancelExternalBooking/booking/mismatch/*"];
const { external_location_id: location, service_id: service } = PLACE;
const needsOf = ({ results }: Report, caseName: string) => {
  const found = results.find(({ id }) => id.endsWith(`/booking/mismatch/${caseName}`));
  return found?.outcome === "skipped" ? found.needs : found?.outcome;
};
const unlimited = mockLimits.allows;
afterEach(() => {
  mockLimits.id = () => true;
  mockLimits.allows = unlimited;
});

const LIMITS: Readonly<Record<string, (name: keyof typeof PLACE) => (text: string) => boolean>> = {
  maxLength: () => (text) => text.length <= 20,
  pattern: () => (text) => /^[a-z]+(-[a-z]+)?-([0-9]+|service)$/.test(text),
  // The documented example has to be a valid one, and is another than the booking's.
  enum: (name) => (text) => [PLACE[name], "ehr-location-17", "sample-ehr-service"].includes(text),
};

describe.each(Object.entries(LIMITS))("with %s", (_name, limit) => {
  test.each([
    ["external_location_id", "location", "service"],
    ["service_id", "service", "location"],
  ] as const)("on %s no valid cancel is sent without permission", async (name, skipped, sent) => {
    const allows = limit(name);
    mockLimits.allows = (body) => allows(String(body[name]));
    const { cancelled, result } = await withServer(["a"], {}, (target) =>
      checkContract({ ...target, only, bookings: given("a") }),
    );
    expect(cancelled).toEqual([]);
    expect(needsOf(result, skipped)).toBe(
      `a value for ${name} that is not the booking's and that the description allows`,
    );
    expect(needsOf(result, sent)).toBe("warned");
  });
});

test("a booking whose own value is the substitute is not cancelled by it", async () => {
  const [booking] = given("a");
  const bookings = [
    { ...PLACE, external_booking_id: "a", service_id: "solv-contract-no-such-service" },
  ];
  expect(booking?.service_id).toBe(service);
  const { result } = await withServer(["a"], {}, (target) =>
    checkContract({ ...target, only, bookings }),
  );
  expect(needsOf(result, "service")).toMatch(/^a value for service_id that is not the booking's/);
});

test("a given value that the description does not allow is refused: an example would take its place", async () => {
  mockLimits.allows = (body) => body.external_location_id !== location;
  const attempt = withServer(["a"], {}, (target) =>
    checkContract({ ...target, only, bookings: given("a"), allowCancel: true }),
  );
  await expect(attempt).rejects.toThrow(
    "bookings, booking 1: external_location_id must be a value that the description allows.",
  );
});

test("an id that the description does not allow is not made of a given one", async () => {
  for (const [limit, allows, tried] of [
    ["maxLength", (id) => id.length <= 10, ["padded_id"]],
    ["pattern", (id) => /^[a-z-]+$/.test(id), ["longer_id"]],
    ["enum", (id) => ["a", " a "].includes(id), ["padded_id"]],
    ["const", (id) => id === "a", []],
  ] as const satisfies readonly (readonly [string, (id: string) => boolean, string[]])[]) {
    mockLimits.id = allows;
    const { result } = await withServer(["a"], {}, (target) =>
      checkContract({ ...target, only, bookings: given("a") }),
    );
    const made = ["longer_id", "padded_id"].filter((one) => needsOf(result, one) === "passed");
    expect([limit, made]).toEqual([limit, [...tried]]);
  }
});

test("a given id that the description does not allow is refused: nothing can be said of it", async () => {
  mockLimits.id = (id) => id.length > 30;
  const attempt = withServer(["a"], {}, (target) =>
    checkContract({ ...target, only, bookings: given("a"), allowCancel: true }),
  );
  await expect(attempt).rejects.toThrow(
    "bookings, booking 1: external_booking_id must be a value that the description allows.",
  );
});

test("a dry run lists no id in another spelling unless it is allowed", () => {
  const listed = (idsDifferBeyondCaseAndForm: boolean) =>
    dryRun({
      only: ["cancelExternalBooking/*/id_case"],
      bookings: given("a"),
      idsDifferBeyondCaseAndForm,
    }).length;
  expect([listed(false), listed(true)]).toEqual([1, 2]);
});
