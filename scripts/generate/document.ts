/** What a bundled description is to the generator: its parts, and how pointers lead to them. */

import { stepsOf } from "../../src/description/pointer.js";

/** The parts of a bundled OpenAPI 3.1 document that the generator reads. */
export interface OpenApiDocument {
  readonly openapi?: string;
  readonly jsonSchemaDialect?: string;
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

/** @throws DescriptionError with a line for each problem, said once */
export function refuseAll(description: Described, problems: Iterable<Problem>): void {
  const sentences = [...problems].map(([at, said]) => refusalAt(description, at, said).message);
  if (sentences.length > 0) throw new DescriptionError([...new Set(sentences)].join("\n"));
}

type Described = Pick<Description, "file" | "lines">;

/** The refusal of what stands at a pointer. */
export function refusalAt(
  { file, lines }: Described,
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

/** What a pointer leads to, behind every `$ref`, and where that stands. */
export function follow<T extends object>(
  document: object,
  pointer: string,
): readonly [pointer: string, value: T] {
  const node = nodeAt(document, pointer);
  if (typeof node !== "object" || node === null) {
    const where = pointer.startsWith("#")
      ? "leads nowhere"
      : "leads out of the document; bundle it first";
    throw new DescriptionError(`${pointer} ${where}.`);
  }
  if (!("$ref" in node)) return [pointer, node as T];
  return follow(document, targetOf(String(node.$ref)));
}

/** What a local `$ref` leads to; anything else is returned as it is. */
export function dereference<T extends object>(document: object, value: T | Reference): T {
  return "$ref" in value ? follow<T>(document, targetOf(value.$ref))[1] : value;
}

/** The pointer of a `$ref`: in a URI it is percent-encoded (RFC 6901 §6). */
export function targetOf($ref: string): string {
  try {
    return decodeURIComponent($ref);
  } catch {
    return $ref;
  }
}
