/** The invented world of the sandbox: its credentials, its bookings, the tokens that it grants. */
import { describe, expect, test } from "@jest/globals";
import { authorizedBy, cancel, json, send, start, type Trial, tokenOf } from "./helpers.js";

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

  test("shows a booking as booked until it is cancelled", async () => {
    const trial = await start({ faults: ["cancels-nothing"] });
    expect(json(await cancel(trial))).toMatchObject({ status: "booked", id: 1001 });
  });
});

describe("a token", () => {
  const ask = (trial: Trial, changes: object = {}) =>
    send(
      trial,
      tokenOf(trial.sandbox, { body: { ...(tokenOf(trial.sandbox).body as object), ...changes } }),
    );

  test("is described by its answer", async () => {
    const trial = await start();
    const before = Date.now();
    const [first, other] = [
      await ask(trial),
      await ask(trial, { scope: "read:sample", grant_type: "x" }),
    ];
    const moment = Date.parse(
      (json(first) as { expiration_timestamp: string }).expiration_timestamp,
    );
    expect(moment).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(moment).toBeLessThanOrEqual(Date.now() + 3_600_000);
    expect(json(first)).toMatchObject({
      ...{ access_token: "sample-access-token-3", grant_type: "service_api", expires_in: 3600 },
    });
    expect(json(other)).toMatchObject({ access_token: "sample-access-token-4", grant_type: "x" });
    expect(json(other)).not.toHaveProperty("expiration_timestamp");
  });

  test("is for each scope that is asked for, spaces around it or not", async () => {
    const trial = await start();
    const { access_token } = json(await ask(trial, { scope: "read:x , write:bookings" })) as {
      access_token: string;
    };
    expect((await cancel(trial, 0, authorizedBy(`Bearer ${access_token}`)(trial))).status).toBe(
      200,
    );
  });

  test("is refused in words", async () => {
    expect(json(await ask(await start(), { client_secret: "x" }))).toEqual({
      detail: "The client id is not known.",
    });
  });
});
