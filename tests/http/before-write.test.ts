/** The moment before a request is written: the connection is made, and nothing has gone out. */
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { expect, test } from "@jest/globals";
import { selfSigned } from "../sandbox/certificate.js";
import { listen, ok, request, transport } from "./sockets.js";

/** A server that notes what it is sent, and answers. */
async function noting(secure?: ReturnType<typeof selfSigned>) {
  const seen = { connections: 0, text: "" };
  const origin = await listen((socket) => {
    seen.connections += 1;
    socket.on("data", (chunk) => {
      seen.text += chunk;
      socket.write(ok);
    });
  }, secure);
  return { origin, seen };
}

const body = Buffer.from("{}");

test("comes once, on a connection of its own and on a kept one, and the request follows whole", async () => {
  const { origin, seen } = await noting();
  const kept = transport();
  const before: string[] = [];
  const send = () =>
    kept.send({ ...request, origin, body }, { beforeWrite: () => before.push(seen.text) });
  expect((await send()).status).toBe(200);
  const first = seen.text;
  expect(first).toMatch(/^DELETE \/ HTTP[\s\S]*content-length: 2\r\n[\s\S]*\r\n\r\n\{\}$/i);
  expect((await send()).status).toBe(200);
  expect(before).toEqual(["", first]);
  expect(seen).toEqual({ connections: 1, text: first + first });
});

test("comes after the handshake of TLS", async () => {
  const certificate = selfSigned();
  const { origin, seen } = await noting(certificate);
  const before: string[] = [];
  const agent = new https.Agent({ ca: certificate.cert });
  const sending = transport(agent).send(
    { ...request, origin, body },
    { beforeWrite: () => before.push(seen.text) },
  );
  expect((await sending).status).toBe(200);
  expect(before).toEqual([""]);
  expect(seen.text).toMatch(/\{\}$/);
});

test("leaves the request unwritten by what it throws", async () => {
  const { origin, seen } = await noting();
  const sending = transport().send(
    { ...request, origin, body },
    {
      beforeWrite: () => {
        throw new Error("CANARY");
      },
    },
  );
  await expect(sending).rejects.toMatchObject({ kind: "other", written: false });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen.text).toBe("");
});

test("never comes where the call is aborted before the connection is made", async () => {
  const { origin, seen } = await noting();
  let connect = () => {};
  const agent = new (class extends http.Agent {
    override createConnection(options: net.NetConnectOpts) {
      const lookup: net.LookupFunction = (_host, _options, done) => {
        connect = () => done(null, [{ address: "127.0.0.1", family: 4 }]);
      };
      return net.connect({ ...options, lookup } as net.NetConnectOpts);
    }
  })();
  const stop = new AbortController();
  const asked: string[] = [];
  const sending = transport(agent).send(
    { ...request, origin: origin.replace("127.0.0.1", "localhost"), body },
    { signal: stop.signal, beforeWrite: () => asked.push(seen.text) },
  );
  await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  connect();
  await expect(sending).rejects.toMatchObject({ kind: "aborted", written: false });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([asked, seen.text]).toEqual([[], ""]);
});
