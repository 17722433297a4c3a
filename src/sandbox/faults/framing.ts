/** Faults in how an answer is framed, coded and sized. All of them apply the call before they fail. */
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import type { Delivery, Fault } from "../fault.js";
import { adds, coded, half, transport, withBytes } from "./kit.js";
import {
  afterwards,
  answer,
  CHUNKED,
  chunk,
  ends,
  head,
  joined,
  length,
  stays,
} from "./wire-kit.js";

const wrongBy = (difference: number) => (delivery: Delivery) =>
  answer(delivery, length(delivery, difference));

const SWITCH = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: sample\r\n\r\n";

const framings: readonly Fault[] = [
  transport("length-short", "Content-Length is ten bytes too small.", stays(wrongBy(-10))),
  transport(
    "length-long",
    "Content-Length is ten bytes too large, and the connection ends.",
    ends(wrongBy(10)),
  ),
  transport(
    "length-long-kept",
    "Content-Length is ten bytes too large, and the connection stays.",
    stays(wrongBy(10)),
  ),
  transport(
    "length-twice",
    "Two values of Content-Length contradict each other.",
    ends((delivery) => answer(delivery, length(delivery), length(delivery, -10))),
  ),
  transport(
    "length-in-words",
    "Content-Length is not a number.",
    ends((delivery) => answer(delivery, ["content-length", "sample"])),
  ),
  transport(
    "length-and-chunked",
    "Content-Length and chunks are announced together.",
    ends((delivery) =>
      joined(head(delivery, length(delivery), CHUNKED), chunk(delivery), "0\r\n\r\n"),
    ),
  ),
  transport(
    "malformed-chunk",
    "The size of a chunk is not a number.",
    ends((delivery) => joined(head(delivery, CHUNKED), "sample\r\n", delivery.body)),
  ),
  transport(
    "not-http",
    "The answer is not HTTP.",
    ends(() => "SAMPLE 1.0 this is another protocol\r\n\r\n"),
  ),
  transport(
    "bad-status-line",
    "The status is not a number.",
    ends(() => "HTTP/1.1 OK\r\n\r\n"),
  ),
  transport(
    "nul-in-header",
    "A header holds a NUL byte.",
    ends((delivery) => answer(delivery, length(delivery), ["x-sample", "a\0b"])),
  ),
  transport(
    "switching-protocols",
    "101 switches to a protocol that nobody asked for.",
    stays(() => SWITCH),
  ),
  transport(
    "stray-bytes",
    "More bytes follow an answer on a connection that is kept.",
    afterwards(({ socket }) => socket.write("stray sample bytes\r\n\r\n")),
  ),
  transport(
    "stray-answer",
    "A second answer, to nobody's question, follows on the same connection.",
    afterwards((delivery) => delivery.socket.write(answer(delivery, length(delivery)))),
  ),
];

const MIB = 1_048_576;
const HUGE = 100;

const spaced = (body: Buffer) => {
  // RFC 1952 §2.2: a gzip file is a series of members, so one of them can be repeated.
  const spaces = zlib.gzipSync(Buffer.alloc(10 * MIB, " "));
  return Buffer.concat([...Array.from({ length: HUGE / 10 }, () => spaces), zlib.gzipSync(body)]);
};

const sizes: readonly Fault[] = [
  transport("body-of-100-mb", "The body is 100 MiB of spaces before the JSON.", {
    write: async (delivery) => {
      const { response, reply, body } = delivery;
      const framing = length(delivery, HUGE * MIB);
      response.writeHead(reply.status, [...reply.headers, framing].flat());
      const spaces = Buffer.alloc(MIB, " ");
      await pipeline([...Array.from({ length: HUGE }, () => spaces), body], response);
    },
  }),
  transport(
    "gzip-bomb",
    "The body is 100 MiB of spaces before the JSON, in 100 KB of gzip.",
    coded("gzip", spaced),
  ),
  transport(
    "header-bomb",
    "The headers are 2 MB in two thousand fields.",
    adds(...Array.from({ length: 2000 }, (_, n) => [`x-sample-${n}`, "x".repeat(1000)] as const)),
  ),
  transport("long-header", "One header is 1 MB long.", adds(["x-sample", "x".repeat(1_000_000)])),
];

const asItIs = (body: Buffer) => body;

const codings: readonly Fault[] = [
  transport("bad-gzip", "The body is called gzip and is not.", coded("gzip", asItIs)),
  transport(
    "truncated-gzip",
    "The body is gzip that ends half-way.",
    coded("gzip", (body) => half(zlib.gzipSync(body))),
  ),
  transport("undeclared-gzip", "The body is gzip and not called so.", {
    alter: withBytes(zlib.gzipSync),
  }),
  transport(
    "unknown-coding",
    "The body has a content coding that nobody knows.",
    coded("sample", asItIs),
  ),
];

/** Faults of framing. */
export const framingFaults: readonly Fault[] = [...framings, ...sizes, ...codings];
