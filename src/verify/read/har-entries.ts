/** Finds the objects in `log.entries` of a HAR without holding more than one of them. */
import { ItemBuffer, type Splitter, type SplitterSink, TOO_LONG } from "./splitter.js";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** Where the entries are: in the array at this depth, below these keys (HAR 1.2, `log.entries`). */
const ENTRIES_DEPTH = 3;
const KEYS = ["log", "entries"] as const;
/** A key that is longer than this is none of those. */
const MAX_KEY_BYTES = 16;

/**
 * Structure is made of ASCII bytes that occur in no UTF-8 sequence, so a chunk may begin and end
 * anywhere, in the middle of a character or of an escape too.
 */
export function splitHarEntries(sink: SplitterSink): Splitter {
  const begun = new ItemBuffer();
  const keys: string[] = [];
  let at = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  /** Inside `log.entries`. */
  let inEntries = false;
  let sawEntries = false;
  /** An element of the array that is neither object nor array has begun. */
  let stray = false;
  /** The last string at a depth where a key could matter, while it is short enough. */
  let text: number[] = [];

  const emit = (last: Uint8Array) => {
    at += 1;
    const entry = begun.take(last);
    if (entry) sink.item(entry, at);
    else sink.unreadable(TOO_LONG, at);
  };
  const endStray = () => {
    if (!stray) return;
    stray = false;
    at += 1;
    sink.unreadable("not an object", at);
  };

  const open = (byte: number) => {
    depth += 1;
    if (depth === ENTRIES_DEPTH && byte === OPEN_BRACKET && KEYS.every((k, i) => keys[i] === k)) {
      inEntries = true;
      sawEntries = true;
    }
  };
  const close = () => {
    // Of what is closed inside the entries, only their own end comes here.
    endStray();
    inEntries = false;
    depth -= 1;
    keys.length = Math.min(keys.length, Math.max(depth, 0));
  };
  /** Handles a byte outside strings and outside entries. */
  const structure = (byte: number) => {
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open(byte);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) close();
    else if (byte === COLON) keys[depth - 1] = String.fromCharCode(...text);
    else if (inEntries) {
      if (byte === COMMA) endStray();
      else if (byte > SPACE) stray = true;
    }
  };

  const keepText = (part: Uint8Array) => {
    const room = MAX_KEY_BYTES - text.length;
    for (const byte of part.subarray(0, room)) text.push(byte);
  };

  /** Runs to the end of a string; the index behind it, or the length of the chunk. */
  const skipString = (chunk: Uint8Array, from: number): number => {
    let i = from;
    if (escaped) {
      escaped = false;
      i += 1;
    }
    const { length } = chunk;
    while (i < length) {
      const byte = chunk[i++];
      if (byte === QUOTE) {
        inString = false;
        break;
      }
      if (byte !== BACKSLASH) continue;
      if (i === length) escaped = true;
      i += 1;
    }
    if (depth < ENTRIES_DEPTH) keepText(chunk.subarray(from, inString ? length : i - 1));
    return Math.min(i, length);
  };

  /** Runs to the end of an entry; the index behind it, or the length of the chunk. */
  const skipEntry = (chunk: Uint8Array, from: number): number => {
    let i = from;
    while (i < chunk.length) {
      if (inString) {
        i = skipString(chunk, i);
        continue;
      }
      const byte = chunk[i++];
      if (byte === QUOTE) inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === ENTRIES_DEPTH) return i;
      }
    }
    return chunk.length;
  };

  return {
    push: (chunk) => {
      let i = 0;
      while (i < chunk.length) {
        if (inEntries && depth > ENTRIES_DEPTH) {
          const from = i;
          i = skipEntry(chunk, i);
          if (depth === ENTRIES_DEPTH) emit(chunk.subarray(from, i));
          else begun.add(chunk.subarray(from, i));
          continue;
        }
        if (inString) {
          i = skipString(chunk, i);
          continue;
        }
        const byte = chunk[i] ?? SPACE;
        if (inEntries && (byte === OPEN_BRACE || byte === OPEN_BRACKET)) {
          depth += 1;
          begun.add(chunk.subarray(i, i + 1));
        } else if (byte === QUOTE) {
          inString = true;
          text = [];
          if (inEntries) stray = true;
        } else structure(byte);
        i += 1;
      }
    },
    end: () => {
      if (!sawEntries) sink.unreadable("a HAR without log.entries", 1);
      else if (depth > 0) sink.unreadable("a HAR that ends too early", at + 1);
    },
  };
}
