/** The Node transport over real sockets: exact bytes out, and failures that say how far they got. */
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createNodeTransport } from "../../src/http/node-transport.js";
import { WireFailure, type WireFailureKind, type WirePhase } from "../../src/http/wire.js";
import { startSandbox } from "../../src/sandbox.js";
import { selfSigned } from "../sandbox/certificate.js";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A server that answers each chunk it receives as told; what it received is kept. */
async function listen(answer: (socket: net.Socket, received: string) => unknown) {
  const received: string[] = [];
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      received.push(String(data));
      answer(socket, String(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  const { port } = server.address() as net.AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, received, connections: () => connections };
}

function transport(options?: Parameters<typeof createNodeTransport>[0]) {
  const created = createNodeTransport(options);
  open.push(created);
  return created;
}

const ok = (more = "") => `HTTP/1.1 200 OK\r\ncontent-length: 2\r\n${more}\r\nok`;
const request = { method: "DELETE", target: "/", headers: [] } as const;

describe("what is sent", () => {
  test("method, target, names, order and repetition of headers, and body, byte by byte", async () => {
    const { origin, received } = await listen((socket) => socket.write(ok()));
    await transport().send({
      method: "DELETE",
      origin,
      target: "/a%2Fb/../c?x=%zz",
      headers: [
        ["X-Sample", "1"],
        ["x-sAMPLE", "2"],
        ["HOST", "sample.example"],
      ],
      body: new TextEncoder().encode("{}"),
    });
    const [head = ""] = received.join("").split("\r\n\r\n");
    expect(head.split("\r\n")).toEqual([
      // A name that is spelled in two ways is one header, or tracers would lose a value.
      "DELETE /a%2Fb/../c?x=%zz HTTP/1.1",
      "Content-Length: 2",
      "X-Sample: 1",
      "X-Sample: 2",
      "HOST: sample.example",
      "Connection: keep-alive",
    ]);
    expect(received.join("").endsWith("\r\n\r\n{}")).toBe(true);
  });

  test("a header that cannot be written fails before a connection is made", async () => {
    const { origin, connections } = await listen((socket) => socket.write(ok()));
    const headers = [["x-sample", "a\r\nb: CANARY"]] as const;
    const failure = await failureOf(transport().send({ ...request, origin, headers }));
    expect(failure).toMatchObject({ kind: "other", phase: "connecting", written: false });
    expect(JSON.stringify(failure) + failure.message + failure.stack).not.toContain("CANARY");
    expect(connections()).toBe(0);
  });
});

async function failureOf(sending: Promise<unknown>): Promise<WireFailure> {
  const failure = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (failure instanceof WireFailure) return failure;
  throw new Error("Expected a WireFailure.");
}

describe("a failure says what happened, in which phase, and the status if there was one", () => {
  test.each<[string, WireFailureKind, WirePhase, number | undefined]>([
    ["refused", "refused", "connecting", undefined],
    ["half-open", "timeout", "waiting", undefined],
    ["never-answers", "timeout", "waiting", undefined],
    ["stalls-in-headers", "timeout", "waiting", undefined],
    ["stalls-in-body", "timeout", "reading", 404],
    ["reset-before-headers", "reset", "waiting", undefined],
    ["closed-in-headers", "reset", "waiting", undefined],
    ["closed-in-body", "truncated", "reading", 404],
    ["truncated-chunked", "truncated", "reading", 404],
    ["length-long", "truncated", "reading", 404],
    ["length-short", "malformed", "reading", 404],
    ["length-twice", "malformed", "waiting", undefined],
    ["malformed-chunk", "malformed", "reading", 404],
    ["not-http", "malformed", "waiting", undefined],
    ["switching-protocols", "malformed", "waiting", undefined],
    ["header-bomb", "malformed", "waiting", undefined],
    ["body-of-100-mb", "too_large", "reading", 404],
    ["gzip-bomb", "too_large", "reading", 404],
    ["bad-gzip", "encoding", "reading", 404],
  ])("%s", async (name, kind, phase, status) => {
    const sandbox = await startSandbox({ faults: [name] });
    open.push(sandbox);
    const { clientId, accessToken } = sandbox.credentials;
    const failure = await failureOf(
      transport().send(
        {
          method: "DELETE",
          origin: sandbox.baseUrl,
          target: "/v1/partner/external_bookings/nobody",
          headers: [
            ["x-api-key", clientId],
            ["authorization", `Bearer ${accessToken}`],
            ["content-type", "application/json"],
          ],
          body: new TextEncoder().encode('{"external_location_id":"a","service_id":"b"}'),
        },
        { timeoutMs: kind === "timeout" ? 150 : 20_000 },
      ),
    );
    expect(failure).toMatchObject({ kind, phase, status, written: phase !== "connecting" });
  });

  test("bytes after a whole answer fail, and leave the answer at hand", async () => {
    const { origin } = await listen((socket) => socket.write(`${ok()}stray`));
    const failure = await failureOf(transport().send({ ...request, origin }));
    expect(failure).toMatchObject({ kind: "malformed", phase: "reading", status: 200 });
    expect(String(failure.revealResponse()?.body)).toBe(String(Buffer.from("ok")));
  });

  test("a host without an address", async () => {
    const sending = transport().send({ ...request, origin: "http://no-such-host.invalid" });
    expect(await failureOf(sending)).toMatchObject({ kind: "unresolved", written: false });
  });

  test("a certificate that nobody vouches for; an agent may", async () => {
    const tls = selfSigned();
    const sandbox = await startSandbox({ tls });
    open.push(sandbox);
    const origin = sandbox.baseUrl;
    expect(await failureOf(transport().send({ ...request, origin }))).toMatchObject({
      kind: "tls",
      phase: "connecting",
      written: false,
    });
    const agent = new https.Agent({ ca: tls.cert });
    expect(await transport({ agent }).send({ ...request, origin })).toMatchObject({ status: 404 });
    agent.destroy();
  });

  test("TLS asked of what does not speak it", async () => {
    const { origin } = await listen((socket) => socket.write(ok()));
    const sending = transport().send({ ...request, origin: origin.replace("http:", "https:") });
    expect(await failureOf(sending)).toMatchObject({ kind: "tls", written: false });
  });

  test("an error of a caller's agent, whatever its code", async () => {
    const error = Object.assign(new Error("A sample failure."), { code: 407 });
    const createConnection = (_: object, done: (error: Error) => void) => done(error);
    const agent = Object.assign(new http.Agent(), { createConnection });
    const sending = transport({ agent }).send({ ...request, origin: "http://[::1]" });
    expect(await failureOf(sending)).toMatchObject({ kind: "other", written: false });
  });
});

describe("connections", () => {
  test("are kept and used again", async () => {
    const { origin, connections } = await listen((socket) => socket.write(ok()));
    const kept = transport();
    for (let n = 0; n < 3; n++) await kept.send({ ...request, origin });
    expect(connections()).toBe(1);
  });

  test.each(["timeout=1", "timeout=1, max=100", "max=5, timeout=1"])(
    "are not kept when the server would close them within the margin: %s",
    async (hint) => {
      const { origin, connections } = await listen((socket) =>
        socket.write(ok(`keep-alive: ${hint}\r\n`)),
      );
      const kept = transport();
      for (let n = 0; n < 2; n++) await kept.send({ ...request, origin });
      expect(connections()).toBe(2);
    },
  );

  test("are closed by close(), the busy ones when their answer has come", async () => {
    const ended: Promise<unknown>[] = [];
    let answer: () => unknown = () => undefined;
    const { origin } = await listen((socket) => {
      ended.push(new Promise((resolve) => socket.once("close", resolve)));
      answer = () => socket.write(ok());
      if (ended.length === 1) answer();
    });
    const closing = transport();
    await closing.send({ ...request, origin });
    const busy = closing.send({ ...request, origin });
    await new Promise((resolve) => setTimeout(resolve, 20));
    closing.close();
    answer();
    expect(await busy).toMatchObject({ status: 200 });
    await Promise.all(ended);
  });

  test("of a caller's agent are the caller's", async () => {
    const { origin, connections } = await listen((socket) => socket.write(ok()));
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const own = transport({ agent });
    await Promise.all([own.send({ ...request, origin }), own.send({ ...request, origin })]);
    own.close();
    expect(connections()).toBe(1);
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
    agent.destroy();
  });

  test("a request that waits for a connection and is aborted was not written", async () => {
    const { origin, received } = await listen(() => undefined);
    const agent = new http.Agent({ maxSockets: 1 });
    const own = transport({ agent });
    const first = own.send({ ...request, origin }, { timeoutMs: 100 });
    const controller = new AbortController();
    const second = failureOf(own.send({ ...request, origin }, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 30);
    expect(await second).toMatchObject({ kind: "aborted", phase: "connecting", written: false });
    expect(await failureOf(first)).toMatchObject({ kind: "timeout", written: true });
    expect(received).toHaveLength(1);
    agent.destroy();
  });
});

test("codings are undone in the reverse of their order", async () => {
  const { gzipSync, brotliCompressSync } = await import("node:zlib");
  const body = brotliCompressSync(gzipSync("ok"));
  const { origin } = await listen((socket) => {
    const coding = "content-encoding: gzip, br\r\n";
    socket.write(`HTTP/1.1 200 OK\r\n${coding}content-length: ${body.length}\r\n\r\n`);
    socket.write(body);
  });
  const { body: decoded } = await transport().send({ ...request, origin });
  expect(new TextDecoder().decode(decoded)).toBe("ok");
});
