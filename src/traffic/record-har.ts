/** Writes wire exchanges as HAR 1.2. The recording holds every value and secret that was exchanged. */
import { type HeaderList, headerOf, type WireRequest, type WireResponse } from "../wire.js";

/** An exchange as a transport saw it; without an answer when none came. */
export interface WireExchange {
  readonly request: WireRequest;
  readonly response?: WireResponse;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** The recorder, named in the file as HAR asks. */
const CREATOR = { name: "solv-external-bookings", version: "1" };

/**
 * A HAR of these exchanges, in their order, as JSON text. An exchange without an answer has the
 * status 0, as browsers write it.
 */
export function recordHar(exchanges: readonly WireExchange[]): string {
  const log = { version: "1.2", creator: CREATOR, entries: exchanges.map(entryOf) };
  return `${JSON.stringify({ log }, null, 1)}\n`;
}

function entryOf({ request, response, startedAt, durationMs }: WireExchange): unknown {
  const { method, origin, target, headers, body } = request;
  const query = target.split("?")[1] ?? "";
  return {
    startedDateTime: startedAt.toISOString(),
    time: durationMs,
    request: {
      method,
      url: `${origin}${target}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: fieldsOf(headers),
      queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
      ...(body && { postData: { mimeType: mimeTypeOf(headers), ...contentOf(body) } }),
      headersSize: -1,
      bodySize: body?.length ?? 0,
    },
    response: {
      status: response?.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: fieldsOf(response?.headers ?? []),
      content: {
        size: response?.body.length ?? 0,
        mimeType: mimeTypeOf(response?.headers ?? []),
        ...contentOf(response?.body ?? new Uint8Array()),
      },
      redirectURL: headerOf(response?.headers ?? [], "location") ?? "",
      headersSize: -1,
      bodySize: response?.body.length ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  };
}

function fieldsOf(headers: HeaderList) {
  return headers.map(([name, value]) => ({ name, value }));
}

function mimeTypeOf(headers: HeaderList): string {
  return headerOf(headers, "content-type") ?? "";
}

/** HAR 1.2 writes what is no text as base64. */
function contentOf(body: Uint8Array): { text: string; encoding?: "base64" } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { text: Buffer.from(body).toString("base64"), encoding: "base64" };
  }
}
