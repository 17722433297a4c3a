/** The mocks work with the nock that is named: answers, refusals, and what is no call of theirs. */
import assert from "node:assert/strict";
import https from "node:https";
import { createSolvClient } from "solv-external-bookings";
import {
  mockCancelExternalBooking,
  mockOperation,
  toConformToContract,
} from "solv-external-bookings/testing";

const { default: nock } = await import(process.argv[2]);
nock.disableNetConnect();
// A name that nobody can have (RFC 6761 §6.4): no mistake here reaches a server.
const origin = "https://api.sample.invalid";
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
const given = { baseUrl: origin, clientId: "sample-client", maxRetries: 0 };
// nock 15 answers what nothing matches.
const UNMATCHED = process.argv[2] === "nock-15" ? { status: 501 } : { name: "SolvNetworkError" };
const client = createSolvClient({ ...given, accessToken: "sample-token" });
const overFetch = createSolvClient({
  ...given,
  accessToken: "sample-token",
  fetch: (...call) => globalThis.fetch(...call),
});

// nock 13 knows no fetch.
const clients = process.argv[2] === "nock-13" ? [client] : [client, overFetch];
for (const each of clients) {
  const mocked = mockCancelExternalBooking({
    nock,
    baseUrl: origin,
    booking: { last_name: "Sample" },
  });
  const booking = await each.cancelExternalBooking("ehr-booking-0001", body);
  assert.equal(booking.last_name, "Sample");
  mocked.done();

  const named = mockCancelExternalBooking(nock(origin), { externalBookingId: "a/b ü" });
  await assert.rejects(each.cancelExternalBooking("other", body), UNMATCHED);
  await each.cancelExternalBooking("a/b ü", body);
  named.done();

  const gone = { undocumented: { status: 404, body: { detail: "none" } } };
  mockCancelExternalBooking({ nock, baseUrl: origin, ...gone });
  await assert.rejects(each.cancelExternalBooking("a", body), {
    name: "SolvNotFoundError",
    outcome: "not_applied",
  });

  const busy = { undocumented: { status: 429, headers: { "retry-after": "7" } } };
  mockOperation("cancelExternalBooking", nock(origin), busy);
  await assert.rejects(each.cancelExternalBooking("a", body), {
    name: "SolvRateLimitError",
    retryAfter: 7,
  });

  const refused = mockOperation("cancelExternalBooking", { nock, baseUrl: origin, status: 422 });
  await assert.rejects(each.cancelExternalBooking("a", body), { name: "SolvValidationError" });
  refused.done();
}

const { api } = createSolvClient({ ...given, baseUrl: `${origin}/gateway`, accessToken: "sample" });
const gateway = mockCancelExternalBooking({ nock, baseUrl: `${origin}/gateway` });
const path = "/v1/partner/external_bookings/{external_booking_id}";
const { data } = await api.DELETE(path, { params: { path: { external_booking_id: "a" } }, body });
assert.equal(typeof data.id, "number");
gateway.done();

// A client that fetches its token itself.
const tokens = mockOperation("createAccessToken", nock(origin), {
  body: { access_token: "sample-made" },
});
const withSecret = createSolvClient({ ...given, clientSecret: "sample-secret" });
mockCancelExternalBooking({ nock, baseUrl: origin });
await withSecret.cancelExternalBooking("a", body);
tokens.done();

// Requests that are not as described, which the client does not send.
const headers = { "content-type": "application/json", "x-api-key": "sample" };
const send = (sent, more = { authorization: "Bearer sample" }) =>
  new Promise((resolve, reject) => {
    const url = `${origin}/v1/partner/external_bookings/a`;
    const text = JSON.stringify(sent);
    // Node writes no body of a DELETE without its length.
    const length = { "content-length": String(text.length) };
    const options = { method: "DELETE", headers: { ...headers, ...more, ...length } };
    const outgoing = https.request(url, options, async (incoming) => {
      const chunks = [];
      for await (const chunk of incoming) chunks.push(chunk);
      resolve({
        status: incoming.statusCode,
        headers: incoming.headers,
        body: Buffer.concat(chunks),
      });
    });
    outgoing.on("error", reject).end(text);
  });
mockCancelExternalBooking({ nock, baseUrl: origin });
const invalid = await send({ external_location_id: 1 });
assert.equal(invalid.status, 422);
assert.ok(toConformToContract(invalid, "cancelExternalBooking").pass);
assert.deepEqual(
  JSON.parse(invalid.body)
    .detail.map(({ loc }) => loc.join("."))
    .toSorted(),
  ["body.external_location_id", "body.service_id"],
);
mockCancelExternalBooking({ nock, baseUrl: origin });
await assert.rejects(send(body, {}), /does not conform.*authorization/);
