/** Tells a HAR from NDJSON by its first bytes, and cuts it accordingly. */
import { splitHarEntries } from "./har-entries.js";
import { splitLines } from "./lines.js";
import type { Splitter, SplitterSink } from "./splitter.js";

export type TrafficFormat = "har" | "ndjson";

/** As much white space in front of the first key as is looked through. */
const MAX_HEAD_BYTES = 65_536;

/**
 * A HAR is one object whose first key is `log`, or that goes on in the next line; a line of NDJSON
 * does neither. `undefined` while more bytes are needed.
 */
export function detectFormat(head: Uint8Array): TrafficFormat | undefined {
  const text = new TextDecoder().decode(head).trimStart();
  if (/^\{[\t ]*(\r?\n|"log")/.test(text)) return "har";
  // What is there may be the beginning of either.
  const open = text === "" || /^\{[\t ]*("l?o?g?)?\r?$/.test(text);
  return open && head.length < MAX_HEAD_BYTES ? undefined : "ndjson";
}

/** A splitter that finds out the format first, and then asks for the sink of that format. */
export function splitByFormat(sinkFor: (format: TrafficFormat) => SplitterSink): Splitter {
  let head: Uint8Array = new Uint8Array();
  let splitter: Splitter | undefined;
  const decide = (format: TrafficFormat) => {
    const sink = sinkFor(format);
    splitter = format === "har" ? splitHarEntries(sink) : splitLines(sink);
    splitter.push(head);
    head = new Uint8Array();
  };
  return {
    push: (chunk) => {
      if (splitter) return splitter.push(chunk);
      // A copy, since a stream may use its chunk again.
      head = withoutMark(Buffer.concat([head, chunk]));
      const format = isBegunMark(head) ? undefined : detectFormat(head);
      if (format) decide(format);
    },
    end: () => {
      if (!splitter) decide("ndjson");
      splitter?.end();
    },
  };
}

function isBegunMark(head: Uint8Array): boolean {
  return head[0] === 0xef && head.length < 3;
}

// HAR 1.2 allows a byte order mark; it is no part of the JSON.
function withoutMark(head: Uint8Array): Uint8Array {
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  return marked ? head.subarray(3) : head;
}
