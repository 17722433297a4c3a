/** What becomes of the sockets that the sandbox accepts: answered, left alone, broken off, ended. */
import { once } from "node:events";
import net from "node:net";
import tls from "node:tls";
import { afterEach, expect, jest, test } from "@jest/globals";
import { type ListenerOptions, listen } from "../../src/sandbox/listener.js";
import { selfSigned } from "./certificate.js";

const secrets = selfSigned();
const request = "GET /sample HTTP/1.1\r\nHost: sandbox\r\n\r\n";
const open: { close(): unknown }[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A listener, the server behind it, and the targets of the requests that it was given. */
async function start(options: Partial<ListenerOptions> = {}) {
  const made = options.tls ? jest.spyOn(tls, "createServer") : jest.spyOn(net, "createServer");
  const targets: string[] = [];
  const listener = await listen(
    (incoming, response) => {
      targets.push(incoming.url ?? "");
      response.end("sample answer");
    },
    { port: 0, ...options },
  );
  open.push(listener);
  const front = made.mock.results[0]?.value as net.Server;
  const { hostname, port } = new URL(listener.origin);
  const address = { host: hostname, port: Number(port) };
  return { ...listener, front, targets, address };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Collects what a client receives. How its connection ends is told by `closed`, not by an error. */
function watch<Socket extends net.Socket>(socket: Socket) {
  open.push({ close: () => socket.destroy() });
  socket.on("error", () => {});
  const closed = new Promise<string>((resolve) => {
    let text = "";
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("close", () => resolve(text));
  });
  return { socket, closed };
}

/** A client's end of a connection, and the listener's. */
async function connect({ front, address }: Started) {
  const accepted = once(front, "connection") as Promise<[net.Socket]>;
  const client = watch(net.connect(address));
  const [served] = await accepted;
  return { ...client, served, over: new Promise((resolve) => served.once("close", resolve)) };
}

const shake = (socket: net.Socket, ...ALPNProtocols: string[]) =>
  watch(tls.connect({ socket, host: "127.0.0.1", ca: secrets.cert, ALPNProtocols }));

/** Waits until the listener's end has read so many bytes, which Node does not tell by an event. */
async function read(served: net.Socket, bytes: number) {
  while (served.bytesRead < bytes) await new Promise((resolve) => setImmediate(resolve));
}

/** The answer to a request, over a connection of its own. */
async function ask(started: Started, secure = started.origin.startsWith("https:")) {
  const { socket, closed } = await connect(started);
  const client = secure ? shake(socket) : { socket, closed };
  client.socket.write(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
  return client.closed;
}

const answer = /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nsample answer$/s;
const kinds: readonly [string, Partial<ListenerOptions>][] = [
  ["plain", {}],
  ["TLS", { tls: secrets }],
];
const silent: (typeof kinds)[number] = ["silent", { silent: true }];

test.each(kinds)("%s: a request is answered, on 127.0.0.1 alone", async (kind, options) => {
  const started = await start(options);
  const scheme = kind === "TLS" ? "https" : "http";
  expect(started.origin).toBe(`${scheme}://127.0.0.1:${started.address.port}`);
  expect(started.front.address()).toMatchObject({ address: "127.0.0.1", family: "IPv4" });
  expect(await ask(started)).toMatch(answer);
  expect(started.targets).toEqual(["/sample"]);
});

test("over TLS, HTTP/1.1 is agreed upon, and nothing else", async () => {
  const started = await start({ tls: secrets });
  const { socket } = shake((await connect(started)).socket, "h2", "http/1.1");
  await once(socket, "secureConnect");
  expect(socket.alpnProtocol).toBe("http/1.1");
  const newer = shake((await connect(started)).socket, "h2").socket;
  await expect(once(newer, "secureConnect")).rejects.toMatchObject({
    code: expect.stringContaining("NO_APPLICATION_PROTOCOL"),
  });
});

test("a client that speaks plain text to a TLS listener is left, and the next is answered", async () => {
  const started = await start({ tls: secrets });
  expect(await ask(started, false)).not.toContain("HTTP");
  expect(started.targets).toEqual([]);
  expect(await ask(started)).toMatch(answer);
});

// An error that nobody listens to would end the process, and fails the test.
test.each([...kinds, silent])(
  "%s: a client that resets its connection does no harm",
  async (_, options) => {
    const started = await start(options);
    const idle = await connect(started);
    idle.socket.resetAndDestroy();
    await idle.over;
    const amid = await connect(started);
    if (options.tls) await once(shake(amid.socket).socket, "secureConnect");
    else amid.socket.write(request.slice(0, 9));
    await read(amid.served, 9);
    amid.socket.resetAndDestroy();
    await amid.over;
  },
);

test("a silent listener takes what is sent, and looks at none of it", async () => {
  const started = await start({ silent: true });
  const { socket, served } = await connect(started);
  socket.write(request);
  await read(served, request.length);
  expect(started.targets).toEqual([]);
  expect(served.bytesWritten).toBe(0);
});

test.each([...kinds, silent])(
  "%s: all connections end with the listener, and the port is free",
  async (_, options) => {
    const started = await start(options);
    const idle = await connect(started);
    const amid = await connect(started);
    amid.socket.write(request.slice(0, 9));
    await started.close();
    await Promise.all([idle.closed, amid.closed]);
    const late = watch(net.connect(started.address));
    const [error] = await once(late.socket, "error");
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
    await started.close();
  },
);

test("a connection that is over is forgotten", async () => {
  const started = await start();
  const { socket, served, over } = await connect(started);
  socket.destroy();
  await over;
  const destroy = jest.spyOn(served, "destroy");
  await started.close();
  expect(destroy).not.toHaveBeenCalled();
});

test.each([
  ["EADDRINUSE", "Port 8421 is in use; choose another, or 0 for a free one."],
  ["EACCES", "Port 8421 cannot be used; choose another, or 0 for a free one."],
])("a port that fails with %s is named", async (code, message) => {
  jest.spyOn(net.Server.prototype, "listen").mockImplementation(function (this: net.Server) {
    process.nextTick(() => this.emit("error", Object.assign(new Error("sample"), { code })));
    return this;
  });
  await expect(start({ port: 8421 })).rejects.toThrow(new Error(message));
});
