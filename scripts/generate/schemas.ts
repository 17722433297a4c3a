/** Walks the schemas of a document, each with its place; examples and defaults hold values and no schemas. */
import { escapeStep } from "../../src/description/pointer.js";
import { nodeAt, type OpenApiDocument, targetOf } from "./document.js";
import { rootsOf } from "./walk.js";

/** A schema object, as loose as JSON Schema 2020-12 is. */
export type LooseSchema = Readonly<Record<string, unknown>>;

/** A schema and the pointer of its place. */
export type PlacedSchema = readonly [pointer: string, schema: LooseSchema];

/** Keywords that apply to the same value as the schema itself. */
const IN_PLACE = ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"];
/** Keywords whose schemas describe what is inside of a value. */
const INSIDE = ["properties", "patternProperties", "additionalProperties"].concat([
  "unevaluatedProperties",
  "prefixItems",
  "items",
  "contains",
  "unevaluatedItems",
]);
/** Keywords whose schemas no value can show. */
const UNSHOWN = ["$defs", "not", "propertyNames", "contentSchema"];
const IN_MAPS = /^(properties|patternProperties|\$defs|dependentSchemas)$|Of$|^prefixItems$/;

/** The schemas directly below one, in the order of the keywords. */
function childrenOf([pointer, schema]: PlacedSchema, keywords: readonly string[]): PlacedSchema[] {
  return keywords
    .flatMap((keyword): (readonly [string, unknown])[] => {
      const node = schema[keyword];
      const at = `${pointer}/${keyword}`;
      if (!IN_MAPS.test(keyword)) return [[at, node]];
      const below = isObject(node) ? Object.entries(node) : [];
      return below.map(([name, child]) => [`${at}/${escapeStep(name)}`, child]);
    })
    .filter((placed): placed is PlacedSchema => isObject(placed[1]));
}

/** A schema and all that stand inside of it; a `$ref` is not followed. */
export function schemasIn(
  placed: PlacedSchema,
  keywords: readonly string[] = [...IN_PLACE, ...INSIDE, ...UNSHOWN],
): PlacedSchema[] {
  return [placed, ...childrenOf(placed, keywords).flatMap((child) => schemasIn(child, keywords))];
}

/** The schemas at these pointers, inside of them, and behind their `$ref`s. */
export function reachable(
  document: object,
  pointers: Iterable<string>,
  keywords?: readonly string[],
): Map<string, LooseSchema> {
  const found = new Map<string, LooseSchema>();
  const waiting = [...pointers];
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    const schema = nodeAt(document, pointer);
    if (found.has(pointer) || !isObject(schema)) continue;
    for (const [at, node] of schemasIn([pointer, schema], keywords)) {
      found.set(at, node);
      if (typeof node.$ref === "string") waiting.push(targetOf(node.$ref));
    }
  }
  return found;
}

/** Those of {@link reachable} that a value can show. */
export function showable(document: object, pointers: Iterable<string>): Map<string, LooseSchema> {
  return reachable(document, pointers, [...IN_PLACE, ...INSIDE]);
}

/** Every schema of the components, and that a request or an answer can meet. */
export function schemasOf(document: OpenApiDocument): PlacedSchema[] {
  const names = Object.keys(document.components?.schemas ?? {});
  const components = names.map((name) => `#/components/schemas/${escapeStep(name)}`);
  const { sent, received } = rootsOf(document);
  return [...reachable(document, [...sent, ...received, ...components])];
}

/** What applies to the same value as a schema does: what it refers to, its parts and its alternatives. */
export function partsOf(document: object, placed: PlacedSchema): PlacedSchema[] {
  const parts = childrenOf(placed, IN_PLACE);
  const { $ref } = placed[1];
  if (typeof $ref !== "string") return parts;
  const target = nodeAt(document, targetOf($ref));
  return isObject(target) ? [[targetOf($ref), target], ...parts] : parts;
}

/** A schema with all of its parts and theirs; none holds itself, which has been refused. */
export function layersOf(document: object, placed: PlacedSchema): PlacedSchema[] {
  return [...partsOf(document, placed).flatMap((part) => layersOf(document, part)), placed];
}

export function isObject(value: unknown): value is LooseSchema {
  return typeof value === "object" && value !== null;
}
