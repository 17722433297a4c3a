/** Tells the JSON kinds that a schema allows: of a text in a URL or a header, they say what it stands for. */
import { dereference, type OpenApiDocument } from "./document.js";

const ALL = ["string", "integer", "number", "boolean", "array", "object", "null"] as const;

/** The keywords that decide on a kind. */
interface Kinded {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly allOf?: readonly object[];
  readonly anyOf?: readonly object[];
  readonly oneOf?: readonly object[];
  readonly items?: object;
}

/** The kinds of a schema; empty where it allows any. `null` is none: no text stands for it. */
export function kindsOf(document: OpenApiDocument, schema: object): string[] {
  const kinds = allowed(document, schema, []);
  return kinds.length === ALL.length ? [] : kinds.filter((kind) => kind !== "null");
}

/** Whether no text in a URL or a header stands for a value of the schema. */
export function neverFits(document: OpenApiDocument, schema: object): boolean {
  return allowed(document, schema, []).every((kind) => kind === "null");
}

/** The schema of a list's items, wherever the schema names it; `undefined` where it names none. */
export function itemsOf(document: OpenApiDocument, schema: object): object | undefined {
  return partsOf(document, schema, []).find(({ items }) => items !== undefined)?.items;
}

function allowed(document: OpenApiDocument, schema: object, above: readonly object[]): string[] {
  if (above.includes(schema)) return [...ALL];
  const { $ref, type, enum: listed, const: only, allOf = [], anyOf, oneOf }: Kinded = schema;
  const below = (part: object) => allowed(document, part, [...above, schema]);
  const limits = allOf.map(below);
  if ($ref !== undefined) limits.push(below(dereference<object>(document, { $ref })));
  if (type !== undefined) limits.push(typeof type === "string" ? [type] : [...type]);
  if (only !== undefined) limits.push([kindOf(only)]);
  if (listed) limits.push(listed.map(kindOf));
  for (const branches of [anyOf, oneOf]) if (branches) limits.push(branches.flatMap(below));
  return ALL.filter((kind) =>
    limits.every(
      (kinds) => kinds.includes(kind) || (kind === "integer" && kinds.includes("number")),
    ),
  ).filter((kind, _, all) => kind !== "integer" || !all.includes("number"));
}

/** A schema with its parts and alternatives. */
function partsOf(document: OpenApiDocument, schema: object, above: readonly object[]): Kinded[] {
  if (above.includes(schema)) return [];
  const { $ref, allOf = [], anyOf = [], oneOf = [] }: Kinded = schema;
  const target = $ref === undefined ? [] : [dereference<object>(document, { $ref })];
  const parts = [...target, ...allOf, ...anyOf, ...oneOf];
  return [schema, ...parts.flatMap((part) => partsOf(document, part, [...above, schema]))];
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
