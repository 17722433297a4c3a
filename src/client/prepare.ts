/** Checks a request against the description before any byte of it is sent. */
import { bodyFor, findOperation, type Operation, pathParameters } from "../description.js";
import { parseJsonBody } from "../judge/body.js";
import { finding } from "../judge/finding.js";
import { judgeRequest } from "../judge/judge.js";
import { VERSION } from "../version.js";
import { type HeaderList, headerOf } from "../wire.js";
import type { BuiltRequest } from "./api.js";
import type { PreparedRequest } from "./call.js";
import { SolvInputError } from "./errors.js";
import { notify } from "./hooks.js";
import { isBrowser, type Settings } from "./options.js";

/** @throws SolvInputError */
export function prepareBuilt(
  operation: Operation,
  { url, headers, body }: BuiltRequest,
  settings: Settings,
): PreparedRequest {
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
  return prepare(operation, url, [...headers], bytes, settings);
}

/** @throws SolvInputError */
export async function prepareRequest(
  request: Request,
  settings: Settings,
): Promise<PreparedRequest> {
  const { origin, prefix } = settings;
  const { url, method } = request;
  const [path = ""] = url.slice(origin.length + prefix.length).split(/[?#]/);
  const operation = url.startsWith(`${origin}${prefix}/`) ? findOperation(method, path) : undefined;
  if (!operation) {
    const text = "The description has no operation for this method and path.";
    throw new SolvInputError({ text, outcome: "not_applied" });
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
  const target = url.slice(settings.origin.length);
  const [path = ""] = target.slice(settings.prefix.length).split("?");
  const credentials = operation.security[0] ?? [];
  const own = ["accept", "user-agent", ...credentials.map(({ header }) => header)];
  const headers: [string, string][] = [
    ...given
      .filter(([name]) => !own.includes(name.toLowerCase()))
      .map(([name, value]): [string, string] => [name, value]),
    ["accept", mediaTypesOf(operation)],
    // A page may not set it, and asking for it would need the server's consent (CORS).
    ...(isBrowser()
      ? []
      : [["user-agent", `solv-external-bookings/${VERSION}`] as [string, string]]),
  ];
  const complete = [
    ...headers,
    ...credentials.map(({ header, scheme }): [string, string] => [header, `${scheme ?? ""} `]),
  ];
  const { method } = operation;
  const findings = judgeRequest(operation, {
    method,
    path,
    headers: complete,
    ...(body && { body }),
  });
  const unfilled = Object.entries(pathParameters(operation, path) ?? {}).find(
    ([name, value]) => value === encodeURIComponent(`{${name}}`),
  );
  if (findings[0] || unfilled) {
    const text = findings[0]?.message ?? `${unfilled?.[0]} was not given.`;
    throw new SolvInputError({ operation, text, findings, outcome: "not_applied" });
  }
  if (settings.onFinding) reportUnknown(operation, headers, body, settings);
  return { operation, target, headers, body };
}

/** Legal, because no object is closed, but probably a mistake: properties that are not described. */
function reportUnknown(
  { id: operationId, requestBody }: Operation,
  headers: HeaderList,
  body: Uint8Array | undefined,
  { onFinding }: Settings,
): void {
  const described = requestBody && bodyFor(requestBody.content, headerOf(headers, "content-type"));
  const parsed = body && parseJsonBody(body);
  if (!described || !parsed?.ok) return;
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

function mediaTypesOf(operation: Operation): string {
  const types = Object.values(operation.responses).flatMap(({ content }) => Object.keys(content));
  return [...new Set(types)].join(", ");
}
