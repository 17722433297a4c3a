/** Reads an entry of a HAR 1.2 as an exchange. */
import { type HeaderList, headerOf } from "../../http/wire.js";
import { type Exchange, NotJudged, placeOf, type RecordedBody, statusOf } from "../exchange.js";
import { bodyOf, LEFT_OUT } from "./body.js";
import { isPositive, sizeOf, unlessCutShort } from "./size.js";

/** The part of an entry that is read; nothing of it is certain. */
interface Entry {
  readonly startedDateTime?: unknown;
  readonly request?: {
    readonly method?: unknown;
    readonly url?: unknown;
    readonly headers?: unknown;
    readonly bodySize?: unknown;
    readonly postData?: Content | null;
  } | null;
  readonly response?: {
    readonly status?: unknown;
    readonly headers?: unknown;
    readonly bodySize?: unknown;
    readonly content?: Content | null;
  } | null;
}

/** What stands for a body. */
interface Content {
  readonly size?: unknown;
  readonly text?: unknown;
  readonly encoding?: unknown;
  readonly comment?: unknown;
  /** The parts of a form, in place of its text. */
  readonly params?: unknown;
  /** Playwright: the name of a file beside the recording. */
  readonly _file?: unknown;
}

const SHAPE = "of another shape than a list of names and values";

/** @param value the parsed entry, whatever it is */
export function exchangeOfEntry(value: unknown): Exchange | NotJudged {
  const { startedDateTime: startedAt, request, response } = (value ?? {}) as Entry;
  if (typeof request !== "object" || !request) return new NotJudged("unreadable", "no request");
  const place = placeOf(request.method, request.url);
  if (place instanceof NotJudged) return place;
  const unreadable = (reason: string) => new NotJudged("unreadable", reason, place);
  if (typeof (response ?? {}) !== "object") return unreadable("no response");
  const status = statusOf(response?.status);
  if (status instanceof NotJudged) return unreadable(status.reason);
  const requestHeaders = headersOf(request.headers);
  if (requestHeaders === "unreadable") return unreadable(`request headers ${SHAPE}`);
  const responseHeaders = headersOf(response?.headers);
  if (responseHeaders === "unreadable") return unreadable(`answer headers ${SHAPE}`);
  const requestBody = bodyIn(request.postData, request.bodySize, requestHeaders);
  const responseBody = bodyIn(response?.content, response?.bodySize, responseHeaders);
  if (requestBody === undefined || responseBody === undefined) {
    return unreadable("a body that is not text");
  }
  return {
    method: place.method,
    origin: place.origin,
    target: place.target,
    path: place.path,
    startedAt,
    requestHeaders,
    requestBody,
    status,
    responseHeaders,
    responseBody,
  };
}

/** HAR 1.2 demands a list, so that an empty one is what recorders write who kept none: every message has headers. */
function headersOf(recorded: unknown): HeaderList | undefined | "unreadable" {
  if (recorded === undefined || recorded === null) return undefined;
  if (!Array.isArray(recorded)) return "unreadable";
  const headers: (readonly [string, string])[] = [];
  for (const field of recorded as readonly {
    readonly name?: unknown;
    readonly value?: unknown;
  }[]) {
    if (typeof field?.name !== "string") return "unreadable";
    headers.push([field.name, String(field.value ?? "")]);
  }
  return headers.length > 0 ? headers : undefined;
}

/**
 * Recorders leave out bodies that they did not keep, and still say how long they were. A body is empty
 * only where the recorder says so.
 */
function bodyIn(
  content: Content | null | undefined,
  bodySize: unknown,
  headers: HeaderList | undefined,
): RecordedBody | undefined {
  const text = content?.text ?? undefined;
  if (typeof text === "string" && text !== "") {
    const { size } = content ?? {};
    const isCoded = headers && headerOf(headers, "content-encoding") !== undefined;
    // Only the content's size is said to be that of the decoded body (HAR 1.2, content).
    const stated = isCoded
      ? [size]
      : [size, bodySize, headers && headerOf(headers, "content-length")];
    const whole = Math.max(...stated.map((one) => sizeOf(one) ?? -1));
    return unlessCutShort(bodyOf(text, content?.encoding, headers), whole);
  }
  if (text !== undefined && text !== "") return undefined;
  const { size, comment, params, _file } = content ?? {};
  const length = headers && headerOf(headers, "content-length");
  if (comment || _file || (Array.isArray(params) && params.length > 0)) return LEFT_OUT;
  if (isPositive(size) || isPositive(bodySize) || isPositive(length)) return LEFT_OUT;
  // Of the size before the coding was undone a recorder often knows nothing.
  const stated = sizeOf(size) ?? sizeOf(bodySize) ?? sizeOf(length);
  const isEmpty = stated === undefined ? text === "" : stated === 0;
  return isEmpty ? "" : LEFT_OUT;
}
