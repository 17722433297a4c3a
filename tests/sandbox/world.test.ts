/** The invented world of the sandbox: its credentials, its tokens, its bookings. */
import { describe, expect, test } from "@jest/globals";
import { createWorld } from "../../src/sandbox/seed.js";
import { cancel, json, start } from "./helpers.js";

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
