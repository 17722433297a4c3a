/** Tells the JSON kinds that a schema allows: of a text in a URL or a header, they say what it stands for. */
import { nodeAt, type OpenApiDocument, targetOf } from "./document.js";
import { layersOf } from "./schemas.js";

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
}

/** The kinds of a schema; empty where it allows any. `null` is none: no text stands for it. */
export function kindsOf(document: OpenApiDocument, schema: object): string[] {
  const kinds = allowed(document, schema);
  // `number` stands for `integer` too.
  return kinds.length === ALL.length - 1 ? [] : kinds.filter((kind) => kind !== "null");
}

/** Whether no text in a URL or a header stands for a value of the schema. */
export function neverFits(document: OpenApiDocument, schema: object): boolean {
  return allowed(document, schema).every((kind) => kind === "null");
}

/** The kinds of a list's items, wherever the schema names them; empty where it allows any. */
export function itemKindsOf(document: OpenApiDocument, schema: object): string[] {
  const layers = layersOf(document, ["", schema as Readonly<Record<string, unknown>>]);
  const items = layers.find(([, { items: named }]) => named !== undefined)?.[1].items;
  return items ? kindsOf(document, items) : [];
}

function allowed(document: OpenApiDocument, schema: object): string[] {
  const { $ref, type, enum: listed, const: only, allOf = [], anyOf, oneOf }: Kinded = schema;
  const below = (part: object) => allowed(document, part);
  const limits = allOf.map(below);
  if ($ref !== undefined) limits.push(below(nodeAt(document, targetOf($ref)) as object));
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

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
