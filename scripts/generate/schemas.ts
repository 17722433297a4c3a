/** Walks the schemas of a document, each with its place; examples and defaults hold values and no schemas. */
import { escapeStep } from "../../src/description/pointer.js";
import type { OpenApiDocument } from "./document.js";

/** A schema object, as loose as JSON Schema 2020-12 is. */
export type LooseSchema = Readonly<Record<string, unknown>>;

/** A schema and the pointer of its place. */
export type PlacedSchema = readonly [pointer: string, schema: LooseSchema];

const IN_MAPS = ["properties", "patternProperties", "$defs", "dependentSchemas"];
const IN_LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const ALONE = ["items", "additionalProperties", "contains", "not", "if", "then", "else"].concat([
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentSchema",
]);

/** The schemas directly below one. */
export function childrenOf([pointer, schema]: PlacedSchema): PlacedSchema[] {
  const below = (keyword: string, node: unknown) =>
    isObject(node)
      ? Object.entries(node).map(([name, child]): readonly [string, unknown] => [
          `${pointer}/${keyword}/${escapeStep(name)}`,
          child,
        ])
      : [];
  return [
    ...[...IN_MAPS, ...IN_LISTS].flatMap((keyword) => below(keyword, schema[keyword])),
    ...ALONE.map((keyword) => [`${pointer}/${keyword}`, schema[keyword]] as const),
  ].filter((placed): placed is PlacedSchema => isObject(placed[1]));
}

/** A schema and all that stand inside of it; a `$ref` is not followed. */
export function schemasIn(placed: PlacedSchema): PlacedSchema[] {
  return [placed, ...childrenOf(placed).flatMap(schemasIn)];
}

/** Every schema of a document that stands under a key `schema`, or among the components. */
export function schemasOf(document: OpenApiDocument): PlacedSchema[] {
  const components = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => [`#/components/schemas/${escapeStep(name)}`, schema] as PlacedSchema,
  );
  return [...components, ...rootsIn(document, "#")].flatMap(schemasIn);
}

function rootsIn(node: unknown, pointer: string): PlacedSchema[] {
  if (!isObject(node) || pointer === "#/components/schemas") return [];
  return Object.entries(node).flatMap(([name, child]): PlacedSchema[] => {
    const below = `${pointer}/${escapeStep(name)}`;
    if (/^(examples?|default|const|enum|x-.*)$/.test(name)) return [];
    const isRoot = name === "schema" && isObject(child);
    return isRoot ? [[below, child]] : rootsIn(child, below);
  });
}

export function isObject(value: unknown): value is LooseSchema {
  return typeof value === "object" && value !== null;
}
