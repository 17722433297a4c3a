/** The generated operation table, typed, with the look-ups that everything else needs. */
import { operations as table } from "../../generated/operations.js";
import type { operations as Described } from "../../generated/schema.js";
import type { Validator } from "../../generated/validators.js";

export { description, servers } from "../../generated/description.js";

/** The operationId of an operation in the description. */
export type OperationId = keyof Described;

/** The names of an object's properties, and those within them; of a list those of its items. */
export interface DescribedNames {
  /** Absent, or empty, where any name is described. */
  readonly properties?: readonly string[];
  readonly within?: Readonly<Record<string, DescribedNames>>;
}

/** A request or answer body of one media type. Names are known of a request only. */
export interface DescribedBody extends DescribedNames {
  /** Pointer of its schema in the description. */
  readonly schema: string;
  readonly validate: Validator;
}

/** A parameter of an operation (OpenAPI 3.1 §4.8.12), or a header of an answer (§4.8.21). */
export interface DescribedParameter {
  readonly name: string;
  /** `path`, `query`, `header` or `cookie`. */
  readonly in: string;
  readonly required: boolean;
  /** `simple` in a path or a header, `form` in a query; no other is supported. */
  readonly style: string;
  /** Whether a list in a query is written as one pair for each item. */
  readonly explode: boolean;
  /** The JSON kinds that its schema allows, `null` aside; empty where it allows any. */
  readonly kinds: readonly string[];
  /** Of a list: the kinds of its items; empty where they may be any. */
  readonly items?: readonly string[];
  /** Pointer of its schema in the description. */
  readonly schema: string;
  /** Judges its value, as `readParameter` reads it. */
  readonly validate: Validator;
  readonly source: string;
  readonly line: number;
}

/** One credential of a security requirement: a header, and how it is filled. */
export interface DescribedCredential {
  readonly name: string;
  readonly type: string;
  readonly header: string;
  readonly scheme?: string;
  readonly scopes: readonly string[];
}

/** An answer that the description documents. */
export interface DescribedResponse {
  readonly source: string;
  readonly line: number;
  readonly headers: readonly DescribedParameter[];
  /** Empty where the answer has no body. */
  readonly content: Readonly<Record<string, DescribedBody>>;
}

/** One operation of the description (OpenAPI 3.1 §4.8.10). */
export interface Operation {
  readonly id: string;
  /** In capitals, as on the wire. */
  readonly method: string;
  /** The path template, `{name}` for each path parameter. */
  readonly path: string;
  /** JSON pointer of the operation in the description. */
  readonly source: string;
  /** Its line in the YAML, counted from 1. */
  readonly line: number;
  readonly parameters: readonly DescribedParameter[];
  /** Alternatives; within one, all credentials go together. Empty when the operation is open. */
  readonly security: readonly (readonly DescribedCredential[])[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly source: string;
    readonly line: number;
    readonly content: Readonly<Record<string, DescribedBody>>;
  };
  /** By status code, status range (`4XX`) or `default`. */
  readonly responses: Readonly<Record<string, DescribedResponse>>;
}

/** Every operation of the description, by its operationId. */
export const operations: Readonly<Record<OperationId, Operation>> = table;

/**
 * The operation that a method and a path (without query, still percent-encoded) belong to. A path that is
 * described literally goes before one with a parameter in its place (§4.8.8.2).
 */
export function findOperation(method: string, path: string): Operation | undefined {
  return mostLiteral(path, (operation) => operation.method === method);
}

/** The operations whose path it is, one for each method; of several paths that fit, the most literal one's. */
export function operationsAt(path: string): readonly Operation[] {
  const owner = mostLiteral(path, () => true);
  return Object.values<Operation>(operations).filter((one) => one.path === owner?.path);
}

function mostLiteral(
  path: string,
  isWanted: (operation: Operation) => boolean,
): Operation | undefined {
  let best: Operation | undefined;
  for (const operation of Object.values<Operation>(operations)) {
    if (!isWanted(operation) || !templateOf(operation.path).pattern.test(path)) continue;
    if (!best || isMoreLiteral(operation.path, best.path)) best = operation;
  }
  return best;
}

/** Of two templates that fit one path: whether the first step in which they differ is a word in this one. */
function isMoreLiteral(template: string, other: string): boolean {
  const others = templateOf(other).steps;
  const step = templateOf(template).steps.find(
    (one, index) => isParameter(one) !== isParameter(others[index]),
  );
  return step !== undefined && !isParameter(step);
}

function isParameter(step: string | undefined): boolean {
  return step?.startsWith("{") ?? false;
}

interface Template {
  readonly steps: readonly string[];
  readonly names: readonly string[];
  readonly pattern: RegExp;
}

const templates = new Map<string, Template>();

function templateOf(path: string): Template {
  const known = templates.get(path);
  if (known) return known;
  const steps = path.split("/");
  const names = steps.filter(isParameter).map((step) => step.slice(1, -1));
  const literal = (step: string) => step.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = steps.map((step) => (isParameter(step) ? "([^/]*)" : literal(step))).join("/");
  const template = { steps, names, pattern: new RegExp(`^${pattern}$`) };
  templates.set(path, template);
  return template;
}

/** The still percent-encoded values of a path's parameters; `undefined` when it does not match. */
export function pathParameters(
  operation: Operation,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const { names, pattern } = templateOf(operation.path);
  const found = pattern.exec(path);
  if (!found) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

/** The documented answer for a status: its own entry, its range's, or the default (§4.8.16). */
export function responseFor(operation: Operation, status: number): DescribedResponse | undefined {
  const { responses } = operation;
  return first(responses, `${status}`, `${Math.floor(status / 100)}XX`, "default");
}

/** The documented success statuses, lowest first; 200 stands for its range, and for a default alone. */
export function successStatuses({ responses }: Operation): number[] {
  const documented = Object.keys(responses)
    .filter((status) => status.startsWith("2"))
    .map((status) => Number(status.replace("XX", "00")));
  return documented.length === 0 && Object.hasOwn(responses, "default") ? [200] : documented;
}

/** The documented body for a `Content-Type`; its parameters and its letter case do not matter. */
export function bodyFor(
  content: Readonly<Record<string, DescribedBody>>,
  contentType: string | undefined,
): DescribedBody | undefined {
  // Mostly it is written as the description has it.
  if (contentType && Object.hasOwn(content, contentType)) return content[contentType];
  const essence = essenceOf(contentType);
  if (!essence) return undefined;
  return first(content, essence, `${essence.split("/")[0]}/*`, "*/*");
}

/** The media type of a `Content-Type`, in lower case and without its parameters. */
export function essenceOf(contentType: string | undefined): string | undefined {
  return contentType?.split(";")[0]?.trim().toLowerCase();
}

// What arrives may be named like a method that every object has.
function first<T>(table: Readonly<Record<string, T>>, ...names: readonly string[]): T | undefined {
  for (const name of names) if (Object.hasOwn(table, name)) return table[name];
  return undefined;
}
