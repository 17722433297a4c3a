/** Writes wire exchanges as HAR 1.2: credentials left out, bodies as they were exchanged. */
import type { AccessToken, AccessTokenRequest } from "../../generated/schema.js";
import { type Operation, operations } from "../description.js";
import { type HeaderList, headerOf, type WireRequest, type WireResponse } from "../wire.js";

/** An exchange as a transport saw it; without an answer when none came. */
export interface WireExchange {
  readonly request: WireRequest;
  readonly response?: WireResponse;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** Stands where a credential was. */
const REDACTED = "redacted";

/** The headers that carry a credential, as the description has them, and what a browser adds. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  ...Object.values<Operation>(operations).flatMap(({ security }) =>
    security.flat().map(({ header }) => header.toLowerCase()),
  ),
  ...["authorization", "proxy-authorization", "cookie", "set-cookie"],
]);

const SECRET_MEMBERS = [
  ...(["client_id", "client_secret"] satisfies (keyof AccessTokenRequest)[]),
  ...(["access_token"] satisfies (keyof AccessToken)[]),
];

// By the text and not by the value, since a body that is no JSON may hold a credential as well.
const SECRET_TEXT = new RegExp(
  `("(?:${SECRET_MEMBERS.join("|")})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`,
  "g",
);

/** The recorder, named in the file as HAR asks. */
const CREATOR = { name: "solv-external-bookings", version: "1" };

/**
 * A HAR of these exchanges, in their order, as JSON text. An exchange without an answer has the
 * status 0, as browsers write it. Keys and tokens are replaced; ids and patients' data in paths
 * and bodies stay, or the recording could not be judged.
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
  return headers.map(([name, value]) => ({
    name,
    value: SECRET_HEADERS.has(name.toLowerCase()) ? redactCredential(value) : value,
  }));
}

/** Keeps the scheme (RFC 9110 §11.1): a judge of the recording looks at it. */
function redactCredential(value: string): string {
  return value.replace(/\S+$/, REDACTED);
}

function mimeTypeOf(headers: HeaderList): string {
  return headerOf(headers, "content-type") ?? "";
}

/** HAR 1.2 writes what is no text as base64. */
function contentOf(body: Uint8Array): { text: string; encoding?: "base64" } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    return { text: text.replace(SECRET_TEXT, `$1${REDACTED}`) };
  } catch {
    return { text: Buffer.from(body).toString("base64"), encoding: "base64" };
  }
}
