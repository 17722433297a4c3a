/** Checks a request against the description before any byte of it is sent. */
import {
  bodyFor,
  findOperation,
  type Operation,
  pathParameters,
} from "../description/operations.js";
import { encodeUtf8 } from "../http/utf8.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { finding } from "../judge/finding.js";
import { judgeContent } from "../judge/judge.js";
import { serializeBody, serializePath } from "./api.js";
import type { PreparedRequest } from "./call.js";
import { SolvInputError } from "./errors.js";
import { notify } from "./hooks.js";
import type { Settings } from "./options.js";

/** The parameters and the body of a call, not yet checked. */
export interface CallInput {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

// They are the connection's: with a wrong length, say, the rest of the body would be the next request.
const FRAMING =
  /^(host|content-length|transfer-encoding|connection|keep-alive|expect|te|trailer|upgrade)$/;

/**
 * A request with a JSON body, made from its parts.
 *
 * @throws SolvInputError
 */
export function prepareCall(
  operation: Operation,
  { path = {}, body }: CallInput,
  settings: Settings,
): PreparedRequest {
  const target = settings.prefix + serializePath(operation.path, path, operation);
  const bytes = encodeUtf8(serializeBody(body, operation) ?? "");
  const headers = [["content-type", "application/json"]] as const;
  return prepare(operation, target, Object.values(path), headers, bytes, settings);
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
  const { url, method, headers } = request;
  // Without the fragment, which is never sent.
  const { pathname, search } = new URL(url);
  const path = pathname.slice(prefix.length);
  const operation = url.startsWith(`${origin}${prefix}/`) ? findOperation(method, path) : undefined;
  if (!operation) {
    const text = "The description has no operation for this method and path.";
    throw new SolvInputError({ text, outcome: "not_applied" });
  }
  const values = pathParameters(operation, path) ?? {};
  for (const [name, value] of Object.entries(values)) {
    // openapi-fetch leaves the template's own text where a parameter was not given, and a serializer
    // of the caller's may have written anything.
    const given = value === encodeURIComponent(`{${name}}`) ? "" : value;
    serializePath(`{${name}}`, { [name]: given }, operation);
  }
  const body = new Uint8Array(await request.arrayBuffer());
  const own = [...headers].filter(([name]) => !FRAMING.test(name));
  return prepare(
    operation,
    pathname + search,
    Object.values(values).map(plain),
    own,
    body,
    settings,
  );
}

/** A segment as it was before it was encoded. */
function plain(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function prepare(
  operation: Operation,
  target: string,
  ids: readonly unknown[],
  given: HeaderList,
  bytes: Uint8Array,
  settings: Settings,
): PreparedRequest {
  const body = bytes.length > 0 ? bytes : undefined;
  const own = [
    ...settings.headers.map(([name]) => name),
    ...(operation.security[0] ?? []).map(({ header }) => header.toLowerCase()),
  ];
  const headers = [
    ...given.filter(([name]) => !own.includes(name.toLowerCase())),
    ...settings.headers,
  ];
  const { findings, value } = judgeContent(operation, { headers, body });
  if (findings[0]) {
    const text = findings[0].message;
    throw new SolvInputError({ operation, text, findings, outcome: "not_applied" });
  }
  reportUnknown(operation, headers, value, settings.onFinding);
  return { operation, target, headers, body, values: [...ids, value] };
}

/** Legal, because no object is closed, but probably a mistake: properties that are not described. */
function reportUnknown(
  { id: operationId, requestBody }: Operation,
  headers: HeaderList,
  value: unknown,
  onFinding: Settings["onFinding"],
): void {
  if (!requestBody) return;
  const described = bodyFor(requestBody.content, headerOf(headers, "content-type"));
  if (!described?.properties?.length) return;
  const { properties, schema: source } = described;
  const unknown = Object.keys(value ?? {}).filter((name) => !properties.includes(name));
  if (unknown.length === 0) return;
  notify(
    onFinding,
    finding({
      severity: "warning",
      check: "undocumented_property",
      operationId,
      pointer: "",
      source,
      line: requestBody.line,
      documented: `only ${properties.join(", ")}`,
      received: `${unknown.length} more`,
    }),
  );
}
