/** Lets a splitter cut bytes that come in pieces, and lists what it found. */
import type { Splitter, SplitterSink } from "../../src/verify/read/splitter.js";

export type Split = (sink: SplitterSink) => Splitter;

/** What a splitter finds, with the text cut at every given size. */
export function found(split: Split, data: string | Uint8Array, size: number): string[] {
  const seen: string[] = [];
  const splitter = split({
    item: (bytes, at) => seen.push(`${at} ${Buffer.from(bytes).toString()}`),
    unreadable: (reason, at) => seen.push(`${at} unreadable: ${reason}`),
  });
  const bytes = Buffer.from(data as Uint8Array);
  for (let at = 0; at < bytes.length; at += size) {
    // A `Buffer`, as streams give them: its `slice` copies nothing.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    splitter.push(chunk);
    // A stream may use its buffer again.
    chunk.fill(0);
  }
  splitter.end();
  return seen;
}
