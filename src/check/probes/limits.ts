/** Makes values that break what a schema says of them, each by one keyword. */
import { mergedSchema, type Schema } from "../../description/document.js";
import { candidatesOf, kindsOf } from "../schema-values.js";
import { NOBODYS } from "./ids.js";

/** A value that breaks a keyword. Who uses it holds it against the validator: another branch may allow it. */
export interface WrongValue {
  readonly keyword: string;
  readonly value: unknown;
}

/** A format is a remark to many validators (JSON Schema 2020-12 §7.2.1): what accepts the value breaks no rule of theirs. */
export function isRemark(keyword: string): boolean {
  return keyword === "format";
}

/**
 * The values that break what a schema, or one of its parts or branches, says beside its kind.
 *
 * @param usual - a value that conforms, of which the wrong ones are made so that nothing else is wrong
 */
export function wrongValues(schema: Schema, usual?: unknown): WrongValue[] {
  const own = mergedSchema(schema);
  const { anyOf = [], oneOf = [] } = own;
  const base = usual === undefined ? candidatesOf(own)[0] : usual;
  const branches = [...anyOf, ...oneOf].filter((branch) => branch !== schema);
  return [
    ...wrongScalars(own),
    ...wrongNumbers(own, base),
    ...wrongTexts(own, base),
    ...wrongLists(own, base),
    ...wrongObjects(own, base),
    ...branches.flatMap((branch) => wrongValues(branch, base)),
  ];
}

const isNumeric = (schema: Schema) =>
  kindsOf(schema).some((kind) => kind === "integer" || kind === "number");

function wrongScalars({ enum: listed, const: only, ...schema }: Schema): WrongValue[] {
  const known = listed ?? (only === undefined ? [] : [only]);
  if (known.length === 0) return [];
  const numbers = known.filter((value) => typeof value === "number");
  const isNumber = isNumeric(schema) || numbers.length === known.length;
  const value = isNumber ? Math.max(0, ...numbers) + 1 : NOBODYS;
  return [{ keyword: listed ? "enum" : "const", value }];
}

function wrongNumbers(schema: Schema, base: unknown): WrongValue[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = multipleOf ?? 1;
  const wrong: WrongValue[] = [];
  if (minimum !== undefined) wrong.push({ keyword: "minimum", value: minimum - step });
  else if (exclusiveMinimum !== undefined)
    wrong.push({ keyword: "minimum", value: exclusiveMinimum });
  if (maximum !== undefined) wrong.push({ keyword: "maximum", value: maximum + step });
  else if (exclusiveMaximum !== undefined)
    wrong.push({ keyword: "maximum", value: exclusiveMaximum });
  if (multipleOf !== undefined && typeof base === "number") {
    const between = kindsOf(schema).includes("number") ? multipleOf / 2 : 1;
    wrong.push({ keyword: "multipleOf", value: base + between });
  }
  return wrong;
}

function wrongTexts(schema: Schema, base: unknown): WrongValue[] {
  const { minLength = 0, maxLength, pattern, format } = schema;
  const text = typeof base === "string" ? base : "a".repeat(minLength);
  const wrong: WrongValue[] = [];
  if (minLength > 0) {
    wrong.push({ keyword: "minLength", value: [...text].slice(0, minLength - 1).join("") });
  }
  if (maxLength !== undefined) {
    wrong.push({ keyword: "maxLength", value: text.padEnd(maxLength + 1, text || "a") });
  }
  if (pattern !== undefined) {
    const others = ["!", " ", "a", "7", `${NOBODYS} !`].map((end) => end.repeat(text.length || 1));
    const value = others.find((other) => !new RegExp(pattern, "u").test(other));
    if (value !== undefined) wrong.push({ keyword: "pattern", value });
  }
  // No format that is known here has such a text.
  if (format !== undefined) wrong.push({ keyword: "format", value: `${NOBODYS} !` });
  return wrong;
}

function wrongLists({ minItems = 0, maxItems, uniqueItems, items = {} }: Schema, base: unknown) {
  const [item] = Array.isArray(base) && base.length > 0 ? base : candidatesOf(items);
  const list = (length: number) => Array.from({ length }, () => item);
  const wrong: WrongValue[] = [];
  if (minItems > 0) wrong.push({ keyword: "minItems", value: list(minItems - 1) });
  if (maxItems !== undefined) wrong.push({ keyword: "maxItems", value: list(maxItems + 1) });
  if (uniqueItems) wrong.push({ keyword: "uniqueItems", value: list(Math.max(2, minItems)) });
  return wrong;
}

function wrongObjects(schema: Schema, base: unknown): WrongValue[] {
  if (typeof base !== "object" || base === null || Array.isArray(base)) return [];
  const { minProperties = 0, maxProperties } = schema;
  const own = Object.entries(base);
  const wrong: WrongValue[] = [];
  if (minProperties > 0) {
    const value = Object.fromEntries(own.slice(0, minProperties - 1));
    wrong.push({ keyword: "minProperties", value });
  }
  if (maxProperties !== undefined) {
    const [, sample = "text"] = own[0] ?? [];
    const more = Array.from({ length: maxProperties }, (_, at) => [`solv_contract_${at}`, sample]);
    wrong.push({ keyword: "maxProperties", value: { ...base, ...Object.fromEntries(more) } });
  }
  return wrong;
}
