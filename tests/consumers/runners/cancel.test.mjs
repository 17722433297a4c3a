/** A test as a user of jest writes it, in ES modules; vitest runs it too. */
import { createSolvClient, SolvError } from "solv-external-bookings";
import { startSandbox } from "solv-external-bookings/sandbox";
import { contractMatchers } from "solv-external-bookings/testing";

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

test("an answer is held to the description", async () => {
  expect.extend(contractMatchers);
  const headers = { "content-type": "application/json" };
  const refusal = JSON.stringify({ detail: [{ loc: ["body"], msg: "m", type: "t" }] });
  const response = new Response(refusal, { status: 422, headers });
  await expect(response).toConformToContract("cancelExternalBooking");
  expect({ status: 422, headers, body: { detail: "no list" } }).not.toConformToContract();
  expect(() => expect([200, {}]).toConformToContract("cancelExternalBooking")).toThrow(
    "a required property",
  );
});
