import { createSolvClient, SolvServerError } from "solv-external-bookings";
import { afterAll, afterEach, expect, test, vi } from "vitest";

const fetch = vi.fn();
const client = createSolvClient({
  baseUrl: "https://solv.example",
  clientId: "sample-client",
  accessToken: "sample",
  fetch,
});
afterEach(() => fetch.mockReset());
afterAll(() => client.close());

test("a crash of the server leaves the booking in doubt", async () => {
  fetch.mockResolvedValue(new Response("", { status: 503 }));
  const call = client.cancelExternalBooking("ehr-booking-0001", {
    external_location_id: "ehr-location-17",
    service_id: "sample-ehr-service",
  });
  const error = await call.catch((reason) => reason);
  expect(error).toBeInstanceOf(SolvServerError);
  expect(error.outcome).toBe("unknown");
  expect(fetch).toHaveBeenCalledTimes(1);
});
