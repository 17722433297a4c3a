/** The bundled document with its schemas, examples and YAML lines: for the check, not for the client. */
import locations from "../generated/locations.json" with { type: "json" };
import document from "../generated/openapi.json" with { type: "json" };

/** The part of JSON Schema 2020-12 that the check reads. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

/** Follows a local JSON pointer (`#/…`, RFC 6901), and any `$ref` on the way. */
export function nodeAt(pointer: string): unknown {
  let node: unknown = document;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
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
  return typeof target === "string" ? nodeAt(target) : node;
}
