/** Checks the parameters of a call and writes them into its path, its query and its headers. */
import type { DescribedParameter, Operation } from "../description/operations.js";
import { writeParameter } from "../description/parameters.js";
import type { HeaderList } from "../http/wire.js";
import { unknownName } from "../solv/unknown-name.js";
import { SolvInputError } from "./errors.js";
import { isHeaderValue } from "./headers.js";

type Values = Readonly<Record<string, unknown>>;

/**
 * Fills a path template. URL parsing turns an empty segment, `.` and `..` into another URL, encoded
 * or not (WHATWG URL §4.4), so they are refused; so are ill-formed strings, which have no UTF-8.
 *
 * @throws SolvInputError
 */
export function serializePath(template: string, values: Values, operation?: Operation): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = describedBy(operation, "path", name);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const isText = !parameter || parameter.kinds.includes("string");
    if (parameter && !isText) refuseOtherKinds(parameter, value, operation);
    else if (typeof value !== "string" && !isOfKinds(parameter, value)) {
      return refuseSegment(name, operation);
    }
    const text = Array.isArray(value) ? value.join(",") : String(value);
    if (!isSegment(text)) return refuseSegment(name, operation);
    return writeParameter({ in: "path", explode: false }, value).join("");
  });
}

/** Whether a text stays one step of its path. */
export function isSegment(text: string): boolean {
  return !["", ".", ".."].includes(text) && !/\p{Surrogate}/u.test(text);
}

/** @throws SolvInputError */
export function refuseSegment(name: string, operation?: Operation): never {
  throw refused(`${name} must be well-formed text, and not empty, "." or "..".`, operation);
}

/**
 * A query with its question mark; empty where there is none. Parameters that are `undefined` are left out.
 *
 * @throws SolvInputError
 */
export function serializeQuery(operation: Operation, values: Values): string {
  const pairs = valuesOf(operation, "query", values).flatMap(([parameter, value]) =>
    writeParameter(parameter, value).map((text) => `${encodeURIComponent(parameter.name)}=${text}`),
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/**
 * Header parameters.
 *
 * @throws SolvInputError
 */
export function serializeHeaders(operation: Operation, values: Values): HeaderList {
  return valuesOf(operation, "header", values).map(([parameter, value]) => {
    const text = writeParameter(parameter, value).join(",");
    if (isHeaderValue(text)) return [parameter.name, text];
    throw refused(`${nameOf(parameter)} must be one line of Latin-1 text.`, operation);
  });
}

/**
 * Refuses names that are no parameters.
 *
 * @throws SolvInputError
 */
export function refuseUnknown(operation: Operation, place: string, values: Values): void {
  const known = operation.parameters.filter((each) => each.in === place).map(({ name }) => name);
  const other = Object.keys(values).find((name) => !known.includes(name));
  if (other === undefined || values[other] === undefined) return;
  throw refused(unknownName(`${place} parameter`, other, known), operation);
}

function valuesOf(
  operation: Operation,
  place: string,
  values: Values,
): [DescribedParameter, unknown][] {
  refuseUnknown(operation, place, values);
  return operation.parameters.flatMap((parameter): [DescribedParameter, unknown][] => {
    const { name } = parameter;
    const value = parameter.in === place && Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return [];
    refuseOtherKinds(parameter, value, operation);
    return [[parameter, value]];
  });
}

function describedBy(operation: Operation | undefined, place: string, name: string) {
  return operation?.parameters.find((each) => each.in === place && each.name === name);
}

/** What its schema says beyond the kind is judged where the request is. */
function refuseOtherKinds(
  parameter: DescribedParameter,
  value: unknown,
  operation: Operation | undefined,
): void {
  if (isOfKinds(parameter, value)) return;
  const { kinds, items } = parameter;
  const documented = items
    ? `a list of ${items.join(" or ") || "values"}`
    : kinds.join(" or ") || "a value";
  throw refused(`${nameOf(parameter)} must be ${documented}.`, operation);
}

function isOfKinds(parameter: DescribedParameter | undefined, value: unknown): boolean {
  if (!parameter) return false;
  const { items, kinds } = parameter;
  if (Array.isArray(value)) return !!items && value.every((item) => isScalarOf(items, item));
  return !items && isScalarOf(kinds, value);
}

function isScalarOf(kinds: readonly string[], value: unknown): boolean {
  const isAny = kinds.length === 0;
  switch (typeof value) {
    case "string":
      return (isAny || kinds.includes("string")) && !/\p{Surrogate}/u.test(value);
    case "boolean":
      return isAny || kinds.includes("boolean");
    case "number":
      return (
        (isAny && Number.isFinite(value)) ||
        (kinds.includes("number") && Number.isFinite(value)) ||
        (kinds.includes("integer") && Number.isInteger(value))
      );
    default:
      return false;
  }
}

function nameOf({ in: place, name }: DescribedParameter): string {
  return `the ${place} parameter \`${name}\``;
}

function refused(text: string, operation: Operation | undefined): SolvInputError {
  return new SolvInputError({ operation, text, outcome: "not_applied" });
}
