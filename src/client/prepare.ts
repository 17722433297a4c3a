/** Checks a request against the description before any byte of it is sent. */
import { bodyFor, findOperation, type Operation, pathParameters } from "../description.js";
import { parseJsonBody } from "../judge/body.js";
import { finding } from "../judge/finding.js";
import { judgeRequest } from "../judge/judge.js";
import { type HeaderList, headerOf } from "../wire.js";
import type { BuiltRequest } from "./api.js";
import type { PreparedRequest } from "./call.js";
import { SolvInputError } from "./errors.js";
import { notify } from "./hooks.js";
import type { Settings } from "./options.js";

const encoder = new TextEncoder();

/**
 * A request that openapi-fetch built for us.
 *
 * @throws SolvInputError
 */
export function prepareBuilt(
  operation: Operation,
  { url, headers, body }: BuiltRequest,
  settings: Settings,
): PreparedRequest {
  const bytes = body === undefined ? undefined : encoder.encode(body);
  return prepare(operation, url, [...headers], bytes, settings);
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
  const base = settings.origin + settings.prefix;
  const { url, method } = request;
  const path = url.startsWith(`${base}/`) ? pathOf(url.slice(base.length)) : "";
  const operation = findOperation(method, path);
  const values = Object.entries(operation ? (pathParameters(operation, path) ?? {}) : {});
  // openapi-fetch leaves the template's own text where a parameter was not given.
  if (!operation || values.some(([name, value]) => value === encodeURIComponent(`{${name}}`))) {
    const text = operation
      ? "a path parameter was not given."
      : "The description has no operation for this method and path.";
    throw new SolvInputError({ operation, text, outcome: "not_applied" });
  }
  const bytes = new Uint8Array(await request.arrayBuffer());
  const body = bytes.length > 0 ? bytes : undefined;
  return prepare(operation, url, [...request.headers], body, settings);
}

function prepare(
  operation: Operation,
  url: string,
  given: HeaderList,
  body: Uint8Array | undefined,
  settings: Settings,
): PreparedRequest {
  const { method, security } = operation;
  const target = url.slice(settings.origin.length);
  const path = pathOf(target.slice(settings.prefix.length));
  // Their values follow with each attempt; that they are there is all the judge asks for.
  const credentials = (security[0] ?? []).map(({ header, scheme }): [string, string] => [
    header,
    `${scheme ?? ""} `,
  ]);
  const own = [...settings.headers, ...credentials].map(([name]) => name);
  const headers = [
    ...given.filter(([name]) => !own.includes(name.toLowerCase())),
    ...settings.headers,
  ];
  const sent = { method, path, headers: [...headers, ...credentials], ...(body && { body }) };
  const findings = judgeRequest(operation, sent);
  if (findings[0]) {
    const text = findings[0].message;
    throw new SolvInputError({ operation, text, findings, outcome: "not_applied" });
  }
  if (settings.onFinding && body) reportUnknown(operation, headers, body, settings);
  return { operation, target, headers, body };
}

function pathOf(target: string): string {
  return target.split(/[?#]/)[0] ?? "";
}

/** Legal, because no object is closed, but probably a mistake: properties that are not described. */
function reportUnknown(
  { id: operationId, requestBody }: Operation,
  headers: HeaderList,
  body: Uint8Array,
  { onFinding }: Settings,
): void {
  const described = requestBody && bodyFor(requestBody.content, headerOf(headers, "content-type"));
  const parsed = parseJsonBody(body);
  if (!described || !parsed.ok) return;
  const { properties = [], schema: source } = described;
  const unknown = Object.keys(parsed.value as object).filter((name) => !properties.includes(name));
  if (unknown.length === 0) return;
  notify(
    onFinding,
    finding({
      ...{ severity: "warning", check: "undocumented_property", operationId, pointer: "", source },
      ...{ line: requestBody.line, documented: `only ${properties.join(", ")}` },
      received: `${unknown.length} more`,
    }),
  );
}
