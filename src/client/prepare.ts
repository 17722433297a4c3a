/** Checks a request against the description before any byte of it is sent. */
import {
  bodyFor,
  findOperation,
  type Operation,
  pathParameters,
} from "../description/operations.js";
import { encodeUtf8 } from "../http/utf8.js";
import type { HeaderList } from "../http/wire.js";
import { judgeContent } from "../judge/judge.js";
import { serializeBody } from "./api.js";
import type { PreparedRequest } from "./call.js";
import { isFraming, joinHeaders, partHeaders } from "./headers.js";
import { notify } from "./hooks.js";
import { refused } from "./mistakes.js";
import { ownOf } from "./own.js";
import { isSegment, serializePath, serializeQuery, valuesOf, writeAll } from "./parameters.js";
import type { Settings } from "./settings.js";
import { unknownNames } from "./unknown-names.js";

/** The parameters and the body of a call, not yet checked. */
export interface CallParts {
  readonly path?: unknown;
  readonly query?: unknown;
  /** Header parameters, and other headers. */
  readonly headers?: unknown;
  /** The option `headers` of the call; those above go before it. */
  readonly more?: unknown;
  readonly body?: unknown;
}

/**
 * A request with a JSON body, made from its parts.
 *
 * @throws SolvInputError or, for a header that is no parameter, SolvConfigurationError
 */
export function prepareCall(
  operation: Operation,
  given: CallParts,
  settings: Settings,
): PreparedRequest {
  const parts = ownOf(given);
  const segments = valuesOf(operation, "path", parts.path);
  const query = valuesOf(operation, "query", parts.query);
  const { parameters, more } = partHeaders(operation, [parts.more, parts.headers]);
  const body = serializeBody(parts.body, operation);
  if (body !== undefined && !operation.requestBody) {
    throw refused(operation, "the operation takes no body.");
  }
  const type: HeaderList =
    body === undefined ? [] : [["content-type", mediaTypeFor(operation)] as const];
  const added = [...settings.added, ...more, ...writeAll(operation, "header", parameters)];
  const extra = added.length > 1 ? joinHeaders(added) : added;
  // A caller may name its own program.
  const isMissing = ([name]: HeaderList[number]) => !extra.some(([other]) => other === name);
  const written = {
    path: serializePath(operation.path, segments, operation),
    query: serializeQuery(operation, query),
    headers: [...type, ...extra, ...settings.headers.filter(isMissing)],
    body: body ?? "",
    values: [...Object.values(segments), ...Object.values(query), ...Object.values(parameters)],
  };
  return prepare(operation, written, settings);
}

/**
 * A request that came through `client.api`, whose caller may have got around the types.
 *
 * @throws SolvInputError
 */
export async function prepareRequest(
  request: Request,
  settings: Settings,
): Promise<PreparedRequest> {
  const { origin, prefix } = settings;
  const { url, method } = request;
  // Without the fragment, which is never sent.
  const { pathname, search, searchParams } = new URL(url);
  const path = pathname.slice(prefix.length);
  const operation = url.startsWith(`${origin}${prefix}/`) ? findOperation(method, path) : undefined;
  if (!operation) {
    throw refused(undefined, "The description has no operation for this method and path.");
  }
  const segments = pathParameters(operation, path) ?? {};
  for (const [name, value] of Object.entries(segments)) {
    // openapi-fetch leaves the template's own text where a parameter was not given, and a serializer
    // of the caller's may have written anything.
    const isGiven = value !== encodeURIComponent(`{${name}}`) && isSegment(value);
    if (!isGiven) serializePath(`{${name}}`, {}, operation);
  }
  const body = new Uint8Array(await request.arrayBuffer());
  const credentials = (operation.security[0] ?? []).map(({ header }) => header.toLowerCase());
  const own = [...request.headers]
    .filter(([name]) => !isFraming(name) && !credentials.includes(name))
    .map(([name, value]): HeaderList[number] => [
      name,
      name === "content-type" ? typeFor(operation, value) : value,
    ]);
  const written = {
    path,
    query: search.slice(1),
    headers: joinHeaders(settings.added, own, settings.headers),
    body,
    values: [
      ...Object.values(segments).map(plain),
      ...searchParams.values(),
      ...headerValues(operation, own),
    ],
  };
  return prepare(operation, written, settings);
}

/** openapi-fetch writes JSON's plain media type, whatever the description has. */
function typeFor(operation: Operation, written: string): string {
  return written === JSON_TYPE ? mediaTypeFor(operation) : written;
}

const JSON_TYPE = "application/json";

/** The media type of a request's body: JSON's own where it is described, else the first that is. */
function mediaTypeFor({ requestBody }: Operation): string {
  const content = requestBody?.content ?? {};
  const [first = JSON_TYPE] = Object.keys(content);
  return bodyFor(content, JSON_TYPE) ? JSON_TYPE : first;
}

function headerValues({ parameters }: Operation, headers: HeaderList): string[] {
  const names = parameters.filter((each) => each.in === "header").map(({ name }) => name);
  return headers
    .filter(([header]) => names.some((name) => name.toLowerCase() === header))
    .map(([, value]) => value);
}

/** A segment as it was before it was encoded. */
function plain(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A request whose parts are written; its query without the question mark, its body empty where there is none. */
interface Written {
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | string;
  /** The values of its parameters. */
  readonly values: readonly unknown[];
}

function prepare(operation: Operation, written: Written, settings: Settings): PreparedRequest {
  const { path, query, headers, body, values } = written;
  const { findings, value, described } = judgeContent(operation, written);
  if (findings[0]) throw refused(operation, findings[0].message, findings);
  // Legal, because no object is closed, but probably a mistake.
  for (const remark of described ? unknownNames(operation, described, value) : []) {
    notify(settings.onFinding, remark);
  }
  const bytes = typeof body === "string" ? encodeUtf8(body) : body;
  return {
    operation,
    target: settings.prefix + path + (query && `?${query}`),
    headers,
    body: bytes.length > 0 ? bytes : undefined,
    values: [...values, value],
  };
}
