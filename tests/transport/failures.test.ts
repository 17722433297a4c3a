/** How the Node transport tells failures apart by code and phase, and what it leaves behind. */
import { type EventEmitter, getEventListeners } from "node:events";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { createNodeTransport } from "../../src/transport/node-transport.js";
import { selfSigned } from "../sandbox/certificate.js";

const open: (() => unknown)[] = [];
afterEach(() => {
  jest.useRealTimers();
  for (const close of open.splice(0)) close();
});

const request = { method: "DELETE", target: "/", headers: [] } as const;
const ok = "HTTP/1.1 200 OK\r\na: 1\r\nB: 2\r\ncontent-length: 2\r\n\r\nok";

function transport(agent?: http.Agent) {
  const created = createNodeTransport(agent && { agent });
  open.push(() => created.close());
  return created;
}

/** A server, plain or over TLS, that does with each connection as told. */
async function listen(
  onConnection: (socket: net.Socket) => unknown,
  secure?: ReturnType<typeof selfSigned>,
) {
  const handle = (socket: net.Socket) => {
    socket.on("error", () => undefined);
    open.push(() => socket.destroy());
    onConnection(socket);
  };
  const server = secure ? tls.createServer(secure, handle) : net.createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => server.close());
  const { port } = server.address() as net.AddressInfo;
  return `${secure ? "https" : "http"}://127.0.0.1:${port}`;
}

/** Answers the first request of a connection, and no other. */
function onceOnly(socket: net.Socket) {
  socket.once("data", () => socket.write(ok));
}

/** An agent whose connections fail with a code; it keeps what it was asked to connect to. */
class FailingAgent extends http.Agent {
  readonly asked: unknown[] = [];
  constructor(readonly failure: object) {
    super();
  }
  override createConnection(
    ...[options, done]: Parameters<http.Agent["createConnection"]>
  ): undefined {
    this.asked.push(options.host);
    const error = Object.assign(new Error("CANARY"), this.failure);
    process.nextTick(() => done?.(error, new net.Socket()));
  }
}

test.each([
  ["ECONNREFUSED", "refused"],
  ["EHOSTUNREACH", "refused"],
  ["ENETUNREACH", "refused"],
  ["ENOTFOUND", "unresolved"],
  ["EAI_AGAIN", "unresolved"],
  ["ECONNRESET", "reset"],
  ["EPIPE", "reset"],
  ["ETIMEDOUT", "connect_timeout"],
  ["HPE_INVALID_CONSTANT", "malformed"],
  ["CERT_HAS_EXPIRED", "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
  ["EMFILE", "other"],
])("%s while connecting is %s, and its code is the only cause", async (code, kind) => {
  const sending = transport(new FailingAgent({ code })).send({ ...request, origin: "http://a" });
  const failure = await sending.catch((error: Error) => error);
  expect(failure).toMatchObject({ kind, phase: "connecting", written: false });
  expect((failure as Error).cause).toMatchObject({ message: code, code });
  expect(JSON.stringify(failure) + (failure as Error).stack).not.toContain("CANARY");
});

test.each(["ECONNRESET", "EPIPE", "ETIMEDOUT"])(
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
    ...{ kind: "aborted", phase: "connecting", written: false },
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
    ...{ kind: "connect_timeout", phase: "connecting", written: false },
  });
});

describe("what was written", () => {
  test.each([false, true])(
    "is known on a new and on a kept connection; over TLS: %s",
    async (secure) => {
      const certificate = secure ? selfSigned() : undefined;
      const origin = await listen(onceOnly, certificate);
      const Agent = secure ? https.Agent : http.Agent;
      const agent = new Agent({ keepAlive: true, ...(certificate && { ca: certificate.cert }) });
      open.push(() => agent.destroy());
      const kept = transport(agent);
      expect(await kept.send({ ...request, origin })).toMatchObject({ status: 200 });
      const again = kept.send({ ...request, origin }, { timeoutMs: 60 });
      await expect(again).rejects.toMatchObject({
        ...{ kind: "timeout", phase: "waiting", written: true },
      });
      const silent = transport(agent).send({ ...request, origin }, { timeoutMs: 5_000 });
      expect(await silent).toMatchObject({ status: 200 });
    },
  );

  test("is known of a connection over TLS that never answers", async () => {
    const certificate = selfSigned();
    const origin = await listen(() => undefined, certificate);
    const agent = new https.Agent({ ca: certificate.cert });
    open.push(() => agent.destroy());
    const sending = transport(agent).send({ ...request, origin }, { timeoutMs: 500 });
    await expect(sending).rejects.toMatchObject({
      ...{ kind: "timeout", phase: "waiting", written: true },
    });
  });

  test.each([false, true])(
    "of a body that nobody takes is a part; kept connection: %s",
    async (warm) => {
      let calls = 0;
      const origin = await listen((socket) => {
        socket.once("data", () => {
          calls += 1;
          if (warm && calls === 1) socket.write(ok, () => socket.pause());
          else socket.pause();
        });
      });
      const sender = transport();
      if (warm) await sender.send({ ...request, origin });
      const body = new Uint8Array(30_000_000);
      const sending = sender.send({ ...request, origin, body }, { timeoutMs: 150 });
      await expect(sending).rejects.toMatchObject({
        ...{ kind: "timeout", phase: "sending", written: true },
      });
    },
  );
});

test("an answer that begins before the request has ended is being read", async () => {
  const body = new Uint8Array(5_000_000);
  const origin = await listen((socket) => {
    let left = body.length;
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab");
    socket.pause();
    setTimeout(() => socket.resume(), 50);
    socket.on("data", (data) => {
      left -= data.length;
      if (left < 0) setTimeout(() => socket.destroy(), 50);
    });
  });
  await expect(transport().send({ ...request, origin, body })).rejects.toMatchObject({
    ...{ kind: "truncated", phase: "reading", written: true, status: 200 },
  });
});

test("an answer's headers are those of the wire, and its body may just reach the limit", async () => {
  const origin = await listen(onceOnly);
  const answer = await transport().send({ ...request, origin }, { maxBodyBytes: 2 });
  expect(answer.headers).toEqual([
    ["a", "1"],
    ["B", "2"],
    ["content-length", "2"],
  ]);
  expect(String(Buffer.from(answer.body))).toBe("ok");
  await expect(transport().send({ ...request, origin }, { maxBodyBytes: 1 })).rejects.toMatchObject(
    {
      kind: "too_large",
    },
  );
});

test("a length that is given is not given twice", async () => {
  let received = "";
  const origin = await listen((socket) => {
    socket.once("data", (data) => {
      received = String(data);
      socket.write(ok);
    });
  });
  const headers = [["CONTENT-Length", "2"]] as const;
  await transport().send({ ...request, origin, headers, body: Buffer.from("{}") });
  expect(received.match(/content-length/gi)).toEqual(["CONTENT-Length"]);
});

test("no listener is left on the signal", async () => {
  const { signal } = new AbortController();
  const origin = await listen(onceOnly);
  await transport().send({ ...request, origin }, { signal });
  await transport(new FailingAgent({}))
    .send({ ...request, origin }, { signal })
    .catch(() => undefined);
  expect(getEventListeners(signal as unknown as EventEmitter, "abort")).toEqual([]);
});

test("a closed transport keeps no connection, and frees those that are idle", async () => {
  const ended: Promise<unknown>[] = [];
  const origin = await listen((socket) => {
    ended.push(new Promise((resolve) => socket.once("close", resolve)));
    socket.on("data", () => socket.write(ok));
  });
  const closing = transport();
  await closing.send({ ...request, origin });
  closing.close();
  await Promise.all(ended);
  await closing.send({ ...request, origin });
  await closing.send({ ...request, origin });
  expect(ended).toHaveLength(3);
  await Promise.all(ended);
});
