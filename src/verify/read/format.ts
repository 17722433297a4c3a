/** Tells a HAR from NDJSON by its first bytes, and cuts it accordingly. */
import { splitHarEntries } from "./har-entries.js";
import { splitLines } from "./lines.js";
import type { Splitter, SplitterSink } from "./splitter.js";

export type TrafficFormat = "har" | "ndjson";

/** As much of a file as is looked through. */
const MAX_HEAD_BYTES = 1024 * 1024;
/** The members by which an exchange of NDJSON is told: a recording has them further below. */
const OF_A_LINE = /^(method|url|status|startedDateTime|(request|response)(Headers|Body))$/;

/**
 * A HAR is one object with a member `log`, perhaps over many lines; a line of NDJSON is an object of
 * its own. `undefined` while more bytes are needed.
 */
export function detectFormat(head: Uint8Array): TrafficFormat | undefined {
  const text = Buffer.from(head).toString("latin1").trimStart();
  if (text !== "" && !text.startsWith("{")) return "ndjson";
  let depth = 0;
  for (const [token, name] of text.matchAll(TOKENS)) {
    // A string that goes on.
    if (token === '"') break;
    if (token === "\n" || (depth === 1 && name === "log")) return "har";
    if (depth === 1 && name !== undefined && OF_A_LINE.test(name)) return "ndjson";
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    if (depth === 0) return "ndjson";
  }
  return head.length < MAX_HEAD_BYTES ? undefined : "ndjson";
}

/** What opens and closes, strings with their name where they are that of a member, and the end of a line, which no line of NDJSON holds. */
const TOKENS = /[{}[\]\n]|"((?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"|"/g;

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
