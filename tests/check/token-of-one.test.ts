/** A token that the server takes for some operations only: a finding of the others, and no end of the check. */
import "./described-uses.js";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { CheckOptions } from "../../src/check/options.js";
import { checkContract } from "../../src/check/run.js";

const booking = {
  external_booking_id: "sample-1",
  external_location_id: "sample-l",
  service_id: "sample-s",
};
let server: http.Server;
/** The methods whose calls are refused with 403, whatever they hold. */
let refused: readonly string[];
const seen: string[] = [];

beforeEach(async () => {
  seen.length = 0;
  server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "" } = request;
    seen.push(`${method} ${url}`);
    const isWhole = /service_id|scope/.test(body) || method === "GET";
    const [status, detail] = refused.includes(method)
      ? [403, "missing scope"]
      : [isWhole ? 404 : 422, []];
    response.writeHead(status as number, { "content-type": "application/json" });
    response.end(JSON.stringify({ detail }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const check = (options: Partial<CheckOptions> = {}) =>
  checkContract({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: "k",
    accessToken: "t",
    only: ["cancelExternalBooking/*", "sampleChange/*"],
    ...options,
  });

test("an operation that refuses it is judged so, and the others are judged as ever", async () => {
  refused = ["PATCH"];
  const { results } = await check({ bookings: [booking], allow: ["sampleChange"] });
  const of = (id: string) => results.filter(({ operationId }) => operationId === id);
  expect(of("sampleChange").find(({ id }) => id === "sampleChange/control")).toMatchObject({
    // Perhaps the token lacks the scope: that is for people to look at.
    outcome: "warned",
    status: 403,
    findings: [{ check: "status_code_conformance", received: expect.stringMatching(/^403/) }],
  });
  const left = of("sampleChange").filter(({ outcome }) => outcome === "skipped");
  const needs = "a token that the server takes for this operation";
  expect(left.filter((each) => each.needs === needs).length).toBeGreaterThan(10);
  expect(of("cancelExternalBooking").filter(({ outcome }) => outcome !== "skipped").length) //
    .toBeGreaterThan(10);
  // Nothing that does not take the token is tried on a booking.
  expect(seen.filter((line) => line.includes("sample-1") && line.startsWith("PATCH"))).toEqual([]);
});

test("where none takes it, the credentials are what is wrong, and no booking is touched", async () => {
  refused = ["PATCH", "DELETE"];
  await expect(check({ bookings: [booking], allow: ["sampleChange"] })).rejects.toThrow(
    "refused the credentials (status 403). Check SOLV_CLIENT_ID and the token.",
  );
  expect(seen.filter((line) => line.includes("sample-1"))).toEqual([]);
  // Two requests of each, and no more.
  expect(seen).toHaveLength(4);
});
