/** Reads a request as a whole, up to a limit. */
import type { IncomingMessage } from "node:http";
import type { HeaderList } from "../http/wire.js";

/** More than this is refused with a 413. */
const MAX_BODY_BYTES = 1_048_576;

/** The body; `undefined` when it is too large. Rejects when the client gives up half-way. */
export async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  // All of it is read, kept or not: an answer in the middle of a request often does not arrive.
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

/** The header fields in the order and letter case of the wire. */
export function headersOf({ rawHeaders }: IncomingMessage): HeaderList {
  const list: [string, string][] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    list.push([rawHeaders[i] ?? "", rawHeaders[i + 1] ?? ""]);
  }
  return list;
}

/** The path of a target, without its query. RFC 9112 §3.2.2: a whole URL is a legal target too. */
export function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?]*/i, "").split("?")[0] ?? "";
}
