/** A request before it is written: open to change by a probe, and printable without its secrets. */
import type { AccessTokenRequest, CancelExternalBookingRequest } from "../../generated/schema.js";
import { description, type Operation, operations } from "../description.js";
import { examplesAt, resolveSchema, type Schema, schemaAt } from "../document.js";
import type { WireRequest } from "../wire.js";

/** What a request is filled with; for a printed request, the names of shell variables. */
export interface Values {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessToken: string;
  readonly unscopedAccessToken: string;
  readonly expiredAccessToken: string;
  readonly externalBookingId: string;
  readonly externalLocationId: string;
  readonly serviceId: string;
}

/** A request whose parts are still apart. */
export interface Draft {
  readonly method: string;
  /** Percent-encoded, without query. */
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** An object is sent as JSON, a string as it is, `undefined` not at all. */
  readonly body: Readonly<Record<string, unknown>> | string | undefined;
}

/** Shell variables stand where a value must not be printed. */
export const PRINTABLE: Values = {
  clientId: "__SOLV_CLIENT_ID__",
  clientSecret: "__SOLV_CLIENT_SECRET__",
  accessToken: "__SOLV_ACCESS_TOKEN__",
  unscopedAccessToken: "__SOLV_UNSCOPED_ACCESS_TOKEN__",
  expiredAccessToken: "__SOLV_EXPIRED_ACCESS_TOKEN__",
  externalBookingId: "__EXTERNAL_BOOKING_ID__",
  externalLocationId: "__EXTERNAL_LOCATION_ID__",
  serviceId: "__SERVICE_ID__",
};

/** The media type and the schema of an operation's request body; `undefined` when it has none. */
export function requestBodyOf(
  operation: Operation,
): { mediaType: string; schema: Schema } | undefined {
  const [entry] = Object.entries(operation.requestBody?.content ?? {});
  return entry && { mediaType: entry[0], schema: schemaAt(entry[1].schema) };
}

/** The plain valid request for an operation: every credential, and the required properties only. */
export function plainDraft(operation: Operation, values: Values): Draft {
  const body = requestBodyOf(operation);
  const headers: [string, string][] = [["Accept", "application/json"]];
  for (const { header, scheme } of operation.security[0] ?? []) {
    // RFC 9110 §11.1: the scheme is a word of its own, written with a capital by custom.
    const word = scheme && scheme.charAt(0).toUpperCase() + scheme.slice(1);
    headers.push([header, word ? `${word} ${values.accessToken}` : values.clientId]);
  }
  if (body) headers.push(["Content-Type", body.mediaType]);
  headers.push(...requiredParameters(operation, "header"));
  const query = requiredParameters(operation, "query").map((pair) =>
    pair.map(encodeURIComponent).join("="),
  );
  return {
    method: operation.method,
    path: fillPath(operation, encodeURIComponent(values.externalBookingId)),
    query: query.length > 0 ? `?${query.join("&")}` : "",
    headers,
    body: body && exampleBody(body.schema, values, body.schema.required ?? []),
  };
}

// The documented example, or a value of the kind. There are several ways to write a list or an object.
function requiredParameters({ parameters }: Operation, place: string): [string, string][] {
  return parameters.flatMap(({ name, in: where, required, type, source }): [string, string][] => {
    if (!required || where !== place) return [];
    const [documented = SAMPLES[String(type)]] = examplesAt(source).values();
    return documented === undefined || typeof documented === "object"
      ? []
      : [[name, String(documented)]];
  });
}

/** An operation's path with every parameter replaced by one percent-encoded segment. */
export function fillPath(operation: Operation, segment: string): string {
  return operation.path.replace(/\{[^}]*\}/g, () => segment);
}

/** A valid body with the named properties; real values where there are some, examples elsewhere. */
export function exampleBody(
  schema: Schema,
  values: Values,
  names: readonly string[],
): Record<string, unknown> {
  const known: Record<string, unknown> = {
    ...({
      external_location_id: values.externalLocationId,
      service_id: values.serviceId,
    } satisfies Partial<CancelExternalBookingRequest>),
    ...({
      client_id: values.clientId,
      client_secret: values.clientSecret,
      scope: [...new Set(allScopes())].join(","),
    } satisfies Partial<AccessTokenRequest>),
  };
  return Object.fromEntries(
    names.map((name) => {
      const property = resolveSchema(schema.properties?.[name] ?? {});
      return [name, known[name] ?? property.examples?.[0] ?? SAMPLES[typesOf(property)[0] ?? ""]];
    }),
  );
}

/** One value of each JSON kind. */
export const SAMPLES: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  integer: 7,
  string: "text",
  array: [],
  object: {},
};

/** The kinds that a schema allows. */
export function typesOf(schema: Schema): readonly string[] {
  const { type } = schema;
  if (type === undefined) return [];
  return typeof type === "string" ? [type] : type;
}

/** The request as it is written. `basePath` is the path of the base URL, without a slash at its end. */
export function toWire(draft: Draft, origin: string, basePath: string): WireRequest {
  const { body } = draft;
  const text = typeof body === "object" ? JSON.stringify(body) : body;
  return {
    method: draft.method,
    origin,
    target: `${basePath}${draft.path}${draft.query}`,
    headers: [["User-Agent", `solv-contract (${description.title})`], ...draft.headers],
    ...(text === undefined ? {} : { body: new TextEncoder().encode(text) }),
  };
}

/** A shell line that sends the same request; made from a draft that was filled with `PRINTABLE`. */
export function toCurl(draft: Draft): string {
  const { body } = draft;
  const text = typeof body === "object" ? JSON.stringify(body) : body;
  const parts = [
    `curl --path-as-is -X ${draft.method} ${quote(`__SOLV_BASE_URL__${draft.path}${draft.query}`)}`,
    ...draft.headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(text === undefined ? [] : [`--data-binary ${quote(text)}`]),
  ];
  return parts.join(" ");
}

function allScopes(): string[] {
  return Object.values<Operation>(operations).flatMap(({ security }) =>
    security.flat().flatMap(({ scopes }) => scopes),
  );
}

// Double quotes, so that the variables are filled in; long runs are made by the shell.
function quote(text: string): string {
  const escaped = text
    .replace(/[\\"$`]/g, "\\$&")
    .replace(/__([A-Z_]+?)__/g, "$$$1")
    .replace(/(.)\1{99,}/g, (run, character: string) => {
      return `$(head -c ${run.length} /dev/zero | tr '\\0' ${character})`;
    });
  return `"${escaped}"`;
}
