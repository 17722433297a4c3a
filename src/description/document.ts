/** The bundled document with its schemas, examples and YAML lines: for the check, not for the client. */
import locations from "../../generated/locations.json" with { type: "json" };
import document from "../../generated/openapi.json" with { type: "json" };
import { stepsOf } from "./pointer.js";

/** The part of JSON Schema 2020-12 that the check reads. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** A schema, or `true`, documents properties without naming them. */
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly readOnly?: boolean;
}

/** Follows a local JSON pointer (`#/…`, RFC 6901), and any `$ref` on the way. */
export function nodeAt(pointer: string): unknown {
  let node: unknown = document;
  for (const name of stepsOf(pointer)) {
    node = resolve((node as Record<string, unknown> | undefined)?.[name]);
  }
  return node;
}

/** The schema at a pointer, with its own `$ref` followed; an empty one when there is none. */
export function schemaAt(pointer: string): Schema {
  return (nodeAt(pointer) ?? {}) as Schema;
}

/** A schema with its `$ref` followed. */
export function resolveSchema(schema: Schema): Schema {
  return resolve(schema) as Schema;
}

/** A schema with what its `allOf` says, and what stands beside its `$ref`; a keyword that is said twice counts once. */
export function mergedSchema({ $ref, ...beside }: Schema): Schema {
  const { allOf = [], ...own } = $ref === undefined ? beside : resolveSchema({ $ref });
  const parts = $ref === undefined ? allOf : [...allOf, beside];
  return Object.assign({}, ...parts.map(mergedSchema), own);
}

/** A schema with its `$ref` followed, and with the properties that its parts and alternatives list. */
export function wholeSchema(schema: Schema): Schema {
  const resolved = resolveSchema(schema);
  const { allOf = [], anyOf = [], oneOf = [] } = resolved;
  if (allOf.length + anyOf.length + oneOf.length === 0) return resolved;
  const known = wholes.get(resolved);
  if (known) return known;
  // Noted before the branches are followed, for one of them may lead back here.
  wholes.set(resolved, resolved);
  const parts = [...allOf.map(wholeSchema), resolved];
  const branches = [...[...anyOf, ...oneOf].map(wholeSchema), ...parts];
  const properties = Object.assign({}, ...branches.map((branch) => branch.properties));
  const required = parts.flatMap((part) => part.required ?? []);
  const whole = {
    ...resolved,
    ...(Object.keys(properties).length > 0 && { properties }),
    required: [...new Set(required)],
  };
  wholes.set(resolved, whole);
  return whole;
}

const wholes = new WeakMap<Schema, Schema>();

/** The named examples of a media type, in the order of the description. */
export function examplesAt(mediaTypePointer: string): ReadonlyMap<string, unknown> {
  const { examples = {} } = (nodeAt(mediaTypePointer) ?? {}) as {
    examples?: Record<string, unknown>;
  };
  return new Map(
    Object.entries(examples).map(([name, example]) => [
      name,
      (resolve(example) as { value?: unknown }).value,
    ]),
  );
}

/** The values that a parameter or a header is shown with: its named examples, or the one that has no name. */
export function valuesShownAt(pointer: string): unknown[] {
  const { example } = (nodeAt(pointer) ?? {}) as { readonly example?: unknown };
  const named = [...examplesAt(pointer).values()];
  return example === undefined ? named : [...named, example];
}

/** A line of the YAML, or a line and what stands below it, by the steps of a pointer. */
type LineTree = number | readonly [line: number, below: Readonly<Record<string, LineTree>>];

/** The YAML line of a pointer, or of the nearest node above it. */
export function lineOf(pointer: string): number {
  let node = locations.lines as unknown as LineTree;
  for (const step of pointer.split("/").slice(1)) {
    if (typeof node === "number" || !Object.hasOwn(node[1], step)) break;
    node = node[1][step] ?? node;
  }
  return typeof node === "number" ? node : node[0];
}

function resolve(node: unknown): unknown {
  const target = (node as { $ref?: unknown } | undefined)?.$ref;
  // RFC 6901 §6: in a URI the pointer is percent-encoded.
  return typeof target === "string" ? nodeAt(decodeURIComponent(target)) : node;
}
