/** Faults of the connection: cut off, silent or slow. */
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Delivery, Effect, Fault } from "../fault.js";
import { transport } from "./kit.js";
import {
  afterwards,
  CHUNKED,
  chunk,
  ends,
  halfBody,
  halfHeaders,
  head,
  joined,
  length,
  stays,
} from "./wire-kit.js";

/** Writes this, and resets the connection. */
const resets = (compose: (delivery: Delivery) => string | Uint8Array): Effect => ({
  write: async (delivery) => {
    const { socket } = delivery;
    const before = compose(delivery);
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
  },
});

const HEAD_START_MS = 20;

const nothing = () => "";

const cuts: readonly Fault[] = [
  transport(
    "reset-before-headers",
    "The connection is reset instead of an answer.",
    resets(nothing),
  ),
  transport(
    "reset-in-headers",
    "The connection is reset in the middle of the headers.",
    resets(halfHeaders),
  ),
  transport(
    "reset-in-body",
    "The connection is reset in the middle of the body.",
    resets(halfBody),
  ),
  transport(
    "closed-before-headers",
    "The connection is ended instead of an answer.",
    ends(nothing),
  ),
  transport(
    "closed-in-headers",
    "The connection is ended in the middle of the headers.",
    ends(halfHeaders),
  ),
  transport("closed-in-body", "The connection is ended in the middle of the body.", ends(halfBody)),
  transport(
    "truncated-chunked",
    "The last chunk of a chunked answer never comes.",
    ends((delivery) => joined(head(delivery, CHUNKED), chunk(delivery))),
  ),
  transport(
    "idle-close",
    "The connection is ended right after an answer that keeps it.",
    afterwards(({ socket }) => socket.end()),
  ),
];

async function drip({ socket, pause }: Delivery, bytes: string | Uint8Array): Promise<void> {
  for (const byte of Buffer.from(bytes)) {
    if (socket.destroyed) return;
    socket.write(Uint8Array.of(byte));
    await pause();
  }
}

const closing = (delivery: Delivery) => head(delivery, length(delivery), ["connection", "close"]);

const silences: readonly Fault[] = [
  transport("refused", "Connections are refused.", { connection: "refused" }),
  transport("half-open", "Connections are accepted and never read from.", { connection: "silent" }),
  transport("never-answers", "The request is read and never answered.", { write: () => {} }),
  transport(
    "stalls-in-headers",
    "The headers stop half-way, and the connection stays.",
    stays(halfHeaders),
  ),
  transport(
    "stalls-in-body",
    "The body stops half-way, and the connection stays.",
    stays(halfBody),
  ),
  transport("slow-headers", "The headers come one byte a pace.", {
    write: async (delivery) => {
      await drip(delivery, closing(delivery));
      delivery.socket.end(delivery.body);
    },
  }),
  transport("slow-body", "The body comes one byte a pace.", {
    write: async (delivery) => {
      delivery.socket.write(closing(delivery));
      await drip(delivery, delivery.body);
      delivery.socket.end();
    },
  }),
];

/** Faults of the connection. */
export const wireFaults: readonly Fault[] = [...cuts, ...silences];
