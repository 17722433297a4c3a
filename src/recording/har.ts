/** Writes wire exchanges as HAR 1.2: credentials left out, bodies as they were exchanged. */

import type { Exchange } from "../http/exchange.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { NAME, VERSION } from "../solv/package.js";
import { createRedaction, type Redaction } from "./redaction.js";

/** The recorder, named in the file as HAR asks. */
const CREATOR = { name: NAME, version: VERSION };

/** Stands where a body was that may show records which nobody named. */
const WITHHELD = "left out, because it may show what was not given";

/**
 * A HAR of these exchanges, in their order, as JSON text. An exchange without an answer has the
 * status 0, as browsers write it. Credentials are replaced, also where a server repeats them; a body
 * or header that holds one in a coded form is left out, with a comment in its place. Ids and patients'
 * data in paths and bodies stay, or the recording could not be judged.
 */
export function recordHar(exchanges: readonly Exchange[]): string {
  const redaction = createRedaction(exchanges);
  const entries = exchanges.map((exchange) => entryOf(exchange, redaction));
  const log = { version: "1.2", creator: CREATOR, entries };
  return `${JSON.stringify({ log }, null, 1)}\n`;
}

function entryOf(
  { request, response, startedAt, durationMs, withheldBytes }: Exchange,
  { url, fields, body: contentOf }: Redaction,
): unknown {
  const { method, origin, target, body } = request;
  const size = withheldBytes ?? response?.body.length ?? 0;
  const place = url(origin, target);
  const query = place.split("?")[1] ?? "";
  const headers = fields(request.headers);
  const answered = fields(response?.headers ?? []);
  return {
    startedDateTime: startedAt.toISOString(),
    time: durationMs,
    request: {
      method,
      url: place,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: headers.map(named),
      queryString: [...new URLSearchParams(query)].map(named),
      ...(body && { postData: { mimeType: mimeTypeOf(headers), ...contentOf(body) } }),
      headersSize: -1,
      bodySize: body?.length ?? 0,
    },
    response: {
      status: response?.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: answered.map(named),
      content: {
        size,
        mimeType: mimeTypeOf(answered),
        ...(withheldBytes ? { comment: WITHHELD } : contentOf(response?.body ?? new Uint8Array())),
      },
      redirectURL: headerOf(answered, "location") ?? "",
      headersSize: -1,
      bodySize: response ? size : -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  };
}

function named([name, value]: readonly [string, string]) {
  return { name, value };
}

function mimeTypeOf(headers: HeaderList): string {
  return headerOf(headers, "content-type") ?? "";
}
