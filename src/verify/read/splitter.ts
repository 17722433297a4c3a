/** What cuts a stream of bytes into recorded exchanges, and what it hands them to. */

/** Receives the exchanges of one file, in order. */
export interface SplitterSink {
  /** The bytes of one line or entry; they are only valid during the call. */
  item(bytes: Uint8Array, at: number): void;
  /** Something of which no exchange can be made. */
  unreadable(reason: string, at: number): void;
}

/** Takes a file chunk by chunk; keeps no more of it than one line or entry. */
export interface Splitter {
  push(chunk: Uint8Array): void;
  /** To be called once, when the file has ended. */
  end(): void;
}

/** Bytes of one line or entry; a longer one is counted as unreadable, so that memory stays flat. */
export const MAX_ITEM_BYTES = 16 * 1024 * 1024;

export const TOO_LONG = "longer than 16 MiB";

/** Collects an item that may be spread over chunks, up to the limit. */
export class ItemBuffer {
  #parts: Uint8Array[] = [];
  #size = 0;

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** Keeps a copy, since a stream may use its chunk again (`slice` of a `Buffer` copies nothing). */
  add(part: Uint8Array): void {
    this.#size += part.length;
    if (this.#size > MAX_ITEM_BYTES) this.#parts = [];
    else if (part.length > 0) this.#parts.push(new Uint8Array(part));
  }

  /** The whole item, or `undefined` when it is too long; the buffer is empty afterwards. */
  take(last: Uint8Array): Uint8Array | undefined {
    const parts = this.#parts;
    const size = this.#size + last.length;
    this.#parts = [];
    this.#size = 0;
    if (size > MAX_ITEM_BYTES) return undefined;
    return parts.length === 0 ? last : Buffer.concat([...parts, last]);
  }
}
