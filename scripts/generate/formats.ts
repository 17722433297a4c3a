/** Decides which formats of a document are compiled: those that a request can reach. */
import { nodeAt, type OpenApiDocument } from "./document.js";
import { formats } from "./runtime/formats.js";
import { isObject, type LooseSchema, type PlacedSchema, schemasIn, schemasOf } from "./schemas.js";

/** The schemas at these pointers, inside of them, and behind their `$ref`s. */
export function reachable(document: object, pointers: Iterable<string>): Map<string, LooseSchema> {
  const found = new Map<string, LooseSchema>();
  const waiting = [...pointers];
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    const schema = nodeAt(document, pointer);
    if (found.has(pointer) || !isObject(schema)) continue;
    for (const [at, node] of schemasIn([pointer, schema])) {
      found.set(at, node);
      if (typeof node.$ref === "string") waiting.push(decodeURIComponent(node.$ref));
    }
  }
  return found;
}

/** Whether a format that is judged can be reached from a schema. */
export function reachesFormat(document: object, pointer: string): boolean {
  return [...reachable(document, [pointer]).values()].some(isJudged);
}

/** A copy of the document in which a format stands only where it is judged. */
export function withFormats(
  document: OpenApiDocument,
  isKept: (placed: PlacedSchema) => boolean,
): OpenApiDocument {
  const copy = structuredClone(document);
  for (const placed of schemasOf(copy)) {
    const [, schema] = placed;
    if ("format" in schema && !(isJudged(schema) && isKept(placed))) {
      Reflect.deleteProperty(schema, "format");
    }
  }
  return copy;
}

function isJudged({ format }: LooseSchema): boolean {
  return typeof format === "string" && Object.hasOwn(formats, format);
}
