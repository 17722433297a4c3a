/** Reads and writes parameters as OpenAPI serialises them: styles `simple` and `form`, scalars and lists of them. */
import type { Validator } from "../../generated/validators.js";
import type { DescribedParameter } from "./operations.js";

/** Where the values of a call's parameters stand on the wire. */
export interface ParameterSources {
  /** By name, still percent-encoded. */
  readonly path: Readonly<Record<string, string>>;
  /** What follows the question mark, without it. */
  readonly query: string;
  /** The value of a header by its name in lower case; `undefined` where there is none. */
  header(name: string): string | undefined;
}

/**
 * The texts that a call has for a parameter, as they stand on the wire: several where a list is
 * written as repeated pairs. Empty where the call has none. A cookie is never read.
 */
export function textsOf(
  { name, in: place }: DescribedParameter,
  { path, query, header }: ParameterSources,
): readonly string[] {
  if (place === "query") {
    return pairsOf(query).flatMap(([key, text]) => (key === name ? [text] : []));
  }
  const inPath = place === "path" && Object.hasOwn(path, name) ? path[name] : undefined;
  const text = place === "header" ? header(name.toLowerCase()) : inPath;
  return text === undefined ? [] : [text];
}

/** The pairs of a query, their values still encoded. */
function pairsOf(query: string): (readonly [name: string, text: string])[] {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      const [key, text] = at === -1 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decode("query", key) ?? key, text];
    });
}

/**
 * The value that texts stand for: the kind that the schema allows, else the text itself. Where both a
 * text and another kind are allowed, it is the one that validates.
 *
 * @param texts - as {@link textsOf} finds them, at least one
 * @returns `undefined` where a text is not percent-encoded UTF-8 (RFC 3986 §2.5)
 */
export function readParameter(
  { in: place, explode, kinds, items, validate }: DescribedParameter,
  texts: readonly string[],
): { readonly value: unknown } | undefined {
  const isRepeated = place === "query" && explode;
  const parts = items && !isRepeated ? texts.flatMap(listed) : texts;
  const plain: string[] = [];
  for (const part of parts) {
    const text = decode(place, part);
    if (text === undefined) return undefined;
    plain.push(text);
  }
  if (!items) return { value: readScalar(plain[0] ?? "", kinds, validate) };
  const values = plain.map((text) => readScalar(text, items));
  // A list of numbers may be a list of texts too.
  return { value: !validate(values) && validate(plain) ? plain : values };
}

function listed(text: string): string[] {
  return text === "" ? [] : text.split(",");
}

function readScalar(text: string, kinds: readonly string[], validate?: Validator): unknown {
  const value = scalarOf(kinds, text);
  const isOnlyText = value !== text && validate && !validate(value) && validate(text);
  return isOnlyText ? text : value;
}

/** RFC 8259 §6, so that `0x10` and ` 7` stay texts. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
/** Few servers read `1.0` or `1e3` as an integer. */
const INTEGER = /^-?(0|[1-9]\d*)$/;

function scalarOf(kinds: readonly string[], text: string): unknown {
  const number = kinds.includes("number") ? NUMBER : INTEGER;
  const isNumber = kinds.includes("integer") || kinds.includes("number");
  if (isNumber && number.test(text)) return Number(text);
  if (kinds.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  return text;
}

function decode(place: string, text: string): string | undefined {
  // RFC 9110 §5.6.1: white space around the items of a list means nothing.
  if (place === "header") return text.trim();
  try {
    // HTML's forms write a space as a plus, and servers read it so; a real plus is `%2B`.
    return decodeURIComponent(place === "query" ? text.replaceAll("+", " ") : text);
  } catch {
    return undefined;
  }
}

/**
 * A value as it is written: for a path one segment, for a header its value, for a query one text or,
 * of a list with `explode`, one for each item (OpenAPI 3.1 §4.8.12.2). Percent-encoded where needed.
 *
 * @param value - a string, number or boolean, or a list of such
 * @throws URIError for a text with half of a surrogate pair, in a path or a query
 */
export function writeParameter(
  { in: place, explode }: Pick<DescribedParameter, "in" | "explode">,
  value: unknown,
): readonly string[] {
  const encode = place === "header" ? String : (item: unknown) => encodeURIComponent(String(item));
  if (!Array.isArray(value)) return [encode(value)];
  const parts = value.map(encode);
  return place === "query" && explode ? parts : [parts.join(",")];
}
