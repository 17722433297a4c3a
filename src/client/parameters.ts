/** Checks the parameters of a call and writes them into its path, its query and its headers. */
import type { DescribedParameter, Operation } from "../description/operations.js";
import { writeParameter } from "../description/parameters.js";
import { unknownName } from "../description/unknown-name.js";
import type { HeaderList } from "../http/wire.js";
import { isHeaderValue } from "./headers.js";
import { refused } from "./mistakes.js";
import { ownOf } from "./own.js";

export type Values = Readonly<Record<string, unknown>>;

/**
 * The parameters that are given for one place.
 *
 * @throws SolvInputError for what is no object, and for a name that is no parameter
 */
export function valuesOf(operation: Operation, place: string, given: unknown): Values {
  if (given === undefined || given === null) return {};
  if (typeof given !== "object") {
    throw refused(operation, `${place} must be an object of parameters.`);
  }
  const values = ownOf(given) as Values;
  const known = operation.parameters.filter((each) => each.in === place).map(({ name }) => name);
  const other = Object.keys(values).find((name) => !known.includes(name));
  if (other === undefined) return values;
  throw refused(operation, unknownName(`${place} parameter`, other, known));
}

/**
 * Fills a path template. URL parsing turns an empty segment, `.` and `..` into another URL, encoded
 * or not (WHATWG URL §4.4), so they are refused; so are ill-formed strings, which have no UTF-8.
 *
 * @throws SolvInputError
 */
export function serializePath(template: string, values: Values, operation?: Operation): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const described = operation?.parameters.find(
      (each) => each.in === "path" && each.name === name,
    );
    const parameter = described ?? { in: "path", name, explode: false, kinds: ["string"] };
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return write(parameter, value, operation)[0] ?? "";
  });
}

/** Whether a text stays one step of its path. */
export function isSegment(text: string): boolean {
  return !["", ".", ".."].includes(text);
}

/**
 * A query without its question mark; empty where there is none.
 *
 * @throws SolvInputError
 */
export function serializeQuery(operation: Operation, values: Values): string {
  const pairs = writeAll(operation, "query", values);
  return pairs.map(([name, text]) => `${encodeURIComponent(name)}=${text}`).join("&");
}

/**
 * The parameters of one place, written; those that are `undefined` are left out.
 *
 * @throws SolvInputError
 */
export function writeAll(operation: Operation, place: string, values: Values): HeaderList {
  return operation.parameters.flatMap((parameter) => {
    const { name } = parameter;
    const value = parameter.in === place && Object.hasOwn(values, name) ? values[name] : undefined;
    const texts = value === undefined ? [] : write(parameter, value, operation);
    return texts.map((text) => [name, text] as const);
  });
}

type Parameter = Pick<DescribedParameter, "in" | "name" | "explode" | "kinds" | "items">;

/**
 * What its schema says beyond the kind is judged where the whole request is.
 *
 * @throws SolvInputError which does not quote the value
 */
function write(parameter: Parameter, value: unknown, operation?: Operation): readonly string[] {
  const { in: place, name, kinds, items } = parameter;
  const isFitting = items
    ? Array.isArray(value) && value.every((item) => isOf(items, item))
    : isOf(kinds, value);
  const texts = isFitting ? written(parameter, value) : undefined;
  if (texts) return texts;
  const kind = (items ?? kinds).join(" or ");
  const isText = place === "path" && kind === "string";
  const one = isText ? `well-formed text, and not empty, "." or ".."` : kind || "text or a number";
  throw refused(operation, `${name} must be ${items ? "a list of " : ""}${one}.`);
}

/** `undefined` where the place cannot hold the texts, or they are half of a surrogate pair. */
function written(parameter: Parameter, value: unknown): readonly string[] | undefined {
  const { in: place } = parameter;
  try {
    const texts = writeParameter(parameter, value);
    if (place === "path" && !texts.every(isSegment)) return undefined;
    return place !== "header" || texts.every(isHeaderValue) ? texts : undefined;
  } catch {
    return undefined;
  }
}

function isOf(kinds: readonly string[], value: unknown): boolean {
  const type = typeof value;
  const kind = Number.isInteger(value) ? "integer" : type;
  const isScalar = type === "boolean" || type === "string" || Number.isFinite(value);
  return isScalar && (kinds.length === 0 || kinds.includes(kind) || kinds.includes(type));
}
