/** What a check goes through: its own connections, the proxy of the environment, or an agent of the caller's. */
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { checkContract } from "../../src/check/run.js";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";

/** A name that only the proxy knows. */
const PROVIDER = "provider.invalid";

let sandbox: Sandbox;
let proxy: http.Server;
/** Bytes that each tunnel brought to the sandbox. */
let tunnels: string[];
beforeAll(async () => {
  sandbox = await startSandbox();
  proxy = http.createServer();
  proxy.on("connect", ({ url }, socket) => {
    const at = tunnels.push("") - 1;
    const { port } = new URL(sandbox.baseUrl);
    const beyond = net.connect(Number(port), "127.0.0.1");
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.on("data", (chunk) => {
      tunnels[at] += `${url} ${chunk}`;
    });
    socket.pipe(beyond).pipe(socket);
    for (const end of [socket, beyond]) end.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await sandbox.close();
});

const VARIABLES = ["HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"] as const;
const before = VARIABLES.map((name) => [name, process.env[name]] as const);
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

function check(options: Partial<Parameters<typeof checkContract>[0]> = {}) {
  tunnels = [];
  for (const name of VARIABLES) delete process.env[name];
  process.env.HTTP_PROXY = `http://sample:sample-password@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const { clientId, accessToken } = sandbox.credentials;
  return checkContract({
    baseUrl: `http://${PROVIDER}:8000`,
    allowHttp: [PROVIDER],
    clientId,
    accessToken,
    only: ["cancelExternalBooking/valid/keep_alive"],
    ...options,
  });
}

const times = (text: string | undefined) => text?.split("DELETE /v1").length;

test("the proxy of the environment is used, and the report says so without what it needs", async () => {
  const report = await check();
  expect(report.notes).toEqual([
    `Plain http was allowed to ${PROVIDER} by name.`,
    `The requests went through the proxy 127.0.0.1:${(proxy.address() as AddressInfo).port}, which the environment names.`,
  ]);
  expect(JSON.stringify(report)).not.toContain("sample-password");
  // The control, and two requests on one connection.
  expect(tunnels.map(times)).toEqual([2, 3]);
  expect(tunnels[0]).toContain(`${PROVIDER}:8000 DELETE /v1`);
  expect(report.results.map(({ outcome }) => outcome)).toEqual(["warned", "warned"]);
});

test("loopback needs none", async () => {
  const report = await check({ baseUrl: sandbox.baseUrl, allowHttp: [] });
  expect(tunnels).toEqual([]);
  expect(report.notes).toBeUndefined();
  expect(report.summary.exchanges).toBe(2);
});

test("a connection of the caller's agent is not the check's to keep", async () => {
  const { port } = new URL(sandbox.baseUrl);
  const agent = new http.Agent();
  const connect = agent.createConnection.bind(agent);
  let connections = 0;
  agent.createConnection = (options, onCreate) => {
    connections += 1;
    return connect({ ...options, host: "127.0.0.1", port: Number(port) }, onCreate);
  };
  const report = await check({ agent });
  expect([tunnels, connections]).toEqual([[], 1]);
  expect(report.notes).toContain("The requests went through an agent of the caller.");
  expect(report.results.map(({ outcome, needs }) => [outcome, needs])).toEqual([
    ["warned", undefined],
    ["skipped", "a run without an agent of the caller"],
  ]);
});

test("a proxy that cannot be used is told before anything is sent, and not quoted", async () => {
  const running = check();
  await running;
  process.env.HTTP_PROXY = "socks5://sample:sample-password@127.0.0.1:1";
  const { clientId, accessToken } = sandbox.credentials;
  const options = { baseUrl: `http://${PROVIDER}`, allowHttp: [PROVIDER], clientId, accessToken };
  await expect(checkContract(options)).rejects.toThrow(
    /^The proxy of the environment must be an http:\/\/ or https:\/\/ URL; NO_PROXY names what needs none\.$/,
  );
});
