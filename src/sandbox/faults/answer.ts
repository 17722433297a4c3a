/** Faults in the shape, the bytes, the media type and the status of a success. */
import type { Fault } from "../fault.js";
import { enveloped, half, kebab, to, withHeader, without, withStatus } from "./changes.js";
import { answerSchema, ID, isRefusedInAnswer } from "./described.js";
import { breaks, isSuccess, onBytes, onSuccess, onText, sets, when } from "./kit.js";

/** An object, and, where objects are allowed, what is none. */
const OTHERS: readonly unknown[] = [{ sample: true }, "sample", 0.5];

const properties = Object.keys(answerSchema.properties ?? {});
const notNullable = properties.filter((name) => isRefusedInAnswer(name, null));
const typed = properties.filter((name) => OTHERS.some((value) => isRefusedInAnswer(name, value)));

// A number or a boolean becomes the text of itself, as sloppy serializers have it; a text becomes an
// object, which no reader can take for one, and an object or a list a text.
function mistyped(name: string, value: unknown): unknown {
  const text = typeof value === "object" ? "sample" : String(value);
  const others = typeof value === "string" ? OTHERS : [text, ...OTHERS];
  return others.find((other) => isRefusedInAnswer(name, other));
}

const perProperty: readonly Fault[] = [
  ...(answerSchema.required ?? []).map((name) =>
    breaks(
      `without-${kebab(name)}`,
      `Successes lack the required property ${name}.`,
      onSuccess(without(name)),
    ),
  ),
  ...notNullable.map((name) =>
    breaks(
      `null-${kebab(name)}`,
      `Successes carry null for ${name}, which is not nullable.`,
      sets({ [name]: null }),
    ),
  ),
  ...typed.map((name) =>
    breaks(
      `mistyped-${kebab(name)}`,
      `Successes carry ${name} in another type than the documented one.`,
      onSuccess((json) => ({ ...json, [name]: mistyped(name, json[name]) })),
    ),
  ),
];

const listed = (json: object) => [json];
const inCamelCase = (json: object) =>
  Object.fromEntries(Object.entries(json).map(([name, value]) => [camel(name), value]));
const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const error = { detail: "Something went wrong." };

const shapes: readonly Fault[] = [
  breaks("enveloped", "Successes are wrapped in meta and data.", onSuccess(enveloped)),
  breaks("array-answer", "Successes are an array that holds the object.", onSuccess(listed)),
  breaks("empty-object", "Successes are an empty object.", onSuccess(to({}))),
  breaks("null-answer", "Successes are the JSON value null.", onSuccess(to(null))),
  breaks(
    "double-encoded",
    "Successes are a JSON string that holds the JSON.",
    onSuccess(JSON.stringify),
  ),
  breaks("fractional-id", "Successes carry an id with a fraction.", sets({ [ID]: 1001.5 })),
  breaks("camel-case", "Successes name their properties in camel case.", onSuccess(inCamelCase)),
  breaks(
    "error-as-success",
    "Successes carry an error document with the success status.",
    onSuccess(to(error)),
  ),
];

const withNanId = (text: string) => text.replace(new RegExp(`"${ID}":\\d+`), `"${ID}":NaN`);
const withMore = (text: string) => `${text}}`;
const withMark = (text: string) => `\ufeff${text}`;
const withNuls = (text: string) => text.replace(/:"/, ':"\0\0');
const withBadByte = (all: Buffer) =>
  Buffer.from(all.toString("latin1").replace(/:"/, ':"\xff'), "latin1");
const inUtf16 = (all: Buffer) => Buffer.from(all.toString(), "utf16le");

const bytes: readonly Fault[] = [
  breaks("empty-body", "Successes have no body at all.", onText(to(""))),
  breaks("plain-text", "Successes are a word of text, called JSON.", onText(to("OK"))),
  breaks("html-as-json", "Successes are HTML, called JSON.", onText(to("<p>OK</p>"))),
  breaks("truncated-json", "Successes end in the middle of the JSON.", onBytes(half)),
  breaks("trailing-bytes", "Successes have more text after the JSON.", onText(withMore)),
  breaks("nan-id", "Successes carry NaN, which is not JSON.", onText(withNanId)),
  breaks("byte-order-mark", "Successes begin with a byte order mark.", onText(withMark)),
  breaks("invalid-utf8", "Successes hold a byte that is not UTF-8.", onBytes(withBadByte)),
  breaks("utf-16", "Successes are encoded in UTF-16.", onBytes(inUtf16)),
  breaks("nul-bytes", "Successes hold NUL bytes inside a string.", onText(withNuls)),
];

const MEDIA_TYPES = {
  html: "text/html",
  text: "text/plain",
  problem: "application/problem+json",
  vendor: "application/vnd.sample+json",
};
const declaredAs = (value?: string) => when(isSuccess, withHeader("content-type", value));

const mediaTypes: readonly Fault[] = [
  breaks("media-type-missing", "Successes do not declare their media type.", declaredAs()),
  ...Object.entries(MEDIA_TYPES).map(([name, value]) =>
    breaks(`media-type-${name}`, `Successes are declared as ${value}.`, declaredAs(value)),
  ),
];

/** Faults of successes. */
export const answerFaults: readonly Fault[] = [
  ...perProperty,
  ...shapes,
  ...bytes,
  ...mediaTypes,
  ...[201, 202, 203, 206].map((status) =>
    breaks(
      `status-${status}`,
      `Successes have the undocumented status ${status}.`,
      when(isSuccess, withStatus(status)),
    ),
  ),
];
