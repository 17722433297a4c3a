/** Faults in the shape, the bytes, the media type and the status of a success. */
import type { Fault } from "../fault.js";
import {
  answerSchema,
  ID,
  isRefusedInAnswer,
  isSuccess,
  kebab,
  onBytes,
  onSuccess,
  withHeader,
} from "./kit.js";

/** An object, and, where objects are allowed, what is none. */
const OTHERS: readonly unknown[] = [{ sample: true }, "sample", 0.5];

const properties = Object.keys(answerSchema.properties ?? {});

/** One for each property: left out (where required), `null`, and of another type. */
const perProperty: readonly Fault[] = [
  ...(answerSchema.required ?? []).map(
    (name): Fault => ({
      name: `without-${kebab(name)}`,
      kind: "breaks",
      sentence: `Successes lack the required property ${name}.`,
      alter: onSuccess(({ [name]: _, ...rest }) => rest),
    }),
  ),
  ...properties
    .filter((name) => isRefusedInAnswer(name, null))
    .map(
      (name): Fault => ({
        name: `null-${kebab(name)}`,
        kind: "breaks",
        sentence: `Successes carry null for ${name}, which is not nullable.`,
        alter: onSuccess((json) => ({ ...json, [name]: null })),
      }),
    ),
  ...properties
    .filter((name) => OTHERS.some((value) => isRefusedInAnswer(name, value)))
    .map(
      (name): Fault => ({
        name: `mistyped-${kebab(name)}`,
        kind: "breaks",
        sentence: `Successes carry ${name} in another type than the documented one.`,
        alter: onSuccess((json) => ({ ...json, [name]: mistyped(name, json[name]) })),
      }),
    ),
];

// A number or a boolean becomes the text of itself, as sloppy serializers have it; a text becomes an
// object, which no reader can take for one, and an object or a list a text.
function mistyped(name: string, value: unknown): unknown {
  const text = typeof value === "object" ? "sample" : String(value);
  const others = typeof value === "string" ? OTHERS : [text, ...OTHERS];
  return others.find((other) => isRefusedInAnswer(name, other));
}

const shape = (name: string, sentence: string, change: (json: object) => unknown): Fault => ({
  name,
  kind: "breaks",
  sentence,
  alter: onSuccess(change),
});

const shapes: readonly Fault[] = [
  shape("enveloped", "Successes are wrapped in meta and data.", (data) => ({ meta: {}, data })),
  shape("array-answer", "Successes are an array that holds the object.", (json) => [json]),
  shape("empty-object", "Successes are an empty object.", () => ({})),
  shape("null-answer", "Successes are the JSON value null.", () => null),
  shape("double-encoded", "Successes are a JSON string that holds the JSON.", JSON.stringify),
  shape("fractional-id", "Successes carry an id with a fraction.", (json) => ({
    ...json,
    [ID]: 1001.5,
  })),
  shape("camel-case", "Successes name their properties in camel case.", (json) =>
    Object.fromEntries(
      Object.entries(json).map(([name, value]) => [
        name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
    ),
  ),
  shape("error-as-success", "Successes carry an error document with the success status.", () => ({
    detail: "Something went wrong.",
  })),
];

const octets = (name: string, sentence: string, change: (bytes: Buffer) => Uint8Array): Fault => ({
  name,
  kind: "breaks",
  sentence,
  alter: onBytes(change),
});

const bytes: readonly Fault[] = [
  octets("empty-body", "Successes have no body at all.", () => Buffer.alloc(0)),
  octets("plain-text", "Successes are a word of text, called JSON.", () => Buffer.from("OK")),
  octets("html-as-json", "Successes are HTML, called JSON.", () => Buffer.from("<p>OK</p>")),
  octets("truncated-json", "Successes end in the middle of the JSON.", (all) =>
    all.subarray(0, all.length / 2),
  ),
  octets("trailing-bytes", "Successes have more text after the JSON.", (all) =>
    Buffer.concat([all, Buffer.from("}")]),
  ),
  octets("nan-id", "Successes carry NaN, which is not JSON.", (all) =>
    Buffer.from(all.toString().replace(new RegExp(`"${ID}":\\d+`), `"${ID}":NaN`)),
  ),
  octets("byte-order-mark", "Successes begin with a byte order mark.", (all) =>
    Buffer.concat([Buffer.from("\ufeff"), all]),
  ),
  octets("invalid-utf8", "Successes hold a byte that is not UTF-8.", (all) =>
    Buffer.from(all.toString("latin1").replace(/:"/, ':"\xff'), "latin1"),
  ),
  octets("utf-16", "Successes are encoded in UTF-16.", (all) =>
    Buffer.from(all.toString(), "utf16le"),
  ),
  octets("nul-bytes", "Successes hold NUL bytes inside a string.", (all) =>
    Buffer.from(all.toString().replace(/:"/, ':"\0\0')),
  ),
];

const mediaType = (name: string, value?: string): Fault => ({
  name,
  kind: "breaks",
  sentence: value
    ? `Successes are declared as ${value}.`
    : "Successes do not declare their media type.",
  alter: (reply) => (isSuccess(reply) ? withHeader(reply, "content-type", value) : reply),
});

const mediaTypes: readonly Fault[] = [
  mediaType("media-type-missing"),
  mediaType("media-type-html", "text/html"),
  mediaType("media-type-text", "text/plain"),
  mediaType("media-type-problem", "application/problem+json"),
  mediaType("media-type-vendor", "application/vnd.sample+json"),
];

const status = (code: number): Fault => ({
  name: `status-${code}`,
  kind: "breaks",
  sentence: `Successes have the undocumented status ${code}.`,
  alter: (reply) => (isSuccess(reply) ? { ...reply, status: code } : reply),
});

/** Faults of successes. */
export const answerFaults: readonly Fault[] = [
  ...perProperty,
  ...shapes,
  ...bytes,
  ...mediaTypes,
  ...[201, 202, 203, 206].map(status),
];
