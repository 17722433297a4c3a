/** In an environment of a page (jsdom, happy-dom) or of Node: every entry loads, and a call ends as elsewhere. */
import {
  createSolvClient,
  SolvAbortedError,
  SolvConfigurationError,
  SolvError,
} from "solv-external-bookings";
import { startSandbox } from "solv-external-bookings/sandbox";
import { contractMatchers } from "solv-external-bookings/testing";

test("every entry loads", async () => {
  for (const entry of ["types", "contract"]) {
    expect(await import(`solv-external-bookings/${entry}`)).toBeDefined();
  }
  expect(contractMatchers).toHaveProperty("toConformToContract");
});

test("a booking is cancelled once, and a signal of the environment ends a call", async () => {
  const sandbox = await startSandbox();
  const [{ external_booking_id, external_location_id, service_id }] = sandbox.bookings;
  const { clientId, accessToken } = sandbox.credentials;
  const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, accessToken });
  const body = { external_location_id, service_id };
  const ended = new AbortController();
  ended.abort();
  const aborted = client.cancelExternalBooking(external_booking_id, body, { signal: ended.signal });
  await expect(aborted).rejects.toBeInstanceOf(SolvAbortedError);
  const { signal } = new AbortController();
  const booking = await client.cancelExternalBooking(external_booking_id, body, { signal });
  expect(booking).toHaveProperty("id");
  await expect(client.cancelExternalBooking("no-such-booking", body)).rejects.toThrow(SolvError);
  await client.close();
  await sandbox.close();
});

test("a secret is refused where there is a document", () => {
  const create = () =>
    createSolvClient({ environment: "staging", clientId: "c", clientSecret: "sample" });
  if ("document" in globalThis) expect(create).toThrow(SolvConfigurationError);
  else expect(create).not.toThrow();
});
