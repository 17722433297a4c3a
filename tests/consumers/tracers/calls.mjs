/** `node calls.mjs URL [TRACER]`: two cancels with a token call, inside an active span where a tracer is given. */
const [, , baseUrl, tracer] = process.argv;
// A tracer has to be there before `node:http` is used.
const { inSpan } = tracer
  ? await import(`./with-${tracer}.mjs`)
  : { inSpan: async (work) => work() };
const { createSolvClient } = await import("solv-external-bookings");

const client = createSolvClient({
  baseUrl,
  clientId: "sample-client",
  clientSecret: "sample-secret",
  maxRetries: 0,
});
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
let cancelled = 0;
await inSpan(async () => {
  for (const id of ["sample-booking-1", "sample booking/2"]) {
    await client.cancelExternalBooking(id, body);
    cancelled += 1;
  }
});
process.stdout.write(`cancelled ${cancelled}\n`, () => process.exit(0));
