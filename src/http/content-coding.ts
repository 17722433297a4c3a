/** Undoes the content coding of an answer, within the limit for its size. */
import { promisify } from "node:util";
import zlib from "node:zlib";
import { explain } from "./explain.js";
import { headerOf, WireFailure, type WireFailureKind, type WireResponse } from "./wire.js";

type Decoder = (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(zlib.gunzip),
  "x-gzip": promisify(zlib.gunzip),
  deflate: promisify(zlib.inflate),
  br: promisify(zlib.brotliDecompress),
};

const MOST_CODINGS = 4;

/** Whether there is anything to undo; most answers are plain. */
export function isCoded({ headers }: WireResponse): boolean {
  return headerOf(headers, "content-encoding") !== undefined;
}

/** @throws WireFailure of the kind `encoding` or `too_large` */
export async function decode(response: WireResponse, maxBytes: number): Promise<WireResponse> {
  const codings = headerOf(response.headers, "content-encoding")?.toLowerCase().split(",") ?? [];
  let { body } = response;
  const { status } = response;
  const fail = (kind: WireFailureKind) =>
    new WireFailure(kind, "reading", { message: explain(kind, "reading"), status });
  // Each can be as large as the limit, and none can be interrupted: nobody means so many.
  if (codings.length > MOST_CODINGS) throw fail("encoding");
  // RFC 9110 §8.4: listed in the order in which they were applied.
  for (const coding of codings.map((name) => name.trim()).reverse()) {
    if (coding === "identity" || coding === "" || body.length === 0) continue;
    const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decoder) throw fail("encoding");
    try {
      body = await decoder(body, { maxOutputLength: maxBytes });
    } catch (error) {
      const large = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      throw fail(large ? "too_large" : "encoding");
    }
  }
  return { ...response, body };
}
