/** Other implementations of `fetch` than the platform's: a booking is cancelled once, and a refusal is told. */
import assert from "node:assert/strict";
import { createSolvClient, SolvNotFoundError } from "solv-external-bookings";
import { startSandbox } from "solv-external-bookings/sandbox";

/** Package → its `fetch`. */
const FETCHES = {
  "node-fetch-2": async () => (await import("node-fetch-2")).default,
  "node-fetch": async () => (await import("node-fetch")).default,
  "cross-fetch": async () => (await import("cross-fetch")).fetch,
  undici: async () => (await import("undici")).fetch,
  // What repeats and throws by itself has to be told not to.
  ky: async () => (await import("ky")).default.create({ retry: 0, throwHttpErrors: false }),
};

const [name] = process.argv.slice(2);
const fetch = await FETCHES[name]();
const sandbox = await startSandbox();
const [{ external_booking_id, external_location_id, service_id }] = sandbox.bookings;
const { clientId, clientSecret } = sandbox.credentials;
const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, clientSecret, fetch });
const body = { external_location_id, service_id };
assert.equal(typeof (await client.cancelExternalBooking(external_booking_id, body)).id, "number");
await assert.rejects(client.cancelExternalBooking("no-such-booking", body), SolvNotFoundError);
const { response } = await client.api.DELETE(
  "/v1/partner/external_bookings/{external_booking_id}",
  { params: { path: { external_booking_id: "no-such-booking" } }, body },
);
assert.equal(response.status, 404);
assert.equal(sandbox.requests.filter(({ method }) => method === "DELETE").length, 3);
await client.close();
await sandbox.close();
