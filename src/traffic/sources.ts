/** Opens recorded traffic, wherever it comes from, and undoes gzip. */
import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CannotRunError } from "../check/cannot-run.js";

/** A file by its path, or bytes from anywhere, such as stdin, under a name for the report. */
export type TrafficSource =
  | string
  | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

/** A source is damaged half-way: what came before is judged all the same. */
export class DamagedSource extends Error {
  override readonly name = "DamagedSource";
}

/** Large enough to make few calls, small enough to stay in the processor's cache. */
const CHUNK_BYTES = 256 * 1024;

export function nameOf(source: TrafficSource): string {
  return typeof source === "string" ? source : source.name;
}

/**
 * The bytes of a source, gzip undone whatever the file is called (RFC 1952 §2.3.1).
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
  if (typeof source !== "string") return source.bytes;
  return createReadStream(source, { highWaterMark: CHUNK_BYTES });
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
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  yield* rest;
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(Readable.from(bytes, { objectMode: false }), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (error) {
    if (error instanceof CannotRunError) throw error;
    throw new DamagedSource("The gzip data is damaged.");
  }
}
