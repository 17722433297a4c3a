/** A line that tells a person at a terminal how far a run has got; silent everywhere else. */
import { printable } from "../report/words.js";

/** The part of a writable stream that a progress line needs. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Progress {
  /** Replaces the line, cut to the width of the terminal. */
  update(text: string): void;
  /** Takes the line away; to be called before anything else is written. */
  clear(): void;
}

/** More often than this only flickers. */
const INTERVAL_MS = 50;

/** Makes a progress line on a terminal; on any other stream it writes nothing. */
export function createProgress(
  stream: ProgressStream,
  now: () => number = () => performance.now(),
): Progress {
  if (!stream.isTTY) return { update: () => {}, clear: () => {} };
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    update: (text) => {
      if (now() - shownAt < INTERVAL_MS) return;
      shownAt = now();
      const columns = stream.columns ?? 80;
      stream.write(`\r\u001b[2K${[...printable(text)].slice(0, columns - 1).join("")}`);
    },
    clear: () => {
      if (Number.isFinite(shownAt)) stream.write("\r\u001b[2K");
      shownAt = Number.NEGATIVE_INFINITY;
    },
  };
}
