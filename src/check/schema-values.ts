/** Invents values that a schema may allow, and knows the formats that a text can be given. */
import { mergedSchema, type Schema, wholeSchema } from "../description/document.js";
import { escapeStep } from "../description/pointer.js";

/** One value of each JSON kind. */
export const SAMPLES: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  integer: 7,
  string: "text",
  array: [],
  object: {},
};

/** The kinds that a schema allows. */
export function typesOf(schema: Schema): readonly string[] {
  const { type } = schema;
  if (type === undefined) return [];
  return typeof type === "string" ? [type] : type;
}

/** The kinds that a schema allows by its parts and branches; empty where it allows any. */
export function kindsOf(schema: Schema, depth = 0): readonly string[] {
  const merged = mergedSchema(schema);
  const own = typesOf(merged);
  const { anyOf, oneOf = anyOf } = merged;
  if (own.length > 0 || !oneOf || depth > MAX_DEPTH) return own;
  const branches = oneOf.map((branch) => kindsOf(branch, depth + 1));
  return branches.some((kinds) => kinds.length === 0) ? [] : [...new Set(branches.flat())];
}

interface Format {
  readonly sample: string;
  allows(text: string): boolean;
}

const isDate = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** The formats whose texts are known here (JSON Schema 2020-12 §7.3). */
const FORMATS: Readonly<Record<string, Format>> = {
  date: { sample: "2031-05-20", allows: isDate },
  "date-time": {
    sample: "2031-05-20T16:30:00Z",
    allows: (text) =>
      isDate(text.slice(0, 10)) &&
      /^.{10}T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i.test(
        text,
      ),
  },
  uuid: {
    sample: "00000000-0000-4000-8000-000000000000",
    allows: (text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
  },
  email: {
    sample: "jane.sample@example.com",
    allows: (text) => /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)*$/i.test(text),
  },
  uri: {
    sample: "https://example.com/sample",
    allows: (text) => /^[a-z][a-z\d+.-]*:[\x21-\x7e]+$/i.test(text) && URL.canParse(text),
  },
};

/** Whether every text is as its `format` asks, as far as that format is known here. */
export function keepsFormats(schema: Schema, value: unknown): boolean {
  return misformatted(schema, value).length === 0;
}

/** Where a text is not as its `format` asks, as far as that format is known here. */
export function misformatted(
  schema: Schema,
  value: unknown,
  pointer = "",
): { readonly pointer: string; readonly format: string }[] {
  const { format = "", properties = {}, items } = wholeSchema(schema);
  if (typeof value === "string") {
    return (FORMATS[format]?.allows(value) ?? true) ? [] : [{ pointer, format }];
  }
  if (Array.isArray(value)) {
    if (!items) return [];
    // Once for all items: an answer may have millions of them.
    const each = wholeSchema(items);
    return value.flatMap((item, at) => misformatted(each, item, `${pointer}/${at}`));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return property ? misformatted(property, member, `${pointer}/${escapeStep(name)}`) : [];
  });
}

/** Whether texts can be invented for a schema: a format that is not known here allows nobody knows what. */
export function canInventText(schema: Schema): boolean {
  const { format } = wholeSchema(schema);
  return format === undefined || Object.hasOwn(FORMATS, format);
}

/** Nested so deeply, a value is not invented. */
const MAX_DEPTH = 6;

/** Values that a schema may allow: documented ones, then invented ones. Whoever uses one validates it. */
export function candidatesOf(schema: Schema, depth = 0): unknown[] {
  if (depth > MAX_DEPTH) return [];
  const whole = wholeSchema(schema);
  const { examples = [], enum: listed = [], const: only, default: usual } = whole;
  const documented = [...examples, usual, only, ...listed].filter((value) => value !== undefined);
  const kinds = typesOf(whole);
  const invented = (kinds.length > 0 ? kinds : [whole.properties ? "object" : "string"]).flatMap(
    (kind) => ofKind(kind, whole, depth),
  );
  const { anyOf = [], oneOf = [], allOf = [] } = whole;
  const parts = [...anyOf, ...oneOf, ...allOf].flatMap((part) => candidatesOf(part, depth + 1));
  return [...documented, ...invented, ...parts];
}

/** The first candidate that keeps what the schema itself says of a scalar. */
function firstOf(schema: Schema, depth: number): unknown {
  const found = candidatesOf(schema, depth);
  return found.find((value) => keepsLimits(wholeSchema(schema), value)) ?? found[0];
}

function keepsLimits(schema: Schema, value: unknown): boolean {
  const {
    enum: listed,
    minLength = 0,
    maxLength = Number.POSITIVE_INFINITY,
    pattern = "",
  } = schema;
  if (listed && !listed.includes(value)) return false;
  if (typeof value === "number") {
    const { minimum = -Infinity, maximum = Infinity, multipleOf = 1 } = schema;
    const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
    const isStep = schema.multipleOf === undefined || Number.isInteger(value / multipleOf);
    const isIn = value >= minimum && value <= maximum;
    return isStep && isIn && value > exclusiveMinimum && value < exclusiveMaximum;
  }
  if (typeof value !== "string") return true;
  const { length } = [...value];
  const isIn = length >= minLength && length <= maxLength;
  return isIn && new RegExp(pattern, "u").test(value) && keepsFormats(schema, value);
}

function ofKind(kind: string, schema: Schema, depth: number): unknown[] {
  switch (kind) {
    case "string":
      return textsFor(schema);
    case "integer":
    case "number":
      return numbersFor(schema);
    case "boolean":
      return [true, false];
    case "null":
      return [null];
    case "array": {
      const { minItems = 0, items = {} } = schema;
      const item = firstOf(items, depth + 1);
      const distinct = candidatesOf(items, depth + 1).slice(0, minItems);
      const lists = [Array.from({ length: minItems || 1 }, () => item), distinct];
      return minItems === 0 ? [[], ...lists] : lists;
    }
    default: {
      const { required = [], properties = {} } = schema;
      const members = required
        .filter((name) => !wholeSchema(properties[name] ?? {}).readOnly)
        .map((name) => [name, firstOf(properties[name] ?? {}, depth + 1)]);
      return [Object.fromEntries(members)];
    }
  }
}

function textsFor({ format = "", minLength = 0, maxLength = 1e4 }: Schema): string[] {
  const texts = [FORMATS[format]?.sample ?? "text", "a", "A", "1", "2031-05-20"];
  return texts.map((text) =>
    text.length < minLength ? text.padEnd(minLength, text) : text.slice(0, maxLength),
  );
}

function numbersFor(schema: Schema): number[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 } = schema;
  const ends = [minimum, maximum].filter((end) => end !== undefined);
  if (exclusiveMinimum !== undefined) ends.push(exclusiveMinimum + multipleOf);
  if (exclusiveMaximum !== undefined) ends.push(exclusiveMaximum - multipleOf);
  const steps = ends.flatMap((end) => [
    Math.ceil(end / multipleOf) * multipleOf,
    Math.floor(end / multipleOf) * multipleOf,
  ]);
  return [7, ...ends, ...steps, multipleOf, 0, 1];
}
