/** Listens on a loopback port, knows every socket, and can end them all at once. */
import http from "node:http";
import net from "node:net";
import tls from "node:tls";

export interface Listener {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Ends every socket, and resolves when the port is free again. */
  close(): Promise<void>;
}

export interface ListenerOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** An address or name of this machine. Default loopback, which nobody else reaches. */
  readonly host?: string | undefined;
  /** PEM texts; without them the listener speaks plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** Accepts connections, and never reads from them. */
  readonly silent?: boolean;
}

const LOOPBACK = "127.0.0.1";

/** @throws Error when the port is in use or may not be used. */
export async function listen(
  handler: http.RequestListener,
  { port, host = LOOPBACK, tls: secrets, silent = false }: ListenerOptions,
): Promise<Listener> {
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handler);
  // HTTP is read from sockets that a front accepts, so that plain and TLS connections come one way.
  const serve = (socket: net.Socket) => {
    // Node ends a socket that fails; unheard, its error would end the process as well.
    socket.on("error", () => {});
    if (!silent) server.emit("connection", socket);
  };
  const front = secrets
    ? tls.createServer({ ...secrets, ALPNProtocols: ["http/1.1"] }, serve)
    : net.createServer({ noDelay: true }, serve);
  const sockets = new Set<net.Socket>();
  front.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    front.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "is in use" : "cannot be used";
      const isHost = ["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN"].includes(error.code ?? "");
      const sentence = isHost
        ? "The host is no address of this machine; choose 127.0.0.1, or 0.0.0.0 for all of them."
        : `Port ${port} ${reason}; choose another, or 0 for a free one.`;
      reject(new Error(sentence));
    });
    front.listen(port, host, resolve);
  });
  const bound = front.address() as net.AddressInfo;
  return {
    origin: `${secrets ? "https" : "http"}://${reachable(bound.address)}:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        // Once closed, a server has no port any more, and says so by calling back with an error.
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const KEEP_ALIVE_MS = 5000;

/** How this machine reaches an address that it listens at. */
function reachable(address: string): string {
  if (address === "0.0.0.0") return LOOPBACK;
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}
