/** A program to be bundled: the sandbox answers, and ends. */
import assert from "node:assert/strict";
import { startSandbox } from "solv-external-bookings/sandbox";

const sandbox = await startSandbox();
const { external_booking_id: id } = sandbox.bookings[0];
const url = `${sandbox.baseUrl}/v1/partner/external_bookings/${id}`;
assert.equal((await fetch(url, { method: "DELETE" })).status, 401);
await sandbox.close();
