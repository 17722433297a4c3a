/** Opens recorded traffic, wherever it comes from, and undoes gzip. */
import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CannotRunError } from "../../report/cannot-run.js";

/** A file by its path, or bytes from anywhere, such as stdin, under a name for the report. */
export type TrafficSource =
  | string
  | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

/** A source is damaged half-way: what came before is judged all the same. */
export class DamagedSource extends Error {
  override readonly name = "DamagedSource";
}

const CHUNK_BYTES = 1024 * 1024;

export function nameOf(source: TrafficSource): string {
  return typeof source === "string" ? source : source.name;
}

/**
 * The bytes of a source, gzip undone whatever the file is called (RFC 1952 §2.3.1). A piece is only
 * valid until the next one is asked for.
 *
 * @throws CannotRunError when it cannot be read; DamagedSource when its gzip is broken
 */
export async function* openSource(source: TrafficSource): AsyncGenerator<Uint8Array> {
  const raw = guarded(bytesOf(source), nameOf(source));
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < 2) {
    const { value, done } = await raw.next();
    if (done) break;
    head.push(value);
    size += value.length;
  }
  const first = Buffer.concat(head);
  const whole = prepend(first, raw);
  if (first[0] === 0x1f && first[1] === 0x8b) yield* gunzipped(whole);
  else yield* whole;
}

function bytesOf(source: TrafficSource): AsyncIterable<Uint8Array> {
  return typeof source === "string" ? readFile(source) : source.bytes;
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
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

async function* guarded(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new CannotRunError(`Recorded traffic could not be read (${code}): ${name}`);
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

/** For a reader that asks for more before it has worked on what it has. */
async function* copied(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) yield Buffer.from(piece);
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES / 4 });
  pipeline(Readable.from(copied(bytes), { objectMode: false }), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (error) {
    if (error instanceof CannotRunError) throw error;
    throw new DamagedSource("The gzip data is damaged.");
  }
}
