/** Checks a request against the description before any byte of it is sent. */
import {
  bodyFor,
  findOperation,
  type Operation,
  pathParameters,
} from "../description/operations.js";
import { encodeUtf8 } from "../http/utf8.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { judgeContent } from "../judge/judge.js";
import { serializeBody } from "./api.js";
import type { PreparedRequest } from "./call.js";
import { SolvInputError } from "./errors.js";
import { isFraming, joinHeaders, partHeaders } from "./headers.js";
import { notify } from "./hooks.js";
import { ownOf } from "./own.js";
import {
  isSegment,
  refuseUnknown,
  serializePath,
  serializeQuery,
  type Values,
  writeAll,
} from "./parameters.js";
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
  const own = valuesOf(operation, "path", parts.path);
  const query = valuesOf(operation, "query", parts.query);
  const { parameters, more } = partHeaders(operation, [parts.more, parts.headers]);
  refuseUnknown(operation, "path", own);
  const path = serializePath(operation.path, own, operation);
  const search = serializeQuery(operation, query);
  const text = serializeBody(parts.body, operation);
  if (text !== undefined && !operation.requestBody) {
    throw refused(operation, "the operation takes no body.");
  }
  const written = writeAll(operation, "header", parameters);
  const extra = joinHeaders(settings.added, more, written);
  // A caller may name its own program.
  const isMissing = ([name]: HeaderList[number]) => !extra.some(([other]) => other === name);
  const type = text === undefined ? [] : [["content-type", mediaTypeFor(operation)] as const];
  return prepare(
    operation,
    {
      path,
      search,
      headers: [
        ...type,
        ...extra,
        ...(extra.length > 0 ? settings.headers.filter(isMissing) : settings.headers),
      ],
      body: text ?? "",
      values: [...Object.values(own), ...Object.values(query), ...Object.values(parameters)],
    },
    settings,
  );
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
  const { pathname, search } = new URL(url);
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
  const bytes = new Uint8Array(await request.arrayBuffer());
  const credentials = (operation.security[0] ?? []).map(({ header }) => header.toLowerCase());
  const own = [...request.headers]
    .filter(([name]) => !isFraming(name) && !credentials.includes(name))
    .map(([name, value]): HeaderList[number] => [
      name,
      name === "content-type" ? typeFor(operation, value) : value,
    ]);
  const queried = [...new URLSearchParams(search)].map(([, value]) => value);
  return prepare(
    operation,
    {
      path,
      search,
      headers: joinHeaders(settings.added, own, settings.headers),
      body: bytes,
      values: [...Object.values(segments).map(plain), ...queried, ...headerValues(operation, own)],
    },
    settings,
  );
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

/** @throws SolvInputError for what is no object */
function valuesOf(operation: Operation, place: string, given: unknown): Values {
  if (given === undefined || given === null) return {};
  if (typeof given === "object") return ownOf(given) as Values;
  throw refused(operation, `${place} must be an object of parameters.`);
}

/** A segment as it was before it was encoded. */
function plain(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function refused(operation: Operation | undefined, text: string): SolvInputError {
  return new SolvInputError({ operation, text, outcome: "not_applied" });
}

/** A request whose parts are written. */
interface Written {
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  readonly headers: HeaderList;
  /** As bytes, or as the text that they are; empty where there is none. */
  readonly body: Uint8Array | string;
  /** The values of its parameters. */
  readonly values: readonly unknown[];
}

function prepare(
  operation: Operation,
  { path, search, headers, body: written, values }: Written,
  settings: Settings,
): PreparedRequest {
  const query = search.slice(1);
  const { findings, value } = judgeContent(operation, { path, query, headers, body: written });
  if (findings[0]) {
    const text = findings[0].message;
    throw new SolvInputError({ operation, text, findings, outcome: "not_applied" });
  }
  const { content = {} } = operation.requestBody ?? {};
  const described = bodyFor(content, headerOf(headers, "content-type"));
  // Legal, because no object is closed.
  for (const one of described ? unknownNames(operation, described, value) : []) {
    notify(settings.onFinding, one);
  }
  const target = settings.prefix + path + search;
  const bytes = typeof written === "string" ? encodeUtf8(written) : written;
  const body = bytes.length > 0 ? bytes : undefined;
  return { operation, target, headers, body, values: [...values, value] };
}
