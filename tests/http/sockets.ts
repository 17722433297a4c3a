/** Servers that do with a connection as told, and agents that fail; all end with the test. */
import http from "node:http";
import net from "node:net";
import tls from "node:tls";
import { afterEach } from "@jest/globals";
import { createNodeTransport } from "../../src/http/node-transport.js";

/** What is closed at the end of the test. */
export const open: (() => unknown)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

export const request = { method: "DELETE", target: "/", headers: [] } as const;
export const ok = "HTTP/1.1 200 OK\r\na: 1\r\nB: 2\r\ncontent-length: 2\r\n\r\nok";

export function transport(agent?: http.Agent) {
  const created = createNodeTransport(agent && { agent });
  open.push(() => created.close());
  return created;
}

/** A server, plain or over TLS, that does with each connection as told. */
export async function listen(
  onConnection: (socket: net.Socket) => unknown,
  secure?: tls.TlsOptions,
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
export function onceOnly(socket: net.Socket) {
  socket.once("data", () => socket.write(ok));
}

/** An agent whose connections fail with a code; it keeps what it was asked to connect to. */
export class FailingAgent extends http.Agent {
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
