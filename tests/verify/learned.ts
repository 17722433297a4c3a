/** Lets repeats learn recorded exchanges, and asks them for others. */
import { Unreadable } from "../../src/verify/exchange.js";
import { judgeExchange } from "../../src/verify/judge-exchange.js";
import { exchangeOfEntry } from "../../src/verify/read/har.js";
import { exchangeOfLine } from "../../src/verify/read/ndjson.js";
import { createRepeats } from "../../src/verify/repeats.js";
import { cancel, entry } from "./samples.js";

const READERS = { har: exchangeOfEntry, ndjson: exchangeOfLine };
export type Format = keyof typeof READERS;

export const encode = (text: string) => new TextEncoder().encode(text);

export function judged(bytes: Uint8Array, format: Format) {
  const exchange = READERS[format](
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
  );
  if (exchange instanceof Unreadable) return undefined;
  const judgement = judgeExchange(exchange);
  return judgement && { exchange, judgement };
}

/** Repeats that have learned these exchanges. */
export function learned(format: Format, ...texts: readonly string[]) {
  const repeats = createRepeats();
  for (const text of texts) {
    const bytes = encode(text);
    const known = judged(bytes, format);
    if (!known) throw new Error("The sample cannot be judged.");
    repeats.learn(bytes, format, known.exchange, known.judgement);
  }
  return (text: string | Uint8Array) => {
    const bytes = typeof text === "string" ? encode(text) : text;
    repeats.nextChunk();
    const end = repeats.match(bytes, 0);
    return end === bytes.length ? repeats.judgement : undefined;
  };
}

export const write = (format: Format, exchange = cancel()) =>
  JSON.stringify(format === "har" ? entry(exchange) : exchange);
