const nock = require("nock");
const { createSolvClient } = require("solv-external-bookings");
const { mockCancelExternalBooking } = require("solv-external-bookings/testing");

const baseUrl = "https://solv.example";
const client = createSolvClient({ baseUrl, clientId: "sample-client", accessToken: "sample" });
afterAll(() => client.close());

test("a cancelled booking is told", async () => {
  const scope = mockCancelExternalBooking({ nock, baseUrl });
  const booking = await client.cancelExternalBooking("ehr-booking-0001", {
    external_location_id: "ehr-location-17",
    service_id: "sample-ehr-service",
  });
  expect(booking.status).toBe("cancelled");
  scope.done();
});
