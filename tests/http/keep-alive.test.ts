/** How long a connection is kept idle: less than the server says, little where it says nothing. */
import http from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createKeepAliveAgent, type KeepAliveAgent } from "../../src/http/keep-alive.js";

let server: http.Server;
let keepAlive: KeepAliveAgent;
/** What the server says about its connections, one answer after the other. */
let hints: (string | undefined)[];

beforeEach(async () => {
  hints = [];
  keepAlive = createKeepAliveAgent("http:");
  server = http.createServer({ keepAliveTimeout: 0 }, (_, response) => {
    const hint = hints.shift();
    if (hint !== undefined) response.setHeader("Keep-Alive", hint);
    response.setHeader("Connection", "keep-alive");
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  jest.restoreAllMocks();
  keepAlive.close();
  server.closeAllConnections();
  server.close();
});

/** Makes a request; gives its connection once that is idle. */
async function idleAfter(hint: string | undefined): Promise<Socket> {
  hints.push(hint);
  const { port } = server.address() as AddressInfo;
  const { agent } = keepAlive;
  const socket = await new Promise<Socket>((resolve, reject) => {
    const request = http.get({ host: "127.0.0.1", port, agent }, (response) => {
      const { socket, headers } = response;
      keepAlive.hint(socket, headers["keep-alive"]?.toString());
      response.resume().on("end", () => resolve(socket));
    });
    request.on("error", reject);
  });
  // The agent takes a connection back in the turn after the answer's end.
  await new Promise((resolve) => setImmediate(resolve));
  return socket;
}

test.each([
  ["nothing", undefined, 4_000],
  ["no time", "max=100", 4_000],
  ["five seconds", "timeout=5", 4_000],
  ["half a minute", "timeout=30, max=100", 29_000],
  ["an hour", "timeout=3600", 60_000],
])("a server that says %s: %s", async (_, hint, limit) => {
  const socket = await idleAfter(hint);
  const idle = Object.values(keepAlive.agent.freeSockets).flat();
  expect(idle.map((each) => each === socket)).toEqual([true]);
  expect(socket.timeout).toBe(limit);
  // What its timer will do.
  socket.emit("timeout");
  expect(socket.destroyed).toBe(true);
});

test("in use a connection has no such limit, and the last answer's hint counts", async () => {
  const first = await idleAfter("timeout=30");
  let busy: number | undefined;
  server.once("request", () => {
    busy = first.timeout;
  });
  const again = await idleAfter("timeout=10");
  expect(again === first).toBe(true);
  expect(busy).toBe(0);
  expect(again.timeout).toBe(9_000);
  expect(again.listenerCount("data")).toBe(1);
});

test("bytes that nobody asked for end an idle connection", async () => {
  const socket = await idleAfter("timeout=30");
  socket.emit("data", Buffer.from("HTTP/1.1 200 OK"));
  expect(socket.destroyed).toBe(true);
});

describe("a connection that is taken after its time, though no timer ran", () => {
  const idleNow = () => Object.values(keepAlive.agent.freeSockets).flat();
  const frozenFor = (clock: { now(): number }, ms: number) => {
    const then = clock.now();
    jest.spyOn(clock, "now").mockImplementation(() => then + ms);
  };

  test.each<[string, { now(): number }, string | undefined, number, boolean]>([
    ["within it", performance, undefined, 3_000, true],
    ["within it", Date, undefined, 3_000, true],
    ["after it, by the clock that runs on", performance, undefined, 4_000, false],
    ["after it, by the clock on the wall", Date, undefined, 4_000, false],
    ["within what the server granted", Date, "timeout=30", 28_000, true],
    ["after what the server granted", Date, "timeout=30", 29_000, false],
    ["after the clock was set back", Date, undefined, -60_000, false],
  ])("%s", async (_, clock, hint, ms, stays) => {
    const socket = await idleAfter(hint);
    frozenFor(clock, ms);
    keepAlive.retire();
    expect(socket.destroyed).toBe(!stays);
    // Gone at once: the next request must not be given it.
    expect(idleNow()).toHaveLength(stays ? 1 : 0);
  });

  test("of several, those are ended that would be taken before a young one", async () => {
    const sockets = await Promise.all([idleAfter(undefined), idleAfter(undefined)]);
    expect(idleNow()).toHaveLength(2);
    frozenFor(Date, 10_000);
    keepAlive.retire();
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true]);
    expect(await idleAfter(undefined)).toMatchObject({ destroyed: false });
    expect(idleNow()).toHaveLength(1);
  });
});

test("closing ends idle connections at once, and keeps none afterwards", async () => {
  const socket = await idleAfter("timeout=30");
  keepAlive.close();
  expect(socket.destroyed).toBe(true);
  expect((await idleAfter("timeout=30")).destroyed).toBe(true);
});

test.each([
  ["http:", http.Agent],
  ["https:", https.Agent],
])("connections of %s are kept", (protocol, Agent) => {
  const { agent } = createKeepAliveAgent(protocol);
  expect(agent).toBeInstanceOf(Agent);
  expect(agent).toMatchObject({ keepAlive: true });
});

test.each([
  ["http:", http],
  ["https:", https],
])("the proxy of the environment is taken where Node takes it: %s", (protocol, { globalAgent }) => {
  const { options } = globalAgent as unknown as { readonly options: { proxyEnv?: object } };
  expect(createKeepAliveAgent(protocol).agent).not.toHaveProperty("options.proxyEnv");
  const proxyEnv = { HTTPS_PROXY: "http://127.0.0.1:1" };
  options.proxyEnv = proxyEnv;
  try {
    expect(createKeepAliveAgent(protocol).agent).toMatchObject({ options: { proxyEnv } });
  } finally {
    delete options.proxyEnv;
  }
});
