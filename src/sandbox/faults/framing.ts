/** Faults in how an answer is framed, coded and sized. All of them apply the call before they fail. */
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import type { Fault } from "../fault.js";
import { half, withBytes } from "./changes.js";
import { adds, coded, transport } from "./kit.js";
import {
  afterwards,
  body,
  CHUNKED,
  chunk,
  ends,
  head,
  length,
  stays,
  wrongBy,
} from "./wire-kit.js";

const SWITCH = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: sample\r\n\r\n";
const ANOTHER_PROTOCOL = "SAMPLE 1.0 this is another protocol\r\n\r\n";
const LAST_CHUNK = "0\r\n\r\n";

const framings: readonly Fault[] = [
  transport(
    "length-short",
    "Content-Length is ten bytes too small.",
    stays(head(wrongBy(-10)), body),
  ),
  transport(
    "length-long",
    "Content-Length is ten bytes too large, and the connection ends.",
    ends(head(wrongBy(10)), body),
  ),
  transport(
    "length-long-kept",
    "Content-Length is ten bytes too large, and the connection stays.",
    stays(head(wrongBy(10)), body),
  ),
  transport(
    "length-twice",
    "Two values of Content-Length contradict each other.",
    ends(head(length, wrongBy(-10)), body),
  ),
  transport(
    "length-in-words",
    "Content-Length is not a number.",
    ends(head(["content-length", "sample"]), body),
  ),
  transport(
    "length-and-chunked",
    "Content-Length and chunks are announced together.",
    ends(head(length, CHUNKED), chunk, LAST_CHUNK),
  ),
  transport(
    "malformed-chunk",
    "The size of a chunk is not a number.",
    ends(head(CHUNKED), "sample\r\n", body),
  ),
  transport("not-http", "The answer is not HTTP.", ends(ANOTHER_PROTOCOL)),
  transport("bad-status-line", "The status is not a number.", ends("HTTP/1.1 OK\r\n\r\n")),
  transport(
    "nul-in-header",
    "A header holds a NUL byte.",
    ends(head(length, ["x-sample", "a\0b"]), body),
  ),
  transport(
    "switching-protocols",
    "101 switches to a protocol that nobody asked for.",
    stays(SWITCH),
  ),
  transport(
    "stray-bytes",
    "More bytes follow an answer on a connection that is kept.",
    afterwards(stays("stray sample bytes\r\n\r\n")),
  ),
  transport(
    "stray-answer",
    "A second answer, to nobody's question, follows on the same connection.",
    afterwards(stays(head(length), body)),
  ),
];

const MIB = 1_048_576;
const HUGE = 100;

/** Bytes in gzip, behind spaces without end. */
const bomb = (bytes: Buffer) => {
  // RFC 1952 §2.2: a gzip file is a series of members, so one of them can be repeated.
  const spaces = zlib.gzipSync(Buffer.alloc(10 * MIB, " "));
  return Buffer.concat([...Array.from({ length: HUGE / 10 }, () => spaces), zlib.gzipSync(bytes)]);
};
const manyFields = Array.from(
  { length: 2000 },
  (_, n) => [`x-sample-${n}`, "x".repeat(1000)] as const,
);

const sizes: readonly Fault[] = [
  transport("body-of-100-mb", "The body is 100 MiB of spaces before the JSON.", {
    write: async (delivery) => {
      const { response, reply } = delivery;
      const framing = wrongBy(HUGE * MIB)(delivery);
      response.writeHead(reply.status, [...reply.headers, framing].flat());
      const spaces = Buffer.alloc(MIB, " ");
      await pipeline([...Array.from({ length: HUGE }, () => spaces), delivery.body], response);
    },
  }),
  transport(
    "gzip-bomb",
    "The body is 100 MiB of spaces before the JSON, in 100 KB of gzip.",
    coded("gzip", bomb),
  ),
  transport("header-bomb", "The headers are 2 MB in two thousand fields.", adds(...manyFields)),
  transport("long-header", "One header is 1 MB long.", adds(["x-sample", "x".repeat(1_000_000)])),
];

const asItIs = (bytes: Buffer) => bytes;
const halfGzip = (bytes: Buffer) => half(zlib.gzipSync(bytes));

const codings: readonly Fault[] = [
  transport("bad-gzip", "The body is called gzip and is not.", coded("gzip", asItIs)),
  transport("truncated-gzip", "The body is gzip that ends half-way.", coded("gzip", halfGzip)),
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
