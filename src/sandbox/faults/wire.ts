/** Faults of the connection: cut off, silent or slow. */
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Delivery, Effect, Fault } from "../fault.js";
import { half } from "./changes.js";
import { transport } from "./kit.js";
import {
  afterwards,
  CHUNKED,
  CLOSE,
  chunk,
  ends,
  head,
  joined,
  length,
  type Part,
  stays,
} from "./wire-kit.js";

/** Writes these parts, and resets the connection. */
const resets = (...parts: Part[]): Effect => ({
  write: async (delivery) => {
    const { socket } = delivery;
    if (parts.length > 0) {
      socket.write(joined(parts, delivery));
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

const halfHead = (delivery: Delivery) => half(head(length)(delivery));
const halfBody = (delivery: Delivery) => half(delivery.body);

interface Cut {
  readonly place: string;
  readonly where: string;
  /** What is written before. */
  readonly parts: readonly Part[];
}

const CUTS: readonly Cut[] = [
  { place: "before-headers", where: "instead of an answer", parts: [] },
  { place: "in-headers", where: "in the middle of the headers", parts: [halfHead] },
  { place: "in-body", where: "in the middle of the body", parts: [head(length), halfBody] },
];

const cuts: readonly Fault[] = [
  ...CUTS.map(({ place, where, parts }) =>
    transport(`reset-${place}`, `The connection is reset ${where}.`, resets(...parts)),
  ),
  ...CUTS.map(({ place, where, parts }) =>
    transport(`closed-${place}`, `The connection is ended ${where}.`, ends(...parts)),
  ),
  transport(
    "truncated-chunked",
    "The last chunk of a chunked answer never comes.",
    ends(head(CHUNKED), chunk),
  ),
  transport(
    "idle-close",
    "The connection is ended right after an answer that keeps it.",
    afterwards(ends()),
  ),
];

async function drip({ socket, pause }: Delivery, bytes: Uint8Array): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return;
    socket.write(Uint8Array.of(byte));
    await pause();
  }
}

const closing = head(length, CLOSE);

const silences: readonly Fault[] = [
  transport("refused", "Connections are refused.", { connection: "refused" }),
  transport("half-open", "Connections are accepted and never read from.", { connection: "silent" }),
  transport("never-answers", "The request is read and never answered.", { write: () => {} }),
  transport(
    "stalls-in-headers",
    "The headers stop half-way, and the connection stays.",
    stays(halfHead),
  ),
  transport(
    "stalls-in-body",
    "The body stops half-way, and the connection stays.",
    stays(head(length), halfBody),
  ),
  transport("slow-headers", "The headers come one byte a pace.", {
    write: async (delivery) => {
      await drip(delivery, Buffer.from(closing(delivery)));
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
