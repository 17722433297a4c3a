/** The same through `require`. */
const assert = require("node:assert/strict");
const { createSolvClient } = require("solv-external-bookings");
const { operations } = require("solv-external-bookings/contract");
const { startSandbox } = require("solv-external-bookings/sandbox");
assert.deepEqual(Object.keys(require("solv-external-bookings/types")), []);
assert.equal(typeof require("solv-external-bookings/testing").toConformToContract, "function");

startSandbox().then(async (sandbox) => {
  const [{ external_booking_id, external_location_id, service_id }] = sandbox.bookings;
  const client = createSolvClient({
    baseUrl: sandbox.baseUrl,
    clientId: sandbox.credentials.clientId,
    clientSecret: sandbox.credentials.clientSecret,
  });
  const booking = await client.cancelExternalBooking(external_booking_id, {
    external_location_id,
    service_id,
  });
  assert.equal(typeof booking.status, "string");
  client.close();
  await sandbox.close();
  assert.equal(operations.cancelExternalBooking.method, "DELETE");
  console.log("smoke through require");
});
