/** Everything that a command needs of its surroundings, so that tests can run it in their own process. */
import { EXIT } from "./main.js";

/** Where a command reads from and writes to. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Calls back on the first Ctrl-C; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
}

export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

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
  return {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    // Reading it opens it, and an open stdin would keep the process alive.
    get stdin() {
      return process.stdin;
    },
    onInterrupt: (listener) => {
      // Once: a second Ctrl-C has the default effect and ends the process at once.
      process.once("SIGINT", listener);
      return () => process.removeListener("SIGINT", listener);
    },
  };
}
