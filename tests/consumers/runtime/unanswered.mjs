/** Run by `once.mjs` on each runtime: cancels that get an answer, and two that get none, over kept connections. */
import { createSolvClient } from "solv-external-bookings";

const [, , baseUrl] = process.argv;
const client = createSolvClient({
  baseUrl,
  clientId: "sample-client",
  accessToken: "sample-token",
  timeoutMs: 2000,
});
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
for (const id of ["answers", "hangs", "answers", "resets"]) {
  const said = await client.cancelExternalBooking(id, body).then(
    () => "cancelled",
    ({ code, outcome }) => `${outcome} after ${code === "timeout" ? code : "another failure"}`,
  );
  console.log(`${id}: ${said}`);
}
// Not closed: what is idle, or was given up, must not keep the process alive.
