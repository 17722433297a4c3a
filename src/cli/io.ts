/** Everything that a command needs of its surroundings, so that tests can run it in their own process. */
import { EXIT } from "./exit.js";

/** Where a command reads from and writes to. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: AsyncIterable<Uint8Array>;
  /**
   * Calls back on the first Ctrl-C, SIGTERM or SIGHUP, and `again` on the next; one after the last has
   * the default effect and ends the process at once. Returns how to stop listening.
   */
  onInterrupt(listener: () => void, again?: () => void): () => void;
}

export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Whether a stream is a terminal that understands more than text. */
export function isTerminal({ isTTY }: OutputStream, env: Io["env"]): boolean {
  return isTTY === true && env.TERM !== "dumb";
}

/** Standard error as a progress line sees it: no terminal where it understands text alone. */
export function progressStream({ stderr, env }: Io): OutputStream {
  return {
    write: (text) => stderr.write(text),
    columns: stderr.columns,
    isTTY: isTerminal(stderr, env),
  };
}

// A job that took too long is ended with SIGTERM, one whose terminal is closed with SIGHUP, and what it
// cancelled has to be known as well.
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

// npx and npm pass a Ctrl-C on to a process that the terminal has sent it to as well.
const SAME_SIGNAL_MS = 50;

/** The process itself. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", ({ code }: NodeJS.ErrnoException) => {
      // A reader that closed the pipe early, such as `head`, is no failure of the command.
      if (code === "EPIPE") return;
      process.exitCode = EXIT.couldNotRun;
      // Where it is standard error that fails, nothing can be said, and it must not fail again.
      if (stream === process.stdout) process.stderr.write(`The output failed (${code}).\n`);
    });
  }
  let stdin: typeof process.stdin | undefined;
  return {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    // Reading it opens it, and an open stdin would keep the process alive.
    get stdin() {
      stdin = process.stdin;
      return stdin;
    },
    onInterrupt: (listener, again) => {
      const listeners = again ? [listener, again] : [listener];
      let last = Number.NEGATIVE_INFINITY;
      const stop = () => {
        for (const signal of SIGNALS) process.removeListener(signal, onSignal);
      };
      const onSignal = () => {
        const now = performance.now();
        if (now - last < SAME_SIGNAL_MS) return;
        last = now;
        const next = listeners.shift();
        if (listeners.length === 0) stop();
        next?.();
        // Who waits for more of it would wait for as long as its writer likes.
        stdin?.destroy();
      };
      for (const signal of SIGNALS) process.on(signal, onSignal);
      return stop;
    },
  };
}
