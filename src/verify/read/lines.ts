/** Cuts NDJSON into its lines. */
import { ItemBuffer, type Splitter, type SplitterSink, TOO_LONG } from "./splitter.js";

const LINE_FEED = 0x0a;

/** A line feed never occurs inside a UTF-8 sequence, so bytes are enough. Blank lines are skipped. */
export function splitLines(sink: SplitterSink): Splitter {
  const begun = new ItemBuffer();
  let at = 1;
  const finish = (last: Uint8Array) => {
    const line = begun.take(last);
    if (!line) sink.unreadable(TOO_LONG, at);
    else if (!isBlank(line)) sink.item(line, at);
    at += 1;
  };
  return {
    push: (chunk) => {
      let from = 0;
      for (;;) {
        const end = chunk.indexOf(LINE_FEED, from);
        if (end === -1) break;
        finish(chunk.subarray(from, end));
        from = end + 1;
      }
      begun.add(chunk.subarray(from));
    },
    end: () => finish(new Uint8Array()),
  };
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
