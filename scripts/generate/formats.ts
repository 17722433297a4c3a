/** Decides which formats of a document are compiled: those that a request can reach. */
import type { OpenApiDocument } from "./document.js";
import { formats } from "./runtime/formats.js";
import { type LooseSchema, reachable, schemasOf } from "./schemas.js";

/** Whether a format that is judged can be reached from a schema. */
export function reachesFormat(document: object, pointer: string): boolean {
  return [...reachable(document, [pointer]).values()].some(isJudged);
}

/** A copy of the document in which a format stands only where it is judged. */
export function withFormats(
  document: OpenApiDocument,
  isKept: (pointer: string) => boolean,
): OpenApiDocument {
  const copy = structuredClone(document);
  for (const [pointer, schema] of schemasOf(copy)) {
    if ("format" in schema && !(isJudged(schema) && isKept(pointer))) {
      Reflect.deleteProperty(schema, "format");
    }
  }
  return copy;
}

function isJudged({ format }: LooseSchema): boolean {
  return typeof format === "string" && Object.hasOwn(formats, format);
}
