/** Tells how far a request's connection has come: still being made, or carrying the request already. */
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/**
 * Whether a connection is still being made. Its last step is TCP's, or TLS's, after which there is a
 * cipher.
 */
export function isConnecting(socket: Socket): boolean {
  return socket.connecting || (socket instanceof TLSSocket && !socket.getCipher());
}

/**
 * Hears of the end of a connection's last step. A TLS socket that was not made by `tls.connect` emits
 * `secure` only; its `connect` comes before the handshake.
 */
export function onceConnected(socket: Socket, listener: () => void): void {
  const connected = () => {
    // A certificate that is not trusted ends the connection within the same event.
    if (!socket.destroyed) listener();
  };
  const events = ["secure", "secureConnect"];
  if (!(socket instanceof TLSSocket)) events.push("connect");
  for (const event of events) socket.once(event, connected);
}

/**
 * Asks later whether bytes have left on a socket since now, whatever it emitted. What waits for the
 * connection counts as written with Node, but also as not yet taken.
 */
export function watchBytes(socket: Socket): () => boolean {
  const left = () => socket.bytesWritten - socket.writableLength;
  const before = left();
  // `null` until the handshake has ended (Node, "tlsSocket.alpnProtocol"), also when that fails.
  const isShaking = () => socket instanceof TLSSocket && socket.alpnProtocol === null;
  return () => !isShaking() && left() > before;
}
