import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { createSolvClient, SolvNotFoundError } from "solv-external-bookings";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

const baseUrl = "https://solv.example";
const path = "/v1/partner/external_bookings/:id";
const server = setupServer();
const client = createSolvClient({ baseUrl, clientId: "sample-client", accessToken: "sample" });
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(async () => {
  await client.close();
  server.close();
});

test("a booking that does not exist was not cancelled", async () => {
  const seen = [];
  server.use(
    http.delete(baseUrl + path, async ({ params, request }) => {
      seen.push(params.id, await request.json());
      return HttpResponse.json({ detail: "Not Found" }, { status: 404 });
    }),
  );
  const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
  const error = await client.cancelExternalBooking("ehr/0001", body).catch((reason) => reason);
  expect(error).toBeInstanceOf(SolvNotFoundError);
  expect(error.outcome).toBe("not_applied");
  expect(seen).toEqual(["ehr/0001", body]);
});
