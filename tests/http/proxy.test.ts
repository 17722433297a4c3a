/** What a proxy does instead of a connection is not taken for an answer of the API. */
import http from "node:http";
import { expect, jest, test } from "@jest/globals";
import { HttpsProxyAgent } from "https-proxy-agent";
import { FailingAgent, listen, open, request, transport } from "./sockets.js";

/** Sends a request through a proxy that answers CONNECT as told. */
async function sendThrough(answer: string) {
  const proxy = await listen((socket) => socket.once("data", () => socket.end(answer)));
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
  open.push(() => agent.destroy());
  const sending = transport(agent).send({ ...request, origin: "https://127.0.0.1:1" });
  return sending.catch((failure: unknown) => failure);
}

test.each([302, 401, 404, 407, 429, 502])(
  "a tunnel that is refused with %d is a connection that was refused",
  async (status) => {
    const head = `HTTP/1.1 ${status} Sample\r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n`;
    expect(await sendThrough(`${head}{}`)).toMatchObject({
      name: "WireFailure",
      kind: "refused",
      phase: "connecting",
      written: false,
      status,
    });
  },
);

test("a proxy that speaks something else has no status", async () => {
  expect(await sendThrough("220 ready\r\n\r\n")).toMatchObject({ kind: "refused", written: false });
  expect(await sendThrough("ready\r\n\r\n")).toMatchObject({ kind: "refused", status: undefined });
});

test("a tunnel that leads nowhere is not a refusal", async () => {
  expect(await sendThrough("HTTP/1.1 200 OK\r\n\r\n")).toMatchObject({
    kind: "reset",
    phase: "connecting",
    written: false,
    status: undefined,
  });
});

test.each([401, 407, 502])(
  "Node's own agent tells of a refused tunnel by a code; %d",
  async (status) => {
    const failing = new FailingAgent({ code: "ERR_PROXY_TUNNEL", statusCode: status });
    const sending = transport(failing).send({ ...request, origin: "http://a" });
    await expect(sending).rejects.toMatchObject({
      kind: "refused",
      phase: "connecting",
      written: false,
      status,
    });
  },
);

test.each([
  [{ code: "ERR_PROXY_TUNNEL" }, "refused"],
  [{ code: "ERR_PROXY_TUNNEL", statusCode: "407" }, "refused"],
  [{ code: "ECONNREFUSED", statusCode: 407 }, "refused"],
])("a failure without a proxy's status has none: %j", async (failure, kind) => {
  const sending = transport(new FailingAgent(failure)).send({ ...request, origin: "http://a" });
  await expect(sending).rejects.toMatchObject({ kind, status: undefined, written: false });
});

test("a proxy of the environment that is no URL is a failure before anything is written", async () => {
  const { options } = http.globalAgent as unknown as { readonly options: { proxyEnv?: object } };
  const Agent = jest.spyOn(http, "Agent").mockImplementation(() => {
    throw Object.assign(new TypeError("CANARY"), { code: "ERR_PROXY_INVALID_CONFIG" });
  });
  options.proxyEnv = {};
  try {
    await expect(transport().send({ ...request, origin: "http://a" })).rejects.toMatchObject({
      name: "WireFailure",
      kind: "other",
      written: false,
    });
  } finally {
    Agent.mockRestore();
    delete options.proxyEnv;
  }
});
