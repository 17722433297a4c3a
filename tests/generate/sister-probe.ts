/** Run in a copy of the project whose description has one more operation: everything must know it. */
import assert from "node:assert/strict";
import type { Booking, paths, UpdateExternalBookingRequest } from "../generated/schema.js";
import { validateUpdateExternalBookingRequest } from "../generated/validators.js";
import { checkContract, findOperation, judge, operations } from "../src/contract.js";
import { createSolvClient } from "../src/index.node.js";
import { startSandbox } from "../src/sandbox.js";

const { updateExternalBooking } = operations;
type Answer =
  paths["/v1/partner/external_bookings/{external_booking_id}"]["patch"]["responses"][200]["content"]["application/json"];
export const answer = (booking: Booking): Answer => booking;
const body: UpdateExternalBookingRequest = {
  external_location_id: "ehr-location-17",
  service_id: "sample-ehr-service",
  status: "confirmed",
};
// @ts-expect-error status is required
export const wrong: UpdateExternalBookingRequest = { external_location_id: "a", service_id: "b" };

assert.equal(updateExternalBooking.method, "PATCH");
assert.equal(findOperation("PATCH", "/v1/partner/external_bookings/a"), updateExternalBooking);
assert.equal(validateUpdateExternalBookingRequest(body), true);
assert.equal(validateUpdateExternalBookingRequest({ ...body, status: 1 }), false);

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const headers = [["content-type", "application/json"]] as const;
const found = judge(updateExternalBooking, undefined, { status: 200, headers, body: bytes({}) });
assert.ok(found.some(({ pointer }) => pointer === "/status"));

const sandbox = await startSandbox();
try {
  const { clientId, accessToken } = sandbox.credentials;
  const [booking] = sandbox.bookings;
  assert.ok(booking);
  const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, accessToken });
  const parameters = { params: { path: { external_booking_id: booking.external_booking_id } } };
  const { external_location_id, service_id } = booking;
  const refused = client.api.PATCH("/v1/partner/external_bookings/{external_booking_id}", {
    ...parameters,
    // @ts-expect-error the client refuses at run time what the compiler refuses
    body: { external_location_id, service_id },
  });
  await assert.rejects(refused, { code: "invalid_input" });
  client.close();

  const update = (id: string, sent: object) =>
    fetch(`${sandbox.baseUrl}/v1/partner/external_bookings/${encodeURIComponent(id)}`, {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${accessToken}`,
        "x-api-key": clientId,
        "content-type": "application/json",
      },
      body: JSON.stringify(sent),
    });
  const whole = { external_location_id, service_id, status: "confirmed" };
  assert.equal((await update(booking.external_booking_id, whole)).status, 200);
  assert.equal((await update("no-such-booking", whole)).status, 404);
  const answered = await update(booking.external_booking_id, { external_location_id, service_id });
  assert.equal(answered.status, 422);
  const { detail } = (await answered.json()) as { detail: { loc: unknown }[] };
  assert.deepEqual(
    detail.map(({ loc }) => loc),
    [["body", "status"]],
  );

  const report = await checkContract({
    baseUrl: sandbox.baseUrl,
    clientId,
    accessToken,
  });
  const probes = report.results.filter(
    ({ operationId }) => operationId === "updateExternalBooking",
  );
  const cases = probes.map(({ case: caseName }) => caseName).join("\n");
  for (const field of ["external_location_id", "service_id", "status"]) {
    assert.match(cases, new RegExp(field));
  }
  assert.ok(probes.filter(({ case: caseName }) => caseName.startsWith("body/")).length > 10);
  assert.deepEqual(
    probes.filter(({ outcome }) => outcome === "failed").map(({ id }) => id),
    [],
  );
  console.log(`${probes.length} probes for updateExternalBooking`);
} finally {
  await sandbox.close();
}
