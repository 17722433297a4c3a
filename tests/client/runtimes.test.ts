/** What the entries for runtimes without Node's sockets take for a transport, and what they refuse. */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import * as deno from "../../src/index.deno.js";
import type { SolvClientOptions } from "../../src/index.js";
import * as portable from "../../src/index.js";

const options: SolvClientOptions = {
  baseUrl: "https://partner-api.example",
  clientId: "sample-client",
  accessToken: "sample-token",
  maxRetries: 0,
};
const body = { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" };
const world = globalThis as { Deno?: unknown };
const realFetch = globalThis.fetch;

afterEach(() => {
  delete world.Deno;
  globalThis.fetch = realFetch;
});

/** Stands in for Deno: its `fetch`, and the HTTP clients that it was asked for. */
function pretendDeno() {
  const http = { close: jest.fn() };
  const createHttpClient = jest.fn(() => http);
  const fetch = jest.fn<typeof globalThis.fetch>(async () => new Response("", { status: 404 }));
  world.Deno = { createHttpClient };
  globalThis.fetch = fetch;
  return { http, createHttpClient, fetch };
}

describe("Deno", () => {
  test("gets a connection for each call, which `close` gives back", async () => {
    const { http, createHttpClient, fetch } = pretendDeno();
    const client = deno.createSolvClient(options);
    expect(createHttpClient.mock.calls).toEqual([[{ poolMaxIdlePerHost: 0 }]]);
    const error = await client.cancelExternalBooking("ehr-1", body).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(deno.SolvNotFoundError);
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe("https://partner-api.example/v1/partner/external_bookings/ehr-1");
    expect(init).toMatchObject({ client: http, method: "DELETE", redirect: "manual" });
    expect(http.close).not.toHaveBeenCalled();
    client.close();
    expect(http.close).toHaveBeenCalledTimes(1);
  });

  test("takes a fetch of the caller's as it is", async () => {
    const { createHttpClient, fetch } = pretendDeno();
    const own = jest.fn<typeof globalThis.fetch>(async () => new Response("", { status: 403 }));
    const client = deno.createSolvClient({ ...options, fetch: own });
    const error = await client.cancelExternalBooking("ehr-1", body).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(deno.SolvPermissionError);
    expect(own.mock.calls[0]?.[1]).not.toHaveProperty("client");
    expect([createHttpClient.mock.calls, fetch.mock.calls]).toEqual([[], []]);
    client.close();
  });
});

test.each([
  ["Deno", deno],
  ["browsers and workers", portable],
])(
  "an agent is refused in %s: it may be a proxy",
  (_, { createSolvClient, SolvConfigurationError }) => {
    const withAgent: SolvClientOptions & { agent: unknown } = { ...options, agent: {} };
    expect(() => createSolvClient(withAgent)).toThrow(SolvConfigurationError);
    expect(() => createSolvClient(withAgent)).toThrow("An agent needs Node's sockets");
  },
);
