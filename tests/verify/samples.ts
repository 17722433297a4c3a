/** Recorded exchanges for the tests, made from the description's examples. */

import { examplesAt } from "../../src/description/document.js";
import { operations, operationsAt } from "../../src/description/operations.js";
import type { RecordedExchange, RecordedHeaders } from "../../src/verify/exchange.js";
import type { TrafficSource } from "../../src/verify/read/sources.js";

const { cancelExternalBooking, createAccessToken } = operations;

/** A documented example as JSON text. */
export function example(source: string | undefined, name: string): string {
  return JSON.stringify(examplesAt(`${source}/content/application~1json`).get(name));
}

const json = { "content-type": "application/json" };

/** An exchange of which everything was recorded, or nothing rather than null. */
export interface Sample extends RecordedExchange {
  readonly status: number;
  readonly requestHeaders?: RecordedHeaders;
  readonly requestBody?: string;
  readonly responseHeaders?: RecordedHeaders;
  readonly responseBody?: string;
}

/** A cancel that conforms, or what `parts` make of it. */
export function cancel(parts: Partial<Sample> = {}): Sample {
  return {
    method: "DELETE",
    url: "https://partner-api.solvhealth.com/v1/partner/external_bookings/sample-1",
    requestHeaders: { ...json, "x-api-key": "sample-key", authorization: "Bearer sample-token" },
    requestBody: example(cancelExternalBooking.requestBody?.source, "full"),
    status: 200,
    responseHeaders: json,
    responseBody: example(cancelExternalBooking.responses[200]?.source, "full"),
    ...parts,
  };
}

/** No description has a TRACE, see `openapi/README.md`. */
export const ANOTHER_METHOD = "TRACE";
/** The operations of the cancel's path: a method that none of them has is counted as the first one's. */
export const sisters = operationsAt("/v1/partner/external_bookings/sample-1");

/** A token call that conforms. */
export const token: Sample = {
  method: "POST",
  url: "/v1/auth/token",
  requestHeaders: { ...json, "x-api-key": "sample-key" },
  requestBody: example(createAccessToken.requestBody?.source, "booking_scope"),
  status: 200,
  responseHeaders: json,
  responseBody: example(createAccessToken.responses[200]?.source, "booking_scope"),
};

/** The example of a 422, with or without its parts. */
export const refusal = example(cancelExternalBooking.responses[422]?.source, "missing_property");

/** The full example of a booking, changed. */
export function booking(change: (booking: Record<string, unknown>) => void): string {
  const value = JSON.parse(cancel().responseBody ?? "{}");
  change(value);
  return JSON.stringify(value);
}

export function ndjson(...exchanges: readonly unknown[]): string {
  return exchanges
    .map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`)
    .join("");
}

/** The same exchange as an entry of a HAR, with what recorders put around it. */
export function entry(exchange: Sample): Record<string, unknown> {
  const list = (headers: RecordedHeaders | undefined) =>
    Object.entries(headers ?? {}).map(([name, value]) => ({ name, value }));
  return {
    startedDateTime: "2031-05-20T16:30:00.000Z",
    time: 12.5,
    request: {
      method: exchange.method,
      url: exchange.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: list(exchange.requestHeaders),
      queryString: [],
      ...(exchange.requestBody && {
        postData: { mimeType: "application/json", text: exchange.requestBody },
      }),
      headersSize: -1,
      bodySize: exchange.requestBody?.length ?? 0,
    },
    response: {
      status: exchange.status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: list(exchange.responseHeaders),
      content: {
        size: exchange.responseBody?.length ?? 0,
        mimeType: "application/json",
        text: exchange.responseBody,
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 12.25, receive: 0.25 },
  };
}

/** A HAR with things in it that look like entries but are none. */
export function har(entries: readonly unknown[], indent?: number): string {
  const log = {
    version: "1.2",
    creator: { name: 'a "tool" \\', version: "1", entries: [{ decoy: true }] },
    pages: [{ id: '{"log":{"entries":[{' }],
    entries,
    comment: '],"entries":[{}]',
  };
  return JSON.stringify({ log }, null, indent);
}

/** A source that gives its bytes in pieces of a size. */
export function source(name: string, data: string | Uint8Array, size = 65_536): TrafficSource {
  const bytes = Buffer.from(data as Uint8Array);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return { name, bytes: pieces() };
}
