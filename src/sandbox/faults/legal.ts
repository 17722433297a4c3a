/** Answers that conform, though a careless reader may think otherwise. */
import zlib from "node:zlib";
import type { Fault } from "../fault.js";
import type { Reply } from "../model.js";
import { bodyOf } from "../reply.js";
import { answerSchema, ID, onBytes, onSuccess, withHeader } from "./kit.js";

const always = (name: string, sentence: string, alter: (reply: Reply) => Reply): Fault => ({
  name,
  kind: "legal",
  sentence,
  alter,
});

const compressed = (coding: string, compress: (bytes: Uint8Array) => Uint8Array): Fault =>
  always(`${coding}-answer`, `Answers are compressed with ${coding}.`, (reply) => ({
    ...withHeader(reply, "content-encoding", coding),
    bytes: compress(bodyOf(reply)),
  }));

const written = (name: string, sentence: string, write: NonNullable<Fault["write"]>): Fault => ({
  name,
  kind: "legal",
  sentence,
  write,
});

/** Legal departures from what the sandbox usually does. */
export const legalFaults: readonly Fault[] = [
  {
    name: "extra-properties",
    kind: "legal",
    sentence: "Successes carry properties that are not documented.",
    alter: onSuccess((json) => ({ ...json, sample_extra: { nested: [null, 1] } })),
  },
  {
    name: "required-properties-only",
    kind: "legal",
    sentence: "Successes carry none of the optional properties.",
    alter: onSuccess((json) =>
      Object.fromEntries(
        Object.entries(json).filter(([name]) => answerSchema.required?.includes(name)),
      ),
    ),
  },
  {
    name: "reversed-properties",
    kind: "legal",
    sentence: "Successes carry their properties in another order.",
    alter: onSuccess((json) => Object.fromEntries(Object.entries(json).reverse())),
  },
  {
    name: "integer-with-fraction",
    kind: "legal",
    sentence: "Successes write an integer as 1.0.",
    alter: onBytes((all) =>
      Buffer.from(all.toString().replace(new RegExp(`("${ID}":\\d+)`), "$1.0")),
    ),
  },
  {
    name: "huge-integer",
    kind: "legal",
    sentence: "Successes carry an undocumented integer beyond what a double can hold.",
    alter: onBytes((all) =>
      Buffer.from(all.toString().replace("{", `{"sample_huge":${"9".repeat(400)},`)),
    ),
  },
  {
    name: "duplicate-keys",
    kind: "legal",
    sentence: "Successes name a property twice; the last one counts, and conforms.",
    alter: onBytes((all) => Buffer.from(all.toString().replace("{", `{"${ID}":"sample",`))),
  },
  {
    name: "proto-keys",
    kind: "legal",
    sentence: "Successes carry properties called __proto__ and constructor.",
    alter: onBytes((all) =>
      Buffer.from(
        all.toString().replace("{", '{"__proto__":{"sample":1},"constructor":{"prototype":{}},'),
      ),
    ),
  },
  {
    name: "nested-json",
    kind: "legal",
    sentence: "Successes carry an undocumented array that is nested 100 000 levels deep.",
    alter: onBytes((all) =>
      Buffer.from(
        all.toString().replace("{", `{"sample_deep":${"[".repeat(DEEP)}${"]".repeat(DEEP)},`),
      ),
    ),
  },
  {
    name: "spaced-json",
    kind: "legal",
    sentence: "Successes are written with spaces and line ends.",
    alter: onBytes((all) =>
      Buffer.from(`\r\n${JSON.stringify(JSON.parse(all.toString()), null, "\t")}\n`),
    ),
  },
  {
    name: "escaped-json",
    kind: "legal",
    sentence: "Successes write letters as \\u escapes.",
    alter: onBytes((all) =>
      Buffer.from(all.toString().replace(/"[^"]*"/g, (text) => text.replaceAll("a", "\\u0061"))),
    ),
  },
  {
    name: "large-answer",
    kind: "legal",
    sentence: "Successes carry an undocumented string of 100 KB.",
    alter: onSuccess((json) => ({ ...json, sample_large: "x".repeat(100_000) })),
  },
  always("charset", "The media type names a charset.", (reply) =>
    withHeader(reply, "content-type", "application/json; charset=utf-8"),
  ),
  always("media-type-in-capitals", "The media type is written in capital letters.", (reply) =>
    withHeader(reply, "content-type", "APPLICATION/JSON"),
  ),
  always("header-names-in-capitals", "Header names are written in capital letters.", (reply) => ({
    ...reply,
    headers: reply.headers.map(([name, value]) => [name.toUpperCase(), value] as const),
  })),
  always("extra-headers", "Answers carry undocumented headers, one of them twice.", (reply) => ({
    ...reply,
    headers: [
      ...reply.headers,
      ["x-request-id", "sample-request-1"],
      ["set-cookie", "sample=1"],
      ["set-cookie", "other=2"],
    ],
  })),
  compressed("gzip", zlib.gzipSync),
  compressed("deflate", zlib.deflateSync),
  compressed("br", zlib.brotliCompressSync),
  always("connection-close", "Every answer ends its connection.", (reply) => ({
    ...reply,
    headers: [...reply.headers, ["connection", "close"]],
  })),
  written("chunked", "Answers come in chunks, without a length.", ({ reply, body, response }) => {
    response.writeHead(reply.status, reply.headers.flat() as string[]);
    response.write(body.subarray(0, body.length / 2));
    response.end(body.subarray(body.length / 2));
  }),
  written("slow-answer", "Answers come one pace late.", async ({ send, pause }) => {
    await pause();
    send();
  }),
  written("continue-first", "An unrequested 100 comes before the answer.", ({ response, send }) => {
    response.writeContinue();
    send();
  }),
  written("processing-first", "A 102 comes before the answer.", ({ response, send }) => {
    response.writeProcessing();
    send();
  }),
  written("early-hints-first", "A 103 comes before the answer.", ({ response, send }) => {
    response.writeEarlyHints({ link: "</sample>; rel=preload" });
    send();
  }),
  written(
    "until-close",
    "The answer has no length, and ends where the connection does.",
    ({ reply, body, socket }) => {
      const { status, headers } = reply;
      const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
      socket.write(`HTTP/1.1 ${status} \r\n${fields}connection: close\r\n\r\n`);
      socket.end(body);
    },
  ),
];

const DEEP = 100_000;
