/** Describes the parameters of an operation and the headers of an answer: kinds, style, validator. */
import type { DescribedParameter } from "../../src/description/operations.js";
import type { OpenApiDocument, ParameterObject } from "./document.js";
import { itemsOf, kindsOf } from "./kinds.js";

/** A parameter as it stands in the table, where a validator is a name. */
export type ParameterRow = Omit<DescribedParameter, "validate"> & { readonly validate: string };

/** What a parameter's row is made with. */
export interface ParameterContext {
  readonly document: OpenApiDocument;
  lineOf(pointer: string): number;
  /** Where a schema really stands, and the name of its validator. */
  validatorOf(
    schema: object,
    pointer: string,
    wanted: string,
  ): { schema: string; validate: string };
}

/** @param wanted - the name of the validator, where the schema has none yet */
export function describeParameter(
  { document, lineOf, validatorOf }: ParameterContext,
  [source, { name, in: place, required, style, explode, schema = {} }]: readonly [
    pointer: string,
    parameter: ParameterObject,
  ],
  wanted: string,
): ParameterRow {
  const isForm = place === "query" || place === "cookie";
  const kinds = kindsOf(document, schema);
  const items = kinds.includes("array") ? itemsOf(document, schema) : undefined;
  // OpenAPI 3.1 §4.8.12.2.1: the defaults of style and explode.
  const written = style ?? (isForm ? "form" : "simple");
  return {
    name,
    in: place,
    required: required ?? false,
    style: written,
    explode: explode ?? written === "form",
    kinds,
    ...(kinds.includes("array") && { items: items ? kindsOf(document, items) : [] }),
    ...validatorOf(schema, `${source}/schema`, wanted),
    source,
    line: lineOf(source),
  };
}
