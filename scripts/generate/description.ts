/** Reads the hand-maintained description: lints it, bundles it and notes the line of every node. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import {
  bundle,
  getLineColLocation,
  lint,
  loadConfig,
  type NormalizedProblem,
} from "@redocly/openapi-core";
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

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
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly [method: string]: unknown;
}

export interface OperationObject {
  readonly operationId: string;
  readonly security?: readonly SecurityRequirement[];
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly requestBody?: RequestBodyObject | Reference;
  readonly responses: Readonly<Record<string, ResponseObject | Reference>>;
}

export interface ParameterObject {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}

export interface RequestBodyObject {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaTypeObject>>;
}

export interface ResponseObject {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean } | Reference>>;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

export interface MediaTypeObject {
  readonly schema?: object;
}

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

/** The description cannot be used; the message says where and why, without a stack. */
export class DescriptionError extends Error {
  override readonly name = "DescriptionError";
}

/**
 * @param path - the YAML file; the rules are those of `redocly.yaml` beside it
 * @throws DescriptionError when the file is missing, is not YAML, or breaks a rule (warnings count)
 */
export async function readDescription(path: string): Promise<Description> {
  // The engine's own network notices and telemetry have no place in a build step.
  process.env.REDOCLY_TELEMETRY = "off";
  const shown = relative(process.cwd(), path) || path;
  const text = await readFile(path, "utf8").catch(() => {
    throw new DescriptionError(`${shown} cannot be read.`);
  });
  const configPath = join(dirname(path), "redocly.yaml");
  const config = await loadConfig({ configPath }).catch((error: unknown) => {
    const rules = relative(process.cwd(), configPath) || configPath;
    throw new DescriptionError(`The lint rules in ${rules} cannot be read: ${firstLine(error)}`);
  });
  const problems = await lint({ ref: path, config }).catch((error: unknown) => {
    throw new DescriptionError(`${shown} is no OpenAPI description: ${firstLine(error)}`);
  });
  if (problems.length > 0) {
    throw new DescriptionError(
      problems.map((problem) => `${shown}${describe(problem)}`).join("\n"),
    );
  }
  const bundled = await bundle({ ref: path, config });
  const document = bundled.bundle.parsed as OpenApiDocument;
  return {
    document,
    file: `openapi/${basename(path)}`,
    digest: createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 12),
    lines: linesByPointer(text),
  };
}

function describe({ message, ruleId, location: [place] }: NormalizedProblem): string {
  const sentence = message.replace(/\s*[\r\n]\s*/g, " ");
  if (!place) return `: ${sentence} (${ruleId})`;
  const { line, col } = getLineColLocation(place).start;
  return `:${line}:${col}: ${sentence} (${ruleId})`;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/[\r\n]/)[0] ?? "";
}

/** One step of a JSON pointer (RFC 6901 §3). */
export function escapePointer(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Follows a local `$ref`; anything else is returned as it is. */
export function dereference<T extends object>(document: object, value: T | Reference): T {
  if (!("$ref" in value)) return value;
  let node: unknown = document;
  for (const step of value.$ref.replace(/^#\//, "").split("/")) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    node = (node as Record<string, unknown> | undefined)?.[key];
  }
  if (node === undefined) throw new DescriptionError(`${value.$ref} leads nowhere.`);
  return dereference(document, node as T | Reference);
}

function linesByPointer(text: string): Record<string, number> {
  const counter = new LineCounter();
  const root = parseDocument(text, { lineCounter: counter }).contents;
  const lines: Record<string, number> = {};
  const note = (pointer: string, node: unknown) => {
    const start = (node as Node | null)?.range?.[0];
    if (start !== undefined) lines[pointer] = counter.linePos(start).line;
  };
  const walk = (node: unknown, pointer: string) => {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const child = `${pointer}/${escapePointer(String(pair.key.value))}`;
        note(child, pair.key);
        walk(pair.value, child);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        note(`${pointer}/${index}`, item);
        walk(item, `${pointer}/${index}`);
      });
    }
  };
  lines["#"] = 1;
  walk(root, "#");
  return lines;
}
