/** Answers that conform, though a careless reader may think otherwise. */
import type { ServerResponse } from "node:http";
import zlib from "node:zlib";
import type { Delivery, Effect, Fault } from "../fault.js";
import { withHeader } from "./changes.js";
import { answerSchema, ID } from "./described.js";
import { adds, coded, legal, onSuccess, onText, sets } from "./kit.js";
import { body, CLOSE, ends, head } from "./wire-kit.js";

const opensWith = (member: string) => onText((text) => text.replace("{", `{${member},`));
const withFraction = (text: string) => text.replace(new RegExp(`("${ID}":\\d+)`), "$1.0");
const spaced = (text: string) => `\r\n${JSON.stringify(JSON.parse(text), null, "\t")}\n`;
const escaped = (text: string) =>
  text.replace(/"[^"]*"/g, (quoted) => quoted.replaceAll("a", "\\u0061"));
const requiredOnly = (json: object) =>
  Object.fromEntries(
    Object.entries(json).filter(([name]) => answerSchema.required?.includes(name)),
  );
const reversed = (json: object) => Object.fromEntries(Object.entries(json).reverse());
const undocumented = { sample_extra: { nested: [null, 1] } };
const large = { sample_large: "x".repeat(100_000) };
/** Deeper than the plainest recursion of JavaScript goes, about 16 000 calls; parsing much more takes ever longer. */
const DEEP = 30_000;

const bodies: readonly Fault[] = [
  legal(
    "extra-properties",
    "Successes carry properties that are not documented.",
    sets(undocumented),
  ),
  legal(
    "required-properties-only",
    "Successes carry none of the optional properties.",
    onSuccess(requiredOnly),
  ),
  legal(
    "reversed-properties",
    "Successes carry their properties in another order.",
    onSuccess(reversed),
  ),
  legal("integer-with-fraction", "Successes write an integer as 1.0.", onText(withFraction)),
  legal(
    "huge-integer",
    "Successes carry an undocumented integer beyond what a double can hold.",
    opensWith(`"sample_huge":${"9".repeat(400)}`),
  ),
  legal(
    "duplicate-keys",
    "Successes name a property twice; the last one counts, and conforms.",
    opensWith(`"${ID}":"sample"`),
  ),
  legal(
    "proto-keys",
    "Successes carry properties called __proto__ and constructor.",
    opensWith('"__proto__":{"sample":1},"constructor":{"prototype":{}}'),
  ),
  legal(
    "nested-json",
    "Successes carry an undocumented array that is nested 30 000 levels deep.",
    opensWith(`"sample_deep":${"[".repeat(DEEP)}${"]".repeat(DEEP)}`),
  ),
  legal("spaced-json", "Successes are written with spaces and line ends.", onText(spaced)),
  legal("escaped-json", "Successes write letters as \\u escapes.", onText(escaped)),
  legal("large-answer", "Successes carry an undocumented string of 100 KB.", sets(large)),
];

const extra = [
  ["x-request-id", "sample-request-1"],
  ["set-cookie", "sample=1"],
  ["set-cookie", "other=2"],
] as const;

const CODINGS = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
} satisfies Record<string, (bytes: Buffer) => Uint8Array>;

const headers: readonly Fault[] = [
  legal("charset", "The media type names a charset.", {
    alter: withHeader("content-type", "application/json; charset=utf-8"),
  }),
  legal("media-type-in-capitals", "The media type is written in capital letters.", {
    alter: withHeader("content-type", "APPLICATION/JSON"),
  }),
  legal("header-names-in-capitals", "Header names are written in capital letters.", {
    alter: (reply) => ({
      ...reply,
      headers: reply.headers.map(([name, value]) => [name.toUpperCase(), value] as const),
    }),
  }),
  legal("extra-headers", "Answers carry undocumented headers, one of them twice.", adds(...extra)),
  ...Object.entries(CODINGS).map(([coding, compress]) =>
    legal(`${coding}-answer`, `Answers are compressed with ${coding}.`, coded(coding, compress)),
  ),
  legal("connection-close", "Every answer ends its connection.", adds(["connection", "close"])),
];

const after = (act: (response: ServerResponse) => void): Effect => ({
  write: ({ response, send }) => {
    act(response);
    send();
  },
});

/** A status line without a reason, which RFC 9112 §4 allows. */
const untilClose = (delivery: Delivery) => head(CLOSE)(delivery).replace(/^(\S+ \d+ ).*/, "$1");

const deliveries: readonly Fault[] = [
  legal("chunked", "Answers come in chunks, without a length.", {
    write: ({ reply, body, response }) => {
      response.writeHead(reply.status, reply.headers.flat());
      response.write(body.subarray(0, body.length / 2));
      response.end(body.subarray(body.length / 2));
    },
  }),
  legal("slow-answer", "Answers come one pace late.", {
    write: async ({ send, pause }) => {
      await pause();
      send();
    },
  }),
  legal(
    "continue-first",
    "An unrequested 100 comes before the answer.",
    after((response) => response.writeContinue()),
  ),
  legal(
    "processing-first",
    "A 102 comes before the answer.",
    after((response) => response.writeProcessing()),
  ),
  legal(
    "early-hints-first",
    "A 103 comes before the answer.",
    after((response) => response.writeEarlyHints({ link: "</sample>; rel=preload" })),
  ),
  legal(
    "until-close",
    "The answer has no length, and ends where the connection does.",
    ends(untilClose, body),
  ),
];

/** Legal departures from what the sandbox usually does. */
export const legalFaults: readonly Fault[] = [...bodies, ...headers, ...deliveries];
