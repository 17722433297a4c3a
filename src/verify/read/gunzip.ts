/** Undoes gzip as `zcat` does: what can be inflated is handed on, whatever is wrong behind it. */
import { crc32, createInflateRaw } from "node:zlib";

/** gzip was damaged somewhere; what could be inflated was handed on all the same. */
export class DamagedGzip extends Error {
  override readonly name = "DamagedGzip";

  /** @param isCut - what was inflated ends somewhere in the middle */
  constructor(readonly isCut: boolean) {
    super("The gzip data is damaged.");
  }
}

/** So much is inflated at once. What comes of it may be a thousand times as large, and is lost with the slice that is broken. */
const SLICE_BYTES = 4 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * The members of a file one after another (RFC 1952 §2.2). Behind a member with a wrong checksum the
 * next is read; zeros behind the last one are padding.
 *
 * @throws DamagedGzip at the end, when anything was wrong: a checksum, a cut, bytes behind the end
 */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new Input(bytes);
  let isDamaged = false;
  try {
    while (await input.has(2)) {
      if (!input.startsWith(0x1f, 0x8b)) break;
      if (!(await skipHeader(input))) throw new DamagedGzip(false);
      if (!(yield* inflateMember(input))) isDamaged = true;
    }
    isDamaged ||= await input.hasMoreThanZeros();
  } finally {
    await input.close();
  }
  if (isDamaged) throw new DamagedGzip(false);
}

/** Inflates one member up to its trailer; whether it is what the trailer says. @throws DamagedGzip when it is cut */
async function* inflateMember(input: Input): AsyncGenerator<Uint8Array, boolean> {
  const engine = createInflateRaw({ chunkSize: CHUNK_BYTES });
  let inflated: Buffer[] = [];
  let isBroken = false;
  let resume = () => {};
  engine.on("data", (piece: Buffer) => inflated.push(piece));
  // What was broken is never said to be written.
  engine.on("error", () => {
    isBroken = true;
    resume();
  });
  let checksum = 0;
  let size = 0;
  try {
    for (let isEnded = false; !isEnded; ) {
      if (!(await input.has(1))) throw new DamagedGzip(true);
      const slice = input.peek(SLICE_BYTES);
      const before = engine.bytesWritten;
      await new Promise<void>((resolve) => {
        resume = resolve;
        engine.write(slice, () => resolve());
      });
      const used = engine.bytesWritten - before;
      for (const piece of inflated) {
        checksum = crc32(piece, checksum);
        size += piece.length;
        yield piece;
      }
      inflated = [];
      if (isBroken) throw new DamagedGzip(true);
      input.skip(used);
      // What the engine leaves is no part of the member.
      isEnded = used < slice.length;
    }
  } finally {
    engine.destroy();
  }
  if (!(await input.has(8))) throw new DamagedGzip(false);
  const trailer = Buffer.from(input.peek(8));
  input.skip(8);
  return trailer.readUInt32LE(0) === checksum && trailer.readUInt32LE(4) === size % 2 ** 32;
}

/** Passes over a header (RFC 1952 §2.3); whether it is one. */
async function skipHeader(input: Input): Promise<boolean> {
  if (!(await input.has(10))) return false;
  const [, , method, flags = 0] = input.peek(10);
  if (method !== 8) return false;
  input.skip(10);
  if (flags & 4) {
    if (!(await input.has(2))) return false;
    const length = Buffer.from(input.peek(2)).readUInt16LE(0);
    if (!(await input.has(2 + length))) return false;
    input.skip(2 + length);
  }
  // A name and a comment, each up to a zero.
  for (const flag of [8, 16]) {
    if (flags & flag && !(await input.skipPastZero())) return false;
  }
  if (flags & 2) {
    if (!(await input.has(2))) return false;
    input.skip(2);
  }
  return true;
}

/** Bytes that come in pieces, read as far ahead as is asked for. */
class Input {
  readonly #source: AsyncIterator<Uint8Array>;
  #held = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** Whether there are so many more. */
  async has(count: number): Promise<boolean> {
    while (this.#held.length < count) {
      const { value, done } = await this.#source.next();
      if (done) return false;
      // A copy, since a piece is only valid until the next one is asked for.
      this.#held = Buffer.concat([this.#held, value]);
    }
    return true;
  }

  startsWith(first: number, second: number): boolean {
    return this.#held[0] === first && this.#held[1] === second;
  }

  peek(most: number): Uint8Array {
    return this.#held.subarray(0, most);
  }

  skip(count: number): void {
    this.#held = this.#held.subarray(count);
  }

  async skipPastZero(): Promise<boolean> {
    while (await this.has(1)) {
      const at = this.#held.indexOf(0);
      this.skip(at === -1 ? this.#held.length : at + 1);
      if (at !== -1) return true;
    }
    return false;
  }

  async hasMoreThanZeros(): Promise<boolean> {
    while (await this.has(1)) {
      if (this.#held.some((byte) => byte !== 0)) return true;
      this.skip(this.#held.length);
    }
    return false;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
