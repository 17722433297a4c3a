/** The Node transport's account of an exchange: what was written, what was read, what it leaves behind. */
import { type EventEmitter, getEventListeners } from "node:events";
import http from "node:http";
import https from "node:https";
import { describe, expect, test } from "@jest/globals";
import { selfSigned } from "../sandbox/certificate.js";
import { FailingAgent, listen, ok, onceOnly, open, request, transport } from "./sockets.js";

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
        kind: "timeout",
        phase: "waiting",
        written: true,
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
      kind: "timeout",
      phase: "waiting",
      written: true,
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
        kind: "timeout",
        phase: "sending",
        written: true,
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
    kind: "truncated",
    phase: "reading",
    written: true,
    status: 200,
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
