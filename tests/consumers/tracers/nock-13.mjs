/** Under nock 13 the client's calls are answered, and what was asked is what nock was told to expect. */
import assert from "node:assert/strict";
import nock from "nock-13";
import { createSolvClient } from "solv-external-bookings";
import { mockCancelExternalBooking } from "solv-external-bookings/testing";

nock.disableNetConnect();
const options = { environment: "production", clientId: "sample-client" };
const client = createSolvClient({ ...options, accessToken: "sample-token" });
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };

const mocked = mockCancelExternalBooking({ nock, booking: { last_name: "Sample" } });
const booking = await client.cancelExternalBooking("ehr-booking-0001", body);
assert.equal(booking.last_name, "Sample");
mocked.done();

// Each header arrives under its own name, the length among them.
const headers = {
  "x-api-key": "sample-client",
  authorization: "Bearer sample-token",
  "content-length": String(JSON.stringify(body).length),
};
const scope = nock("https://partner-api.solvhealth.com", { reqheaders: headers })
  .delete("/v1/partner/external_bookings/a%2Fb", body)
  .reply(404, {});
await assert.rejects(client.cancelExternalBooking("a/b", body), { name: "SolvNotFoundError" });
scope.done();
