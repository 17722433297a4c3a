/** A program to be bundled: the matcher. */
import assert from "node:assert/strict";
import { toConformToContract } from "solv-external-bookings/testing";

const headers = { "content-type": "application/json" };
const answer = { status: 200, headers, body: {} };
assert.equal(toConformToContract(answer, "cancelExternalBooking").pass, false);
