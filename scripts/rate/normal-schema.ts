/** The normal form of a schema drops what changes nothing on the wire: words, order, `$ref`s, splits into `allOf`. */
import { escapeStep } from "../../src/description/pointer.js";
import { nodeAt } from "../generate/document.js";

export type Node = Record<string, unknown>;
export type Direction = "request" | "answer";

export interface Context {
  readonly document: object;
  /** What is sent, or what is answered: OpenAPI 3.1 §4.8.24 has `readOnly` and `writeOnly` apply to one of them. */
  readonly direction: Direction;
  /** Where each node of the normal form stands in its source. */
  readonly origins: WeakMap<object, string>;
  /** Whether annotations are put aside. */
  readonly wireOnly: boolean;
  /** Whether the document is somebody else's, whose generator has spellings of its own. */
  readonly foreign: boolean;
  /** The references that are being followed, against circles. */
  readonly above?: readonly string[];
}

const WORDS =
  /^(description|title|examples?|externalDocs|xml|\$comment|\$schema|\$id|\$anchor|\$defs|definitions|x-.*)$/;
const SCHEMAS =
  /^(items|additionalProperties|not|contains|if|then|else|propertyNames|unevaluated(Items|Properties)|contentSchema)$/;
const NAMED_SCHEMAS = /^(patternProperties|dependentSchemas)$/;
const LISTED_SCHEMAS = /^(allOf|anyOf|oneOf|prefixItems)$/;
/** What says nothing: an open object, a limit that everything keeps. */
const WITHOUT_EFFECT: Readonly<Record<string, unknown>> = {
  additionalProperties: true,
  unevaluatedProperties: true,
  deprecated: false,
  minItems: 0,
  minLength: 0,
  minProperties: 0,
  nullable: false,
  readOnly: false,
  uniqueItems: false,
  writeOnly: false,
};

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function normalSchema(schema: unknown, origin: string, context: Context): unknown {
  if (!isNode(schema)) return schema;
  const { $ref, ...beside } = schema;
  if (typeof $ref !== "string") return note(ownForm(schema, origin, context), origin, context);
  const above = context.above ?? [];
  if (above.includes($ref)) return note({}, $ref, context);
  const target = follow($ref, context.document);
  const behind = normalSchema(target, $ref, { ...context, above: [...above, $ref] });
  const own = ownForm(beside, origin, context);
  if (Object.keys(own).length === 0) return behind;
  const parts = [behind, note(own, origin, context)];
  return note(merged(parts) ?? { allOf: parts }, $ref, context);
}

/** Follows a local reference. */
export function follow(ref: string, document: object): unknown {
  if (!ref.startsWith("#")) throw new Error(`${ref} leads out of the document; bundle it first.`);
  const node = nodeAt(document, decodeURIComponent(ref));
  if (node === undefined) throw new Error(`${ref} leads nowhere.`);
  return isNode(node) && typeof node.$ref === "string" && Object.keys(node).length === 1
    ? follow(node.$ref, document)
    : node;
}

function note<T>(node: T, origin: string, { origins }: Context): T {
  if (isNode(node) && !origins.has(node)) origins.set(node, origin);
  return node;
}

function ownForm(schema: Node, origin: string, context: Context): Node {
  const form: Node = {};
  for (const [name, value] of Object.entries(schema)) {
    if (WORDS.test(name)) continue;
    const place = `${origin}/${escapeStep(name)}`;
    form[name] = memberForm(name, value, place, context);
    const isEmpty = isNode(form[name]) && Object.keys(form[name]).length === 0;
    const isOpen = /^(additional|unevaluated)Properties$/.test(name) && isEmpty;
    if (form[name] === WITHOUT_EFFECT[name] || isOpen) delete form[name];
  }
  fromVersion30(form);
  if ("const" in form) {
    form.enum = [form.const];
    delete form.const;
  }
  if (Array.isArray(form.enum)) form.enum = sorted(form.enum);
  if (form.type !== undefined) form.type = typeForm([form.type].flat());
  propertiesForm(form, schema, context);
  if (context.wireOnly) {
    for (const name of ["deprecated", "readOnly", "writeOnly"]) delete form[name];
    if (context.direction === "answer") delete form.default;
  }
  return withoutAllOf(withoutAnyOf(form));
}

function memberForm(name: string, value: unknown, place: string, context: Context): unknown {
  if (SCHEMAS.test(name)) return normalSchema(value, place, context);
  if (LISTED_SCHEMAS.test(name) && Array.isArray(value)) {
    return value.map((each, index) => normalSchema(each, `${place}/${index}`, context));
  }
  if ((NAMED_SCHEMAS.test(name) || name === "properties") && isNode(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        normalSchema(each, `${place}/${escapeStep(key)}`, context),
      ]),
    );
  }
  return value;
}

/** OpenAPI 3.0 writes null and open limits with booleans of its own. */
function fromVersion30(form: Node): void {
  if (form.nullable === true && form.type !== undefined) form.type = [form.type, "null"].flat();
  delete form.nullable;
  for (const [open, closed] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (form[open] === true) {
      form[open] = form[closed];
      delete form[closed];
    } else if (form[open] === false) delete form[open];
  }
}

function typeForm(types: readonly unknown[]): unknown {
  const kinds = types.includes("number") ? types.filter((kind) => kind !== "integer") : types;
  const list = sorted([...new Set(kinds)]);
  return list.length === 1 ? list[0] : list;
}

function propertiesForm(form: Node, { properties: source }: Node, context: Context): void {
  const required = Array.isArray(form.required) ? (form.required as string[]) : [];
  let gone: string[] = [];
  if (isNode(form.properties)) {
    const properties = form.properties;
    const other = context.direction === "request" ? "readOnly" : "writeOnly";
    gone = Object.keys(properties).filter((name) =>
      isMarked((source as Node)[name], other, context),
    );
    for (const name of gone) delete properties[name];
    for (const [name, property] of Object.entries(properties)) {
      if (!isNode(property)) continue;
      const isRequired = required.includes(name);
      // A default of what has to be there is never used; the other side's may say otherwise.
      if (isRequired && !context.wireOnly) delete property.default;
      if (!isRequired && context.foreign) optionalForm(property, (source as Node)[name]);
    }
    if (Object.keys(properties).length === 0 && gone.length > 0) delete form.properties;
  }
  form.required = sorted(new Set(required.filter((name) => !gone.includes(name))));
  if ((form.required as unknown[]).length === 0) delete form.required;
}

/** Whether a property is `readOnly` or `writeOnly`, itself or where its reference leads. */
function isMarked(property: unknown, mark: string, { document }: Context): boolean {
  if (!isNode(property)) return false;
  if (property[mark] !== undefined) return property[mark] === true;
  if (typeof property.$ref !== "string") return false;
  const target = follow(property.$ref, document);
  return isNode(target) && target[mark] === true;
}

/** pydantic 2 writes what may be absent as `anyOf: [X, null]`, whether or not null is ever sent. */
function optionalForm(property: Node, source: unknown): void {
  const branches = isNode(source) && Array.isArray(source.anyOf) ? source.anyOf : [];
  if (!branches.some((branch) => isNode(branch) && branch.type === "null")) return;
  if (Array.isArray(property.type)) {
    property.type = typeForm(property.type.filter((kind) => kind !== "null"));
  }
  if (property.default === null) delete property.default;
}

/** `anyOf` with null, or of bare types, is a list of types. */
function withoutAnyOf(form: Node): Node {
  if (!Array.isArray(form.anyOf)) return form;
  const branches = form.anyOf as unknown[];
  const others = branches.filter((branch) => !isBare(branch, "null"));
  const hasNull = others.length < branches.length;
  const { anyOf: _, ...rest } = form;
  if (others.every((branch) => isBare(branch))) {
    const types = branches.flatMap((branch) => (branch as { type: unknown }).type);
    return merged([rest, { type: typeForm(types) }]) ?? form;
  }
  const [only] = others;
  if (others.length === 1 && isNode(only) && (!hasNull || (only.type && !only.enum))) {
    const type = hasNull ? { type: typeForm([only.type, "null"].flat()) } : {};
    return merged([rest, { ...only, ...type }]) ?? form;
  }
  return { ...form, anyOf: sorted(branches) };
}

function isBare(branch: unknown, type?: string): boolean {
  return (
    isNode(branch) &&
    typeof branch.type === "string" &&
    Object.keys(branch).length === 1 &&
    (type === undefined || branch.type === type)
  );
}

function withoutAllOf(form: Node): Node {
  if (Array.isArray(form.oneOf)) form.oneOf = sorted(form.oneOf);
  if (!Array.isArray(form.allOf)) return form;
  const { allOf, ...rest } = form;
  return merged([rest, ...(allOf as unknown[])]) ?? { ...form, allOf: sorted(form.allOf) };
}

/** One schema that says what all say; `undefined` where that is more than adding them up. */
function merged(parts: readonly unknown[]): Node | undefined {
  const whole: Node = {};
  for (const part of parts) {
    if (!isNode(part)) return undefined;
    for (const [name, value] of Object.entries(part)) {
      const before = whole[name];
      if (before === undefined) whole[name] = value;
      else if (name === "required")
        whole.required = sorted(new Set([before, value].flat() as unknown[]));
      else if (name === "properties") {
        const both = mergedProperties(before as Node, value as Node);
        if (!both) return undefined;
        whole.properties = both;
      } else if (JSON.stringify(before) !== JSON.stringify(value)) return undefined;
    }
  }
  const closes = parts.filter((part) => (part as Node).additionalProperties !== undefined);
  const lists = parts.filter((part) => (part as Node).properties !== undefined);
  return closes.length > 0 && lists.length > 1 ? undefined : whole;
}

function mergedProperties(first: Node, second: Node): Node | undefined {
  const all: Node = { ...first };
  for (const [name, value] of Object.entries(second)) {
    if (name in all && JSON.stringify(all[name]) !== JSON.stringify(value)) return undefined;
    all[name] ??= value;
  }
  return all;
}

export function sorted(list: Iterable<unknown>): unknown[] {
  const key = (value: unknown) => JSON.stringify(value) ?? "";
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
