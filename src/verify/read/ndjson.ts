/** Reads a line of NDJSON as an exchange. */
import { type HeaderList, headerOf } from "../../http/wire.js";
import {
  type Exchange,
  NotJudged,
  placeOf,
  type RecordedBody,
  type RecordedExchange,
  statusOf,
} from "../exchange.js";
import { bodyOf, LEFT_OUT } from "./body.js";
import { isPositive, unlessCutShort } from "./size.js";

const SHAPE = "of another shape than texts, or lists of texts, by name";

/** @param value the parsed line, whatever it is */
export function exchangeOfLine(value: unknown): Exchange | NotJudged {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return new NotJudged("unreadable", "not an object");
  }
  const line = value as { readonly [Name in keyof RecordedExchange]?: unknown };
  const place = placeOf(line.method, line.url);
  if (place instanceof NotJudged) return place;
  const unreadable = (reason: string) => new NotJudged("unreadable", reason, place);
  const status = statusOf(line.status);
  if (status instanceof NotJudged) return unreadable(status.reason);
  const requestHeaders = headersOf(line.requestHeaders);
  if (requestHeaders === "unreadable") return unreadable(`request headers ${SHAPE}`);
  const responseHeaders = headersOf(line.responseHeaders);
  if (responseHeaders === "unreadable") return unreadable(`answer headers ${SHAPE}`);
  const requestBody = bodyIn(line.requestBody, line.requestBodyEncoding, requestHeaders);
  const responseBody = bodyIn(line.responseBody, line.responseBodyEncoding, responseHeaders);
  if (requestBody === undefined || responseBody === undefined) {
    return unreadable("a body that is not text");
  }
  return {
    method: place.method,
    origin: place.origin,
    target: place.target,
    path: place.path,
    startedAt: line.startedDateTime,
    requestHeaders,
    requestBody,
    status,
    responseHeaders,
    responseBody,
  };
}

function headersOf(recorded: unknown): HeaderList | undefined | "unreadable" {
  if (recorded === undefined || recorded === null) return undefined;
  if (typeof recorded !== "object" || Array.isArray(recorded)) return "unreadable";
  const headers: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(recorded)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one !== "string") return "unreadable";
      headers.push([name, one]);
    }
  }
  return headers;
}

function bodyIn(
  body: unknown,
  encoding: unknown,
  headers: HeaderList | undefined,
): RecordedBody | undefined {
  if (body === undefined || body === null) return LEFT_OUT;
  if (typeof body !== "string") return undefined;
  const size = headers && headerOf(headers, "content-length");
  if (body !== "") {
    const isCoded = headers && headerOf(headers, "content-encoding") !== undefined;
    return unlessCutShort(bodyOf(body, encoding, headers), isCoded ? undefined : size);
  }
  return isPositive(size) ? LEFT_OUT : "";
}
