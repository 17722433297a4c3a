/** Faults of HTTP itself, written to the socket. All of them apply the call before they fail. */
import { once } from "node:events";
import { STATUS_CODES } from "node:http";
import zlib from "node:zlib";
import type { Delivery, Fault } from "../fault.js";
import type { Reply } from "../model.js";
import { bodyOf } from "../reply.js";
import { withHeader } from "./kit.js";

type Field = readonly [name: string, value: string];

const written = (name: string, sentence: string, write: NonNullable<Fault["write"]>): Fault => ({
  name,
  kind: "transport",
  sentence: `${sentence} The call is applied before.`,
  write,
});

const altered = (name: string, sentence: string, alter: (reply: Reply) => Reply): Fault => ({
  name,
  kind: "transport",
  sentence: `${sentence} The call is applied before.`,
  alter,
});

/** Status line and headers, as they are, with nothing added. */
function head({ reply }: Delivery, ...more: Field[]): string {
  const fields = [...reply.headers, ...more].map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ""}\r\n${fields.join("")}\r\n`;
}

const length = (bytes: number): Field => ["content-length", String(bytes)];

/** Half of a head, or of a body. */
const half = <T extends string | Uint8Array>(whole: T) => whole.slice(0, whole.length / 2) as T;

function reset({ socket }: Delivery, before: string | Uint8Array = ""): void {
  // Only a plain TCP socket can be reset; one with TLS on top is cut off without a farewell.
  const end = () => ("encrypted" in socket ? socket.destroy() : socket.resetAndDestroy());
  if (before.length === 0) end();
  else socket.write(before, end);
}

async function drip({ socket, pause }: Delivery, bytes: Uint8Array): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return;
    socket.write(Uint8Array.of(byte));
    await pause();
  }
}

function joined(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
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

const framings: readonly Fault[] = [
  written("length-short", "Content-Length is ten bytes too small.", (delivery) => {
    const { socket, body } = delivery;
    socket.write(joined(head(delivery, length(body.length - 10)), body));
  }),
  written(
    "length-long",
    "Content-Length is ten bytes too large, and the connection ends.",
    (delivery) => {
      const { socket, body } = delivery;
      socket.end(joined(head(delivery, length(body.length + 10)), body));
    },
  ),
  written(
    "length-long-kept",
    "Content-Length is ten bytes too large, and the connection stays.",
    (delivery) => {
      const { socket, body } = delivery;
      socket.write(joined(head(delivery, length(body.length + 10)), body));
    },
  ),
  written("length-twice", "Two values of Content-Length contradict each other.", (delivery) => {
    const { socket, body } = delivery;
    socket.end(joined(head(delivery, length(body.length), length(body.length - 10)), body));
  }),
  written("length-in-words", "Content-Length is not a number.", (delivery) => {
    delivery.socket.end(joined(head(delivery, ["content-length", "sample"]), delivery.body));
  }),
  written("length-and-chunked", "Content-Length and chunks are announced together.", (delivery) => {
    const { socket, body } = delivery;
    const chunks = joined(`${body.length.toString(16)}\r\n`, body, "\r\n0\r\n\r\n");
    const framing = [length(body.length), ["transfer-encoding", "chunked"]] as const;
    socket.end(joined(head(delivery, ...framing), chunks));
  }),
  written("malformed-chunk", "The size of a chunk is not a number.", (delivery) => {
    const { socket, body } = delivery;
    socket.end(joined(head(delivery, ["transfer-encoding", "chunked"]), "sample\r\n", body));
  }),
  written("not-http", "The answer is not HTTP.", ({ socket }) => {
    socket.end("SAMPLE 1.0 this is another protocol\r\n\r\n");
  }),
  written("bad-status-line", "The status is not a number.", ({ socket }) => {
    socket.end("HTTP/1.1 OK\r\n\r\n");
  }),
  written("nul-in-header", "A header holds a NUL byte.", (delivery) => {
    const { socket, body } = delivery;
    socket.end(joined(head(delivery, length(body.length), ["x-sample", "a\0b"]), body));
  }),
  written(
    "switching-protocols",
    "101 switches to a protocol that nobody asked for.",
    ({ socket }) => {
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: sample\r\n\r\n",
      );
    },
  ),
  written(
    "stray-bytes",
    "More bytes follow an answer on a connection that is kept.",
    (delivery) => {
      delivery.response.once("finish", () => delivery.socket.write("stray sample bytes\r\n\r\n"));
      delivery.send();
    },
  ),
  written(
    "stray-answer",
    "A second answer, to nobody's question, follows on the same connection.",
    (delivery) => {
      const { response, socket, body, send } = delivery;
      response.once("finish", () =>
        socket.write(joined(head(delivery, length(body.length)), body)),
      );
      send();
    },
  ),
];

const MIB = 1_048_576;
const HUGE = 100;

const sizes: readonly Fault[] = [
  written("body-of-100-mb", "The body is 100 MiB of spaces before the JSON.", async (delivery) => {
    const { response, reply, body } = delivery;
    const framing = length(HUGE * MIB + body.length);
    response.writeHead(reply.status, [...reply.headers, framing].flat() as string[]);
    const spaces = Buffer.alloc(MIB, " ");
    for (let sent = 0; sent < HUGE; sent += 1) {
      if (!response.write(spaces))
        await Promise.race([once(response, "drain"), once(response, "close")]);
      if (response.destroyed || delivery.socket.destroyed) return;
    }
    response.end(body);
  }),
  altered(
    "gzip-bomb",
    "The body is 100 MiB of spaces before the JSON, in 100 KB of gzip.",
    (reply) => {
      // RFC 1952 §2.2: a gzip file is a series of members, so one of them can be repeated.
      const spaces = zlib.gzipSync(Buffer.alloc(10 * MIB, " "));
      const members = [
        ...Array.from({ length: HUGE / 10 }, () => spaces),
        zlib.gzipSync(bodyOf(reply)),
      ];
      return { ...withHeader(reply, "content-encoding", "gzip"), bytes: Buffer.concat(members) };
    },
  ),
  altered("header-bomb", "The headers are 2 MB in two thousand fields.", (reply) => ({
    ...reply,
    headers: [
      ...reply.headers,
      ...Array.from({ length: 2000 }, (_, n): Field => [`x-sample-${n}`, "x".repeat(1000)]),
    ],
  })),
  altered("long-header", "One header is 1 MB long.", (reply) =>
    withHeader(reply, "x-sample", "x".repeat(1_000_000)),
  ),
];

const codings: readonly Fault[] = [
  altered("bad-gzip", "The body is called gzip and is not.", (reply) =>
    withHeader(reply, "content-encoding", "gzip"),
  ),
  altered("truncated-gzip", "The body is gzip that ends half-way.", (reply) => ({
    ...withHeader(reply, "content-encoding", "gzip"),
    bytes: half(zlib.gzipSync(bodyOf(reply))),
  })),
  altered("undeclared-gzip", "The body is gzip and not called so.", (reply) => ({
    ...reply,
    bytes: zlib.gzipSync(bodyOf(reply)),
  })),
  altered("unknown-coding", "The body has a content coding that nobody knows.", (reply) =>
    withHeader(reply, "content-encoding", "sample"),
  ),
];

/** Faults of the wire. */
export const wireFaults: readonly Fault[] = [
  ...cuts,
  ...silences,
  ...framings,
  ...sizes,
  ...codings,
];
