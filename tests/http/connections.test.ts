/** Connections: what servers do with them, and how many are kept for many calls. */

import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { describe, expect, jest, test } from "@jest/globals";
import type { WireFailure } from "../../src/http/wire.js";
import { selfSigned } from "../sandbox/certificate.js";
import { listen, ok, open, request, transport } from "./sockets.js";

/** What a server may do with a connection beside its answer, and what the Node transport leaves of it. */
describe("connections", () => {
  test("a transport that is closed before its first request keeps no connection either", async () => {
    const ended: Promise<unknown>[] = [];
    const origin = await listen((socket) => {
      ended.push(new Promise((resolve) => socket.once("close", resolve)));
      // The hint: else the connection would be given up after four seconds anyway.
      socket.once("data", () => socket.write(ok.replace("a: 1", "keep-alive: timeout=300")));
    });
    const closing = transport();
    closing.close();
    await closing.send({ ...request, origin });
    expect(ended).toHaveLength(1);
    await Promise.all(ended);
  }, 20_000);

  test("a transport that is closed leaves an agent of the caller's in use", async () => {
    const origin = await listen((socket) => socket.once("data", () => socket.write(ok)));
    const agent = new http.Agent({ keepAlive: true });
    open.push(() => agent.destroy());
    const closed = transport(agent);
    closed.close();
    expect(await closed.send({ ...request, origin })).toMatchObject({ status: 200 });
  });

  test.each(["", "connection: close\r\n"])(
    "an answer to a request that is never read to its end ends the connection; header: %j",
    async (header) => {
      let accepted: Socket | undefined;
      const origin = await listen((socket) => {
        accepted = socket;
        socket.once("data", () => {
          socket.pause();
          socket.write(ok.replace("a: 1\r\n", header));
        });
      });
      const body = new Uint8Array(30_000_000);
      expect(await transport().send({ ...request, origin, body })).toMatchObject({ status: 200 });
      // Only a write tells that the other side is gone while nothing is read.
      const knock = setInterval(() => accepted?.write("HTTP/1.1 100 Continue\r\n\r\n"), 20);
      if (!accepted?.destroyed) await new Promise((resolve) => accepted?.once("close", resolve));
      clearInterval(knock);
      expect(accepted?.destroyed).toBe(true);
    },
    20_000,
  );

  test.each([
    ["TLSv1.2", { phase: "connecting", written: false }],
    ["TLSv1.3", { phase: "waiting", written: true }],
  ] as const)(
    "a client certificate that is missing is a failure of TLS: %s",
    async (version, at) => {
      const { cert, key } = selfSigned();
      const versions = { minVersion: version, maxVersion: version };
      const origin = await listen(() => undefined, { cert, key, requestCert: true, ...versions });
      const agent = new https.Agent({ ca: cert });
      open.push(() => agent.destroy());
      await expect(transport(agent).send({ ...request, origin })).rejects.toMatchObject({
        kind: "tls",
        ...at,
      });
    },
  );

  test("a compressed answer is undone although stray bytes follow it", async () => {
    const head = (coded: Buffer) =>
      `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${coded.length}\r\n\r\n`;
    const answer = (coded: Buffer) => Buffer.concat([Buffer.from(head(coded)), coded]);
    const ofStray = async (coded: Buffer) => {
      const origin = await listen((socket) =>
        socket.once("data", () =>
          socket.write(Buffer.concat([answer(coded), Buffer.from("stray")])),
        ),
      );
      return transport()
        .send({ ...request, origin })
        .catch((failure: WireFailure) => failure);
    };
    const failure = (await ofStray(gzipSync("ok"))) as WireFailure;
    expect(failure).toMatchObject({ kind: "malformed", phase: "reading", status: 200 });
    expect(String(failure.revealResponse()?.body)).toBe(String(Buffer.from("ok")));
    expect(await ofStray(Buffer.from("no gzip"))).toMatchObject({ kind: "encoding", status: 200 });
  });

  test("a time that is over ends a call at once, by a timer that Node does not warn of", async () => {
    const origin = await listen(() => undefined);
    const timers = jest.spyOn(globalThis, "setTimeout");
    const sending = transport().send({ ...request, origin }, { timeoutMs: -0.3 });
    const delays = timers.mock.calls.map(([, ms]) => ms);
    timers.mockRestore();
    await expect(sending).rejects.toMatchObject({ kind: "timeout" });
    expect(delays).toEqual([0]);
  });

  test("a timer is cleared by the clock that made it, whatever stands in its place meanwhile", async () => {
    const origin = await listen((socket) => socket.once("data", () => socket.write(ok)));
    const [set, clear] = [
      jest.spyOn(globalThis, "setTimeout"),
      jest.spyOn(globalThis, "clearTimeout"),
    ];
    const sending = transport().send({ ...request, origin }, { timeoutMs: 60_000 });
    const [limit] = set.mock.results.map(({ value }) => value);
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
    expect(await sending).toMatchObject({ status: 200 });
    jest.useRealTimers();
    expect(limit).toBeDefined();
    expect(clear.mock.calls.map(([timer]) => timer === limit)).toContain(true);
    jest.restoreAllMocks();
  });
});

/** Kept connections stay in use when many calls share them and the server is quick. */
describe("kept connections", () => {
  // On a thread of its own: in the test's loop its answers would never come early.
  const SERVER = `
const { parentPort, workerData } = require("node:worker_threads");
let connections = 0;
const server = require("node:https").createServer(workerData, (request, response) =>
  request.resume().on("end", () => response.end(String(connections))),
);
server.on("secureConnection", () => connections++);
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

  test("calls over TLS, many at once, need no more connections than there are calls at once", async () => {
    const [secrets, inFlight] = [selfSigned(), 32];
    const worker = new Worker(SERVER, { eval: true, workerData: secrets });
    open.push(() => worker.terminate());
    const [port] = await once(worker, "message");
    const agent = new https.Agent({ keepAlive: true, ca: secrets.cert });
    open.push(() => agent.destroy());
    const { send } = transport(agent);
    const body = new TextEncoder().encode("{}");
    const call = async () =>
      Number(
        new TextDecoder().decode(
          (await send({ ...request, origin: `https://127.0.0.1:${port}`, body })).body,
        ),
      );
    let left = 300;
    const seen: number[] = [];
    await Promise.all(
      Array.from({ length: inFlight }, async () => {
        while (left-- > 0) seen.push(await call());
      }),
    );
    expect(seen).toHaveLength(300);
    expect(Math.max(...seen)).toBeLessThanOrEqual(inFlight);
  });
});
