/** What the entries send with, what those without Node's sockets refuse, and that they need nothing of Node. */
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { HttpsProxyAgent } from "https-proxy-agent";
import * as deno from "../../src/index.deno.js";
import * as portable from "../../src/index.js";
import { createSolvClient as createPortable, type SolvClientOptions } from "../../src/index.js";
import { createSolvClient, SolvConfigurationError } from "../../src/index.node.js";
import { booking, bookingId, closeAll, minimalBody, startClient } from "./support.js";

/** What the two entries send with: a given fetch, the global one, kept connections, or an agent. */
describe("the two entries", () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    await closeAll();
  });

  const options = { baseUrl: "https://partner-api.example", clientId: "c", accessToken: "t" };
  const answering = () =>
    jest.fn<typeof globalThis.fetch>(async () =>
      Response.json(booking, { headers: { "content-type": "application/json" } }),
    );

  test.each([
    ["portable", createPortable],
    ["Node", createSolvClient],
  ])("a given fetch is used by the %s entry, and no other", async (_, create) => {
    const [given, other] = [answering(), answering()];
    jest.spyOn(globalThis, "fetch").mockImplementation(other);
    const client = create({ ...options, fetch: given });
    expect(await client.cancelExternalBooking(bookingId, minimalBody)).toEqual(booking);
    expect(given).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
  });

  test("without one, the portable entry uses the global fetch of the moment", async () => {
    const client = createPortable(options);
    const current = answering();
    jest.spyOn(globalThis, "fetch").mockImplementation(current);
    expect(await client.cancelExternalBooking(bookingId, minimalBody)).toEqual(booking);
    expect(current.mock.calls[0]).toMatchObject([
      expect.stringContaining(bookingId),
      { method: "DELETE" },
    ]);
  });

  test("an agent carries the calls, and is the caller's to destroy", async () => {
    const { sandbox, id, body } = await startClient();
    const { clientId, accessToken } = sandbox.credentials;
    const agent = new http.Agent({ keepAlive: true });
    const [opened, destroyed] = [
      jest.spyOn(agent, "createConnection"),
      jest.spyOn(agent, "destroy"),
    ];
    const client = createSolvClient({ baseUrl: sandbox.baseUrl, clientId, accessToken, agent });
    await client.cancelExternalBooking(id, body);
    client.close();
    expect(opened).toHaveBeenCalledTimes(1);
    expect(destroyed).not.toHaveBeenCalled();
    agent.destroy();
  });

  test("without one, Node's entry needs no fetch", async () => {
    const fetch = jest.spyOn(globalThis, "fetch");
    const { cancel } = await startClient();
    expect(await cancel()).toMatchObject({ status: 200 });
    expect(fetch).not.toHaveBeenCalled();
  });

  test("fetch and agent together are refused", () => {
    const agent = new http.Agent();
    const create = () => createSolvClient({ ...options, fetch: answering(), agent });
    expect(create).toThrow(SolvConfigurationError);
    expect(create).toThrow("Give either fetch or agent.");
  });

  test.each([
    ["an http agent for https", new http.Agent(), "https://partner-api.example", "https.Agent"],
    ["an https agent for http", new https.Agent(), "http://127.0.0.1:1", "http.Agent"],
  ])("%s is refused before anything is sent", (_, agent, baseUrl, wanted) => {
    const create = () => createSolvClient({ ...options, baseUrl, agent });
    expect(create).toThrow(SolvConfigurationError);
    expect(create).toThrow(`The agent is not for this base URL. Give an ${wanted}.`);
  });

  test("a proxy agent, which serves both, is taken for either", () => {
    const agent = new HttpsProxyAgent("http://127.0.0.1:1");
    for (const baseUrl of ["https://partner-api.example", "http://127.0.0.1:1"]) {
      expect(() => createSolvClient({ ...options, baseUrl, agent })).not.toThrow();
    }
  });
});

/** What the entries for runtimes without Node's sockets take for a transport, and what they refuse. */
describe("entries for other runtimes", () => {
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
});

test("nothing that the portable entry reaches needs Node", () => {
  const root = join(__dirname, "../../src");
  const seen = new Map<string, string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    const source = readFileSync(file, "utf8");
    seen.set(file, source);
    for (const [, type, specifier = ""] of source.matchAll(
      /^(?:import|export)( type)?[^;]*? from "([^"]+)"/gm,
    )) {
      if (type) continue;
      expect(specifier).not.toMatch(/^node:/);
      if (specifier.endsWith(".json") || !specifier.startsWith(".")) continue;
      const target = join(dirname(file), specifier);
      visit(target.includes("validators") ? target : target.replace(/\.js$/, ".ts"));
    }
  };
  visit(join(root, "index.ts"));
  expect(seen.size).toBeGreaterThan(15);
  for (const [file, source] of seen) {
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect([file, /\b(process|Buffer|__dirname|require)\b\s*[.([]/.exec(code)?.[0]]).toEqual([
      file,
      undefined,
    ]);
  }
});
