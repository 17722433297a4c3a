/** Runs commands in the tests' own process, in surroundings that keep what is written. */
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";
import { UsageError } from "../../src/cli/exit.js";
import type { Io } from "../../src/cli/io.js";
import { main } from "../../src/cli/main.js";

/** A folder for the tests of a file, removed after them. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "solv-cli-"));
  afterAll(() => rm(folder, { recursive: true }));
  return folder;
}

/** The sentence of a mistake in the command line; `undefined` when there was none. */
export async function mistake(act: () => unknown): Promise<string | undefined> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return undefined;
}

/** No settings, no input, no terminal and no Ctrl-C, except for the `parts`; and what is written. */
export function surroundings(parts: Partial<Io> = {}) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = {
    env: {},
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: (async function* () {})(),
    onInterrupt: () => () => {},
    ...parts,
  };
  return { io, written, stream };
}

/** Runs a command; `onWrite` sees what stdout has by then, and can interrupt. */
export async function run(
  argv: readonly string[],
  parts: Partial<Io> & { onWrite?: (stdout: string, interrupt: () => void) => void } = {},
) {
  const { onWrite, ...own } = parts;
  let interrupt = () => {};
  const { io, written } = surroundings();
  const code = await main(argv, {
    ...io,
    stdout: {
      write: (text) => {
        io.stdout.write(text);
        onWrite?.(written.stdout, () => setImmediate(() => interrupt()));
      },
    },
    onInterrupt: (listener) => {
      interrupt = listener;
      return () => {};
    },
    ...own,
  });
  return { code, ...written };
}

/** What stdin gives, in one piece. */
export async function* input(data: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(data as Uint8Array);
}
