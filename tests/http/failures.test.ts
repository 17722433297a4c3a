/** Failures before an answer: of the Node transport, and of a proxy in the place of a connection. */
import http from "node:http";
import net from "node:net";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { HttpsProxyAgent } from "https-proxy-agent";
import { FailingAgent, listen, open, request, transport } from "./sockets.js";

/** Failures of the Node transport before an answer, told apart by their code and by how far they got. */
describe("the Node transport", () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each([
    ["ECONNREFUSED", "refused"],
    ["EHOSTUNREACH", "refused"],
    ["ENETUNREACH", "refused"],
    ["ENOTFOUND", "unresolved"],
    ["EAI_AGAIN", "unresolved"],
    ["EAI_FAIL", "unresolved"],
    ["ECONNRESET", "reset"],
    ["EPIPE", "reset"],
    ["ETIMEDOUT", "connect_timeout"],
    ["HPE_INVALID_CONSTANT", "malformed"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
    ["UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "tls"],
    ["EPROTO", "tls"],
    ["INVALID_CA", "tls"],
    ["INVALID_PURPOSE", "tls"],
    ["PATH_LENGTH_EXCEEDED", "tls"],
    ["HOSTNAME_MISMATCH", "tls"],
    ["CRL_HAS_EXPIRED", "tls"],
    ["UNSPECIFIED", "tls"],
    ["ERR_INVALID_CHAR", "other"],
    ["EMFILE", "other"],
  ])("%s while connecting is %s, and its code is the only cause", async (code, kind) => {
    const sending = transport(new FailingAgent({ code })).send({ ...request, origin: "http://a" });
    const failure = await sending.catch((error: Error) => error);
    expect(failure).toMatchObject({ kind, phase: "connecting", written: false });
    expect((failure as Error).cause).toMatchObject({ message: code, code });
    expect(JSON.stringify(failure) + (failure as Error).stack).not.toContain("CANARY");
  });

  test.each(["ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"])(
    "%s of a connection that was made is a reset, and the request was written",
    async (code) => {
      const origin = await listen(() => undefined);
      const agent = new http.Agent();
      open.push(() => agent.destroy());
      const sending = transport(agent).send({ ...request, origin });
      const failed = sending.catch((error: Error) => error);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const [socket] = Object.values(agent.sockets).flat();
      socket?.destroy(Object.assign(new Error("CANARY"), { code }));
      expect(await failed).toMatchObject({ kind: "reset", phase: "waiting", written: true });
    },
  );

  test.each<[object, object | undefined]>([
    [{ name: "ProxyError" }, { name: "ProxyError", message: "ProxyError" }],
    [{ code: "constructor" }, undefined],
    [{ code: "CANARY CANARY", name: "CANARY 7" }, undefined],
    [{ code: 7 }, undefined],
  ])("of %j nothing but a word of programs is shown", async (parts, cause) => {
    const sending = transport(new FailingAgent(parts)).send({ ...request, origin: "http://a" });
    const failure = await sending.catch((error: Error) => error);
    expect(failure).toMatchObject({ kind: "other", phase: "connecting" });
    if (cause) expect((failure as Error).cause).toMatchObject(cause);
    else expect(failure).not.toHaveProperty("cause");
  });

  test("a failure without a code is some failure of the network, without a cause", async () => {
    const failure = await transport(new FailingAgent({}))
      .send({ ...request, origin: "http://a" })
      .catch((error: Error) => error);
    expect(failure).toMatchObject({ kind: "other", phase: "connecting" });
    expect(failure).not.toHaveProperty("cause");
  });

  test("an IPv6 address is connected to without its brackets", async () => {
    const agent = new FailingAgent({ code: "ECONNREFUSED" });
    await transport(agent)
      .send({ ...request, origin: "http://[::1]:1" })
      .catch(() => undefined);
    expect(agent.asked).toEqual(["::1"]);
  });

  test("a signal that is aborted already sends nothing", async () => {
    const agent = new FailingAgent({});
    const sending = transport(agent).send(
      { ...request, origin: "http://a" },
      { signal: AbortSignal.abort() },
    );
    await expect(sending).rejects.toMatchObject({
      kind: "aborted",
      phase: "connecting",
      written: false,
    });
    expect(agent.asked).toEqual([]);
  });

  test("a connection that is not made in ten seconds is given up", async () => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
    const agent = new http.Agent();
    Object.assign(agent, {
      createConnection: () => Object.assign(new net.Socket(), { connecting: true }),
    });
    const failed = transport(agent)
      .send({ ...request, origin: "http://a" })
      .catch((error: Error) => error);
    await new Promise((resolve) => setImmediate(resolve));
    jest.advanceTimersByTime(10_000);
    expect(await failed).toMatchObject({
      kind: "connect_timeout",
      phase: "connecting",
      written: false,
    });
  });
});

/** What a proxy does instead of a connection is not taken for an answer of the API. */
describe("a proxy", () => {
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
    expect(await sendThrough("220 ready\r\n\r\n")).toMatchObject({
      kind: "refused",
      written: false,
    });
    expect(await sendThrough("ready\r\n\r\n")).toMatchObject({
      kind: "refused",
      status: undefined,
    });
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
});
