/** What is bundled: one cancel, with what it needs handed in. Works in Node and in a page. */
import { createSolvClient } from "solv-external-bookings";

export async function cancel({ baseUrl, clientId, accessToken, id, body }) {
  const client = createSolvClient({ baseUrl, clientId, accessToken });
  const booking = await client.cancelExternalBooking(id, body);
  client.close();
  return typeof booking.id;
}
