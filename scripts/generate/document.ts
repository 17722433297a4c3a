/** What a bundled description is to the generator: its parts, and how pointers lead to them. */

import { stepsOf } from "../../src/description/pointer.js";

/** The parts of a bundled OpenAPI 3.1 document that the generator reads. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string };
  readonly servers?: readonly { readonly url: string; readonly description?: string }[];
  readonly security?: readonly SecurityRequirement[];
  readonly paths?: Readonly<Record<string, PathItem>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, object>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  };
}

export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export type SecurityScheme =
  | { readonly type: "apiKey"; readonly in: string; readonly name: string }
  | { readonly type: "http"; readonly scheme: string }
  | { readonly type: "oauth2" | "openIdConnect" | "mutualTLS" };

export interface PathItem {
  readonly $ref?: string;
  readonly servers?: readonly object[];
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly [method: string]: unknown;
}

export interface OperationObject {
  readonly operationId: string;
  readonly deprecated?: boolean;
  readonly servers?: readonly object[];
  readonly security?: readonly SecurityRequirement[];
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly requestBody?: RequestBodyObject | Reference;
  readonly callbacks?: object;
  readonly responses?: Readonly<Record<string, ResponseObject | Reference>>;
}

export interface ParameterObject {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly deprecated?: boolean;
  readonly example?: unknown;
  readonly examples?: object;
  readonly allowReserved?: boolean;
  readonly allowEmptyValue?: boolean;
  readonly schema?: object;
  readonly content?: object;
}

/** A header of an answer: a parameter whose name and place stand elsewhere (OpenAPI 3.1 §4.8.21). */
export type HeaderObject = Omit<ParameterObject, "name" | "in">;

export interface RequestBodyObject {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaTypeObject>>;
}

export interface ResponseObject {
  readonly links?: object;
  readonly headers?: Readonly<Record<string, HeaderObject | Reference>>;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

export interface MediaTypeObject {
  readonly examples?: object;
  readonly encoding?: object;
  readonly schema?: object;
}

/** A schema that is nothing but another one. */
export interface Reference {
  readonly $ref: string;
}

export interface Description {
  readonly document: OpenApiDocument;
  /** The description's path as messages name it: relative to the package, with forward slashes. */
  readonly file: string;
  /** The first 12 hex digits of the SHA-256 of the bundled document. */
  readonly digest: string;
  /** JSON pointer of each node → its line in the YAML, counted from 1. */
  readonly lines: Readonly<Record<string, number>>;
}

/** A pointer and what is wrong there. */
export type Problem = readonly [pointer: string, sentence: string];

/** The description cannot be used; the message says where and why, without a stack. */
export class DescriptionError extends Error {
  override readonly name = "DescriptionError";
}

/** The refusal of what stands at a pointer. */
export function refusalAt(
  { file, lines }: Pick<Description, "file" | "lines">,
  pointer: string,
  sentence: string,
): DescriptionError {
  return new DescriptionError(`${file}:${lineAt(lines, pointer)}: ${pointer}: ${sentence}`);
}

/** The first line of what an error says. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/[\r\n]/)[0] ?? "";
}

/** The line of a pointer, or of the nearest node above it: an alias of YAML has no lines of its own. */
export function lineAt(lines: Readonly<Record<string, number>>, pointer: string): number {
  return lines[pointer] ?? lineAt(lines, pointer.slice(0, pointer.lastIndexOf("/")) || "#");
}

/** What stands at a pointer, `$ref`s not followed; `undefined` where nothing does. */
export function nodeAt(document: unknown, pointer: string): unknown {
  let node = document;
  for (const step of stepsOf(pointer)) {
    // A name that every object inherits leads nowhere.
    const isThere = typeof node === "object" && node !== null && Object.hasOwn(node, step);
    node = isThere ? (node as Record<string, unknown>)[step] : undefined;
  }
  return node;
}

/** Follows a local `$ref`; anything else is returned as it is. */
export function dereference<T extends object>(document: object, value: T | Reference): T {
  if (!("$ref" in value)) return value;
  if (!value.$ref.startsWith("#")) {
    throw new DescriptionError(`${value.$ref} leads out of the document; bundle it first.`);
  }
  // RFC 6901 §6: in a URI the pointer is percent-encoded.
  const node = nodeAt(document, decodeURIComponent(value.$ref));
  if (node === undefined) throw new DescriptionError(`${value.$ref} leads nowhere.`);
  return dereference(document, node as T | Reference);
}

/** Where a value really stands: behind its `$ref`, if it has one. */
export function placeOf(value: object | undefined, pointer: string): string {
  return value && "$ref" in value ? decodeURIComponent(String(value.$ref)) : pointer;
}
