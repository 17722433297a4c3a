/** Checks the parameters of a call and writes them into its path, its query and its headers. */
import type { DescribedParameter, Operation } from "../description/operations.js";
import { writeParameter } from "../description/parameters.js";
import { unknownName } from "../description/unknown-name.js";
import type { HeaderList } from "../http/wire.js";
import { SolvInputError } from "./errors.js";
import { isHeaderValue } from "./headers.js";

export type Values = Readonly<Record<string, unknown>>;

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
    const [text = ""] = write(parameter, value, operation);
    return isSegment(text) ? text : refuse(parameter, operation);
  });
}

/** Whether a text stays one step of its path. */
export function isSegment(text: string): boolean {
  return !["", ".", ".."].includes(text);
}

/**
 * A query with its question mark; empty where there is none. Parameters that are `undefined` are left out.
 *
 * @throws SolvInputError
 */
export function serializeQuery(operation: Operation, values: Values): string {
  const pairs = writeAll(operation, "query", values).map(
    ([name, text]) => `${encodeURIComponent(name)}=${text}`,
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/**
 * The parameters of one place, written; those that are `undefined` are left out.
 *
 * @throws SolvInputError
 */
export function writeAll(operation: Operation, place: string, values: Values): HeaderList {
  refuseUnknown(operation, place, values);
  return operation.parameters.flatMap((parameter) => {
    const { name } = parameter;
    const value = parameter.in === place && Object.hasOwn(values, name) ? values[name] : undefined;
    const texts = value === undefined ? [] : write(parameter, value, operation);
    return texts.map((text) => [name, text] as const);
  });
}

/**
 * Refuses names that are no parameters.
 *
 * @throws SolvInputError
 */
export function refuseUnknown(operation: Operation, place: string, values: Values): void {
  const known = operation.parameters.filter((each) => each.in === place);
  const other = Object.keys(values).find((name) => !known.some((each) => each.name === name));
  if (other === undefined) return;
  const names = known.map(({ name }) => name);
  const text = unknownName(`${place} parameter`, other, names);
  throw new SolvInputError({ operation, text, outcome: "not_applied" });
}

type Parameter = Pick<DescribedParameter, "in" | "name" | "explode" | "kinds" | "items">;

/** @throws SolvInputError which does not quote the value */
export function refuse({ in: place, name, kinds, items }: Parameter, operation?: Operation): never {
  const kind = (items ?? kinds).join(" or ");
  const isText = place === "path" && kind === "string";
  const one = isText ? `well-formed text, and not empty, "." or ".."` : kind || "text or a number";
  const text = `${name} must be ${items ? "a list of " : ""}${one}.`;
  throw new SolvInputError({ operation, text, outcome: "not_applied" });
}

/** What its schema says beyond the kind is judged where the whole request is. */
function write(parameter: Parameter, value: unknown, operation?: Operation): readonly string[] {
  const { in: place, kinds, items } = parameter;
  const isFitting = items
    ? Array.isArray(value) && value.every((item) => isOf(items, item))
    : isOf(kinds, value);
  if (!isFitting) refuse(parameter, operation);
  const texts = writeParameter(parameter, value);
  return place !== "header" || texts.every(isHeaderValue) ? texts : refuse(parameter, operation);
}

function isOf(kinds: readonly string[], value: unknown): boolean {
  const kind = Number.isInteger(value) ? "integer" : typeof value;
  const isScalar =
    kind === "boolean" ||
    Number.isFinite(value) ||
    (kind === "string" && !/\p{Surrogate}/u.test(`${value}`));
  return isScalar && (kinds.length === 0 || kinds.includes(kind) || kinds.includes(typeof value));
}
