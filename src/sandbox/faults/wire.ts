/** Faults of the connection: cut off, silent or slow. */
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Delivery, Fault } from "../fault.js";
import { half, head, joined, length, written } from "./wire-kit.js";

async function reset({ socket }: Delivery, before: string | Uint8Array = ""): Promise<void> {
  if (before.length > 0) {
    socket.write(before);
    // A reset that arrives together with data is taken for a plain end by some readers (libuv's
    // among them), so the data gets a head start.
    await setTimeout(HEAD_START_MS);
    await setImmediate();
  }
  // Only a plain TCP socket can be reset; one with TLS on top is cut off without a farewell.
  if ("encrypted" in socket) socket.destroy();
  else socket.resetAndDestroy();
}

const HEAD_START_MS = 20;

async function drip({ socket, pause }: Delivery, bytes: Uint8Array): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return;
    socket.write(Uint8Array.of(byte));
    await pause();
  }
}

const cuts: readonly Fault[] = [
  written("reset-before-headers", "The connection is reset instead of an answer.", (delivery) =>
    reset(delivery),
  ),
  written("reset-in-headers", "The connection is reset in the middle of the headers.", (delivery) =>
    reset(delivery, half(head(delivery, length(delivery.body.length)))),
  ),
  written("reset-in-body", "The connection is reset in the middle of the body.", (delivery) =>
    reset(delivery, joined(head(delivery, length(delivery.body.length)), half(delivery.body))),
  ),
  written(
    "closed-before-headers",
    "The connection is ended instead of an answer.",
    ({ socket }) => {
      socket.end();
    },
  ),
  written(
    "closed-in-headers",
    "The connection is ended in the middle of the headers.",
    (delivery) => {
      delivery.socket.end(half(head(delivery, length(delivery.body.length))));
    },
  ),
  written("closed-in-body", "The connection is ended in the middle of the body.", (delivery) => {
    const { socket, body } = delivery;
    socket.end(joined(head(delivery, length(body.length)), half(body)));
  }),
  written("truncated-chunked", "The last chunk of a chunked answer never comes.", (delivery) => {
    const { socket, body } = delivery;
    const chunk = joined(`${body.length.toString(16)}\r\n`, body, "\r\n");
    socket.end(joined(head(delivery, ["transfer-encoding", "chunked"]), chunk));
  }),
  written(
    "idle-close",
    "The connection is ended right after an answer that keeps it.",
    (delivery) => {
      delivery.response.once("finish", () => delivery.socket.end());
      delivery.send();
    },
  ),
];

const silences: readonly Fault[] = [
  {
    name: "refused",
    kind: "transport",
    sentence: "Connections are refused. Nothing is applied.",
    connection: "refused",
  },
  {
    name: "half-open",
    kind: "transport",
    sentence: "Connections are accepted and never read from. Nothing is applied.",
    connection: "silent",
  },
  written("never-answers", "The request is read and never answered.", () => {}),
  written(
    "stalls-in-headers",
    "The headers stop half-way, and the connection stays.",
    (delivery) => {
      delivery.socket.write(half(head(delivery, length(delivery.body.length))));
    },
  ),
  written("stalls-in-body", "The body stops half-way, and the connection stays.", (delivery) => {
    const { socket, body } = delivery;
    socket.write(joined(head(delivery, length(body.length)), half(body)));
  }),
  written("slow-headers", "The headers come one byte a pace.", async (delivery) => {
    const { socket, body } = delivery;
    await drip(delivery, Buffer.from(head(delivery, length(body.length), ["connection", "close"])));
    socket.end(body);
  }),
  written("slow-body", "The body comes one byte a pace.", async (delivery) => {
    const { socket, body } = delivery;
    socket.write(head(delivery, length(body.length), ["connection", "close"]));
    await drip(delivery, body);
    socket.end();
  }),
];

/** Faults of the connection. */
export const wireFaults: readonly Fault[] = [...cuts, ...silences];
