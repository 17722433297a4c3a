/** Reads an entry of a HAR 1.2 as an exchange. */
import type { HeaderList } from "../../http/wire.js";
import { type Exchange, toExchange, Unreadable } from "../exchange.js";

/** The part of an entry that is read; nothing of it is certain. */
interface Entry {
  readonly request?: {
    readonly method?: unknown;
    readonly url?: unknown;
    readonly headers?: unknown;
    readonly bodySize?: unknown;
    readonly postData?: { readonly text?: unknown; readonly encoding?: unknown } | null;
  } | null;
  readonly response?: {
    readonly status?: unknown;
    readonly headers?: unknown;
    readonly content?: {
      readonly size?: unknown;
      readonly text?: unknown;
      readonly encoding?: unknown;
    } | null;
  } | null;
}

/** @param value the parsed entry, whatever it is */
export function exchangeOfEntry(value: unknown): Exchange | Unreadable {
  const { request, response } = (value ?? {}) as Entry;
  if (typeof request !== "object" || !request) return new Unreadable("no request");
  if (typeof response !== "object" || !response) return new Unreadable("no response");
  const { postData, bodySize } = request;
  const { content } = response;
  // Recorders leave out bodies that they did not keep, but still say how long they were.
  if (isPositive(bodySize) && postData?.text === undefined) {
    return new Unreadable("a request body that was not recorded");
  }
  if (isPositive(content?.size) && content?.text === undefined) {
    return new Unreadable("an answer body that was not recorded");
  }
  return toExchange({
    method: request.method,
    url: request.url,
    status: response.status,
    requestHeaders: headersOf(request.headers),
    requestBody: postData?.text,
    requestBodyEncoding: postData?.encoding,
    responseHeaders: headersOf(response.headers),
    responseBody: content?.text,
    responseBodyEncoding: content?.encoding,
  });
}

function headersOf(recorded: unknown): HeaderList | undefined {
  if (!Array.isArray(recorded)) return undefined;
  return (
    recorded as readonly ({ readonly name?: unknown; readonly value?: unknown } | null)[]
  ).map((field) => [String(field?.name), String(field?.value)]);
}

function isPositive(size: unknown): boolean {
  return typeof size === "number" && size > 0;
}
