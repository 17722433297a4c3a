/** Opens recorded traffic, wherever it comes from, and undoes gzip. */
import { constants, openSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Socket } from "node:net";
import { withDeadline } from "../../http/deadline.js";
import { CannotRunError } from "../../report/cannot-run.js";
import { DamagedGzip, gunzip } from "./gunzip.js";

/** A file by its path, or bytes from anywhere, such as stdin, under a name for the report. */
export type TrafficSource =
  | string
  | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

const CHUNK_BYTES = 256 * 1024;

export function nameOf(source: TrafficSource): string {
  return typeof source === "string" ? source : source.name;
}

/**
 * The bytes of a source, gzip undone whatever the file is called (RFC 1952 §2.3.1). A piece is only
 * valid until the next one is asked for.
 *
 * @param signal - ends a wait for more
 * @throws CannotRunError when it cannot be read; DamagedGzip behind what could be inflated of it
 */
export async function* openSource(
  source: TrafficSource,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const raw = guarded(source, signal);
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < 2) {
    const { value, done } = await raw.next();
    if (done) break;
    head.push(Buffer.from(value));
    size += value.length;
  }
  const first = Buffer.concat(head);
  const whole = prepend(first, raw);
  yield* first[0] === 0x1f && first[1] === 0x8b ? gunzip(whole) : whole;
}

async function* guarded(
  source: TrafficSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* typeof source === "string"
      ? readFile(source, signal)
      : interruptible(source.bytes, signal);
  } catch (error) {
    if (error instanceof CannotRunError || error instanceof DamagedGzip) throw error;
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new CannotRunError(`Recorded traffic could not be read (${code}): ${nameOf(source)}`);
  }
}

/** Gives up waiting when the signal aborts, whatever the other side does. */
async function* interruptible(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = withDeadline(pieces.next(), { signal }, () => new Error("aborted"));
      const { value, done } = await next;
      if (done) return;
      yield value;
    }
  } finally {
    // Where a piece is still waited for, this waits as well.
    const closed = pieces.return?.().catch(() => undefined);
    if (!signal?.aborted) await closed;
  }
}

async function* readFile(
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const found = await stat(path);
  if (found.isDirectory()) {
    throw new CannotRunError(
      `Recorded traffic is read from files, and this is a folder: ${path}. Name the files in it, such as ${path.replace(/\/+$/, "")}/*.har.`,
    );
  }
  if (found.isFIFO()) {
    yield* readPipe(path, signal);
    return;
  }
  const file = await open(path);
  try {
    const piece = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Opened as a file, a pipe holds the process until somebody writes to it, and nothing can end the wait. */
async function* readPipe(
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pipe = new Socket({ fd, readable: true, writable: false });
  const stop = () => pipe.destroy();
  signal?.addEventListener("abort", stop);
  try {
    if (!signal?.aborted) yield* pipe;
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    pipe.destroy();
  }
}

async function* prepend(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    yield* rest;
  } finally {
    // A reader that stops at the first piece has not begun with the rest, which holds the file open.
    await rest.return(undefined);
  }
}
