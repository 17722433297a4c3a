/** The packed package at work: sandbox, client, judge and command, each through its own entry. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createSolvClient, SolvError } from "solv-external-bookings";
import { judge, operations } from "solv-external-bookings/contract";
import { startSandbox } from "solv-external-bookings/sandbox";
import * as types from "solv-external-bookings/types";
import description from "./description.cjs";

const require = createRequire(import.meta.url);
const sandbox = await startSandbox();
const [booking] = sandbox.bookings;
const client = createSolvClient({
  baseUrl: sandbox.baseUrl,
  clientId: sandbox.credentials.clientId,
  clientSecret: sandbox.credentials.clientSecret,
});
const { external_booking_id, external_location_id, service_id } = booking;
const body = { external_location_id, service_id };
const cancelled = await client.cancelExternalBooking(external_booking_id, body);
assert.equal(typeof cancelled.id, "number");
const refused = await client.cancelExternalBooking("no-such-booking", body).catch((error) => error);
assert.ok(refused instanceof SolvError);
assert.equal(refused.outcome, "not_applied");
const twin = require("solv-external-bookings");
assert.notEqual(twin.SolvError, SolvError);
assert.ok(refused instanceof twin.SolvNotFoundError && !(refused instanceof twin.SolvInputError));
client.close();
await sandbox.close();

assert.deepEqual(judge(operations.cancelExternalBooking, undefined, undefined), []);
assert.deepEqual(Object.keys(types), []);
assert.equal(description.openapi, "3.1.1");
const yaml = readFileSync(require.resolve("solv-external-bookings/openapi.yaml"), "utf8");
assert.match(yaml, /^openapi: 3\.1/m);

const command = require
  .resolve("solv-external-bookings/package.json")
  .replace(/package\.json$/, "dist/src/cli.js");
const run = (...args) => execFileSync(process.execPath, [command, ...args], { encoding: "utf8" });
assert.match(run("--help"), /solv-contract check/);
const report = JSON.parse(run("check", "--format", "json"));
assert.equal(report.verdict, "conforms");
assert.equal(report.tool.name, "solv-external-bookings");
console.log(`smoke on ${process.version}`);
