/** A request before it is written: open to change by a probe, and printable without its secrets. */
import type { Validator } from "../../generated/validators.js";
import { examplesAt, type Schema, schemaAt, wholeSchema } from "../description/document.js";
import { description, type Operation, operations } from "../description/operations.js";
import { contentPointer, escapeStep } from "../description/pointer.js";
import type { WireRequest } from "../http/wire.js";
import type { BookingTarget } from "../solv/booking.js";
import { SCOPES, SLOTS, type Slot, type SlotName } from "../solv/profile.js";
import { pathFor, queryOf, requiredParameters } from "./parameters.js";
import { candidatesOf, keepsFormats } from "./schema-values.js";

/** What a request is filled with, by slot; for a printed request, the names of shell variables. */
export type RequestValues = Readonly<Record<SlotName, string>>;

const slots = Object.entries<Slot>(SLOTS) as (readonly [SlotName, Slot])[];

/** A value for every slot. */
export function fill(value: (slot: Slot, name: SlotName) => string): RequestValues {
  const filled = slots.map(([name, slot]) => [name, value(slot, name)] as const);
  return Object.fromEntries(filled) as Record<SlotName, string>;
}

/** What the request to a given booking is filled with. */
export function valuesFor(
  values: RequestValues,
  target: Omit<BookingTarget, "expect">,
): RequestValues {
  const own: Readonly<Record<string, string>> = { ...target };
  return fill(({ booking }, name) => own[booking ?? ""] ?? values[name]);
}

/** A request whose parts are still apart. */
export interface RequestDraft {
  readonly method: string;
  /** Percent-encoded, without query. */
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /**
   * An object is sent as JSON, a string as it is, `undefined` not at all. In a string a lone surrogate of
   * U+DC80 to U+DCFF stands for the byte of its last two digits, as in Python's `surrogateescape`.
   */
  readonly body: Readonly<Record<string, unknown>> | string | undefined;
  /** Sent a second time on the same connection; the second answer counts. */
  readonly isSentTwice?: boolean;
}

/** Shell variables stand where a value must not be printed. */
export const SHELL_VARIABLES: RequestValues = fill(({ shell }) => `__${shell}__`);

const PRINTED: ReadonlySet<unknown> = new Set(Object.values(SHELL_VARIABLES));

/** Nothing was given: a request is filled with what is documented. */
export const NO_VALUES: RequestValues = fill(() => "");

type DescribedRequest = NonNullable<Operation["requestBody"]>;

/** What is described of a request body. */
export interface RequestBody {
  readonly mediaType: string;
  readonly schema: Schema;
  /** The documented examples, in the order of the description. */
  readonly examples: readonly unknown[];
  readonly validate: Validator;
  /** What a plain request says where no real value is given. */
  readonly plain: unknown;
}

/** An operation's request body; `undefined` when it has none. */
export function requestBodyOf({ requestBody }: Operation): RequestBody | undefined {
  if (!requestBody) return undefined;
  // A check makes hundreds of drafts of one operation.
  if (!bodies.has(requestBody)) bodies.set(requestBody, described(requestBody));
  return bodies.get(requestBody);
}

const bodies = new WeakMap<DescribedRequest, RequestBody | undefined>();

function described(requestBody: DescribedRequest): RequestBody | undefined {
  const [entry] = Object.entries(requestBody.content);
  if (!entry) return undefined;
  const [mediaType, { schema: pointer, validate }] = entry;
  const examples = [...examplesAt(contentPointer(requestBody.source, mediaType)).values()];
  const schema = sendable(wholeSchema(schemaAt(pointer)));
  // The required properties, or, where these are not enough (it is a list, or one alternative has to be
  // chosen), the documented example, which was linted against the schema.
  const required = exampleBody({ schema, examples, validate }, NO_VALUES, schema.required ?? []);
  const plain =
    [required, ...examples, ...candidatesOf(schema)].find((value) => validate(value)) ?? required;
  return { mediaType, schema, examples, validate, plain };
}

/** A schema without the properties that only an answer has (JSON Schema 2020-12 §9.4). */
function sendable(schema: Schema): Schema {
  const { properties = {}, required = [] } = schema;
  const isSent = (name: string) => wholeSchema(properties[name] ?? {}).readOnly !== true;
  const sent = Object.entries(properties).filter(([name]) => isSent(name));
  if (sent.length === Object.keys(properties).length) return schema;
  return { ...schema, properties: Object.fromEntries(sent), required: required.filter(isSent) };
}

/** The plain valid request for an operation: every credential, and the required properties only. */
export function plainDraft(operation: Operation, values: RequestValues): RequestDraft {
  const body = requestBodyOf(operation);
  const headers: [string, string][] = [["Accept", "application/json"]];
  for (const { type, header, scheme } of operation.security[0] ?? []) {
    const [own = ""] = slots.flatMap(([name, { credential }]) =>
      credential === type ? [values[name]] : [],
    );
    // RFC 9110 §11.1: the scheme is a word of its own, written with a capital by custom.
    const word = scheme && scheme.charAt(0).toUpperCase() + scheme.slice(1);
    headers.push([header, word ? `${word} ${own}` : own]);
  }
  if (body) headers.push(["Content-Type", body.mediaType]);
  headers.push(...requiredParameters(operation, "header"));
  return {
    method: operation.method,
    path: pathFor(operation, values.id, PRINTED.has(values.id)),
    query: queryOf(requiredParameters(operation, "query")),
    headers,
    body: body && plainBody(body, values),
  };
}

function plainBody(body: RequestBody, values: RequestValues): RequestDraft["body"] {
  const { plain: base, validate } = body;
  if (typeof base !== "object" || base === null || Array.isArray(base)) return JSON.stringify(base);
  let plain = { ...base } as Record<string, unknown>;
  for (const [name, value] of Object.entries(realValues(values))) {
    if (!Object.hasOwn(plain, name) || value === "") continue;
    const next = { ...plain, [name]: value };
    // An invented id need not look like a real one. What is printed stands for a real one.
    if (PRINTED.has(value) || validate(next)) plain = next;
  }
  return plain;
}

/** An operation's path with every parameter replaced by one percent-encoded segment. */
export function fillPath(operation: Operation, segment: string): string {
  return operation.path.replace(/\{[^}]*\}/g, () => segment);
}

/**
 * A body with the named properties: real values where there are some, documented ones elsewhere, and
 * invented ones where nothing is documented. What has no allowed value is left out.
 */
export function exampleBody(
  { schema, examples, validate }: Pick<RequestBody, "schema" | "examples" | "validate">,
  values: RequestValues,
  names: readonly string[],
): Record<string, unknown> {
  const real = realValues(values);
  const shown = examples.filter((example) => typeof example === "object" && example !== null);
  const documented: Record<string, unknown> = Object.assign({}, ...shown);
  const members = names.flatMap((name) => {
    const property = schema.properties?.[name] ?? {};
    const { examples: own = [] } = wholeSchema(property);
    const shownOf = Object.hasOwn(documented, name) ? [documented[name]] : [];
    const pointer = `/${escapeStep(name)}`;
    const given = real[name] ? [real[name]] : [];
    const value = [...given, ...own, ...shownOf, ...candidatesOf(property)].find((value) => {
      // What is printed stands for a real one; an invented id need not look like one.
      if (PRINTED.has(value)) return true;
      const isValid = validate({ [name]: value });
      const faults = isValid ? [] : (validate.errors ?? []);
      const isFault = faults.some((fault) => `${fault.pointer}/`.startsWith(`${pointer}/`));
      return !isFault && keepsFormats(property, value);
    });
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

const scopes = Object.values<Operation>(operations).flatMap(({ security }) =>
  security.flat().flatMap((credential) => credential.scopes),
);
const ALL_SCOPES = [...new Set(scopes)].join(",");

/** The members of a body that have a value of their own. */
function realValues(values: RequestValues): Record<string, string> {
  const given = members.map(([member, name]) => [member, values[name]]);
  return { ...Object.fromEntries(given), [SCOPES]: ALL_SCOPES };
}

const members = slots.flatMap(([name, { member }]) => (member ? [[member, name] as const] : []));

// RFC 9110 §5.5: a header holds visible ASCII; a title may be in any script.
const USER_AGENT = `solv-contract (${description.title.replace(/[^\x20-\x7e]+/g, "?")})`;

/** The request as it is written. `basePath` is the path of the base URL, without a slash at its end. */
export function toWire(draft: RequestDraft, origin: string, basePath: string): WireRequest {
  const { body } = draft;
  const text = typeof body === "object" ? JSON.stringify(body) : body;
  return {
    method: draft.method,
    origin,
    target: `${basePath}${draft.path}${draft.query}`,
    headers: [["User-Agent", USER_AGENT], ...draft.headers],
    ...(text === undefined ? {} : { body: bytesOf(text) }),
  };
}

/** A lone surrogate that stands for a byte; see `RequestDraft`. */
export const ESCAPED_BYTE = /([\udc80-\udcff])/u;

function bytesOf(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (!ESCAPED_BYTE.test(text)) return encoder.encode(text);
  const parts = text
    .split(ESCAPED_BYTE)
    .map((part) =>
      ESCAPED_BYTE.test(part) ? Uint8Array.of(part.charCodeAt(0) & 0xff) : encoder.encode(part),
    );
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
