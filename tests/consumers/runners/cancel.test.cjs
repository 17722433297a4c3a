/** A test as a user of jest writes it, in CommonJS. */
const { createSolvClient, SolvError } = require("solv-external-bookings");
const { startSandbox } = require("solv-external-bookings/sandbox");

test("a booking is cancelled once", async () => {
  const sandbox = await startSandbox();
  const [{ external_booking_id, ...body }] = sandbox.bookings;
  delete body.expect;
  const { clientId, clientSecret } = sandbox.credentials;
  const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, clientSecret });
  await expect(client.cancelExternalBooking(external_booking_id, body)).resolves.toMatchObject({
    id: expect.any(Number),
  });
  await expect(client.cancelExternalBooking("no-such-booking", body)).rejects.toThrow(SolvError);
  client.close();
  await sandbox.close();
});
