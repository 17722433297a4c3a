/** Reads a line of NDJSON as an exchange. */
import type { HeaderList } from "../../http/wire.js";
import { type Exchange, type RecordedExchange, toExchange, Unreadable } from "../exchange.js";

/** @param value the parsed line, whatever it is */
export function exchangeOfLine(value: unknown): Exchange | Unreadable {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return new Unreadable("not an object");
  }
  const line = value as { readonly [Name in keyof RecordedExchange]?: unknown };
  return toExchange({
    method: line.method,
    url: line.url,
    status: line.status,
    requestHeaders: headersOf(line.requestHeaders),
    requestBody: line.requestBody,
    requestBodyEncoding: line.requestBodyEncoding,
    responseHeaders: headersOf(line.responseHeaders),
    responseBody: line.responseBody,
    responseBodyEncoding: line.responseBodyEncoding,
  });
}

function headersOf(recorded: unknown): HeaderList | undefined {
  if (typeof recorded !== "object" || recorded === null) return undefined;
  return Object.entries(recorded).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, String(one)] as const),
  );
}
