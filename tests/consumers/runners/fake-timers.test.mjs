/** Under fake timers, as jest and vitest set them by default, a call over a socket ends by itself. */
import { createSolvClient } from "solv-external-bookings";
import { startSandbox } from "solv-external-bookings/sandbox";

const fakes = globalThis.vi ?? import.meta.jest;
const later = { doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] };

for (const options of globalThis.vi ? [undefined] : [undefined, later]) {
  test(`a booking is cancelled while time stands still: ${JSON.stringify(options)}`, async () => {
    const sandbox = await startSandbox();
    const [{ external_booking_id, external_location_id, service_id }] = sandbox.bookings;
    const { clientId, clientSecret } = sandbox.credentials;
    const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, clientSecret });
    const given = { external_location_id, service_id };
    fakes.useFakeTimers(options);
    try {
      const booking = await client.cancelExternalBooking(external_booking_id, given);
      expect(booking).toHaveProperty("id");
      expect(fakes.getTimerCount()).toBe(0);
    } finally {
      fakes.useRealTimers();
    }
    client.close();
    await sandbox.close();
  });
}
