/** A program to be bundled: the check of a server that is not there, over Node's own sockets. */
import assert from "node:assert/strict";
import {
  CannotRunError,
  checkContract,
  findOperation,
  judge,
} from "solv-external-bookings/contract";

const operation = findOperation("DELETE", "/v1/partner/external_bookings/ehr-booking-0001");
const answer = {
  status: 200,
  headers: [["content-type", "application/json"]],
  body: Buffer.from("{}"),
};
assert.ok(judge(operation, undefined, answer).length > 0);
const baseUrl = "http://127.0.0.1:9";
const options = { baseUrl, clientId: "sample-client", accessToken: "sample-token" };
await assert.rejects(checkContract(options), CannotRunError);
// The agent of a proxy is CommonJS inside, which an ES module cannot require.
process.env.HTTPS_PROXY = "http://127.0.0.1:9";
await assert.rejects(
  checkContract({ ...options, baseUrl: "https://partner-api.example" }),
  CannotRunError,
);
