/** Faults in how an answer is framed, coded and sized. All of them apply the call before they fail. */
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import type { Fault } from "../fault.js";
import { bodyOf } from "../reply.js";
import { withHeader } from "./kit.js";
import { altered, type Field, half, head, joined, length, written } from "./wire-kit.js";

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
    await pipeline([...Array.from({ length: HUGE }, () => spaces), body], response);
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

/** Faults of framing. */
export const framingFaults: readonly Fault[] = [...framings, ...sizes, ...codings];
