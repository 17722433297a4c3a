/** "Nothing was written" is said of no request whose bytes have left, whatever its socket emits. */
import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import type { SendOptions } from "../../src/http/wire.js";
import { selfSigned } from "../sandbox/certificate.js";
import { listen, ok, open, request, transport } from "./sockets.js";

afterEach(() => {
  jest.useRealTimers();
});

const body = new TextEncoder().encode("{}");
const written = { name: "WireFailure", written: true };

/** An agent with sockets of its own making. */
function agentOf(agent: http.Agent, connect: (port: number) => net.Socket): http.Agent {
  const createConnection = ({ port }: { port: number }) => {
    const socket = connect(port);
    open.push(() => socket.destroy());
    return socket;
  };
  open.push(() => agent.destroy());
  return Object.assign(agent, { createConnection });
}

/** TLS over a connection that is already there emits `secure`, and never `secureConnect`. */
const secureOnly = () =>
  agentOf(new https.Agent(), (port) => {
    return new tls.TLSSocket(net.connect(port, "127.0.0.1"), { rejectUnauthorized: false });
  });

/** TLS of which nothing is heard: whoever listens for the end of its handshake does so in vain. */
const silent = () =>
  agentOf(new https.Agent(), (port) => {
    const socket = tls.connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
    const once = socket.once.bind(socket);
    return Object.assign(socket, {
      once: (...[event, listener]: Parameters<typeof once>) =>
        event.startsWith("secure") ? socket : once(event, listener),
    });
  });

/** Seems to be in a handshake for ever. */
const neverSecure = () =>
  agentOf(new http.Agent(), (port) =>
    Object.assign(net.connect(port, "127.0.0.1"), { getCipher: () => undefined }),
  );

/** A server, over TLS or not, and an agent that does not tell when the connection to it was made. */
async function silentAbout(agent: http.Agent, heard: (socket: net.Socket) => unknown) {
  const secrets = agent instanceof https.Agent ? selfSigned() : undefined;
  const origin = await listen((socket) => socket.once("data", () => heard(socket)), secrets);
  const { send } = transport(agent);
  return (options?: SendOptions) => send({ ...request, origin, body }, options);
}

const agents: [string, () => http.Agent][] = [
  ["TLS that emits `secure` only", secureOnly],
  ["TLS that emits nothing", silent],
  ["a socket that never has a cipher", neverSecure],
];

describe.each(agents)("%s", (_, agent) => {
  test("brings its answer", async () => {
    const send = await silentAbout(agent(), (socket) => socket.write(ok));
    expect(await send()).toMatchObject({ status: 200 });
  });

  test("a reset before the answer", async () => {
    const send = await silentAbout(agent(), (socket) => socket.destroy());
    await expect(send()).rejects.toMatchObject({ ...written, kind: "reset" });
  });

  test("an end before the answer", async () => {
    const send = await silentAbout(agent(), (socket) => socket.end());
    await expect(send()).rejects.toMatchObject({ ...written, kind: "reset" });
  });

  test("no answer in time", async () => {
    const send = await silentAbout(agent(), () => undefined);
    const sending = send({ timeoutMs: 500 });
    await expect(sending).rejects.toMatchObject({ ...written, kind: "timeout", phase: "waiting" });
  });

  test("the caller's abort", async () => {
    const caller = new AbortController();
    const send = await silentAbout(agent(), () => caller.abort());
    const sending = send({ signal: caller.signal });
    await expect(sending).rejects.toMatchObject({ ...written, kind: "aborted" });
  });

  test("the limit for making a connection ends no call whose request has left", async () => {
    let answer: () => unknown = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
    const send = await silentAbout(agent(), (socket) => {
      answer();
      answer = () => socket.write(ok);
    });
    const sending = send();
    await arrived;
    jest.advanceTimersByTime(10_000);
    answer();
    expect(await sending).toMatchObject({ status: 200 });
  });
});

test.each<[string, (socket: net.Socket) => unknown]>([
  ["speaks no TLS", (socket) => socket.write(ok)],
  ["resets the handshake", (socket) => socket.once("data", () => socket.resetAndDestroy())],
  ["ends the handshake", (socket) => socket.once("data", () => socket.end())],
])("nothing was written to a server that %s", async (_, onConnection) => {
  const origin = (await listen(onConnection)).replace("http:", "https:");
  for (const agent of [undefined, secureOnly()]) {
    await expect(transport(agent).send({ ...request, origin, body })).rejects.toMatchObject({
      phase: "connecting",
      written: false,
    });
  }
});

test("nothing was written where a certificate is not trusted", async () => {
  const origin = await listen(() => undefined, selfSigned());
  await expect(transport().send({ ...request, origin, body })).rejects.toMatchObject({
    kind: "tls",
    phase: "connecting",
    written: false,
  });
});

test("a body of which a part was taken was written, on a socket that never has a cipher", async () => {
  const large = new Uint8Array(30_000_000);
  const origin = await listen((socket) =>
    socket.once("data", () => {
      socket.pause();
      socket.resetAndDestroy();
    }),
  );
  const sending = transport(neverSecure()).send({ ...request, origin, body: large });
  await expect(sending).rejects.toMatchObject(written);
});
