/** The normal form of a schema drops what changes nothing on the wire: words, order, `$ref`s, splits into `allOf`. */
import { escapeStep } from "../../src/description/pointer.js";
import { DescriptionError, dereference } from "../generate/document.js";

export type Node = Record<string, unknown>;
export type Direction = "sent" | "answered";

/** Where a form stands in its source; no name of a keyword can be in its way. */
export const ORIGIN = Symbol("origin");
/** `false` where nothing is allowed; `{}` where everything is. */
export type Form = (Node & { [ORIGIN]?: string }) | false;

export interface Context {
  readonly document: object;
  /** OpenAPI 3.1 §4.8.24 has `readOnly` and `writeOnly` apply to one of them. */
  readonly direction: Direction;
  /** Whether the document is somebody else's, whose generator has spellings of its own. */
  readonly foreign?: boolean;
  /** The references that are being followed, against circles. */
  readonly above?: readonly string[];
  /** How many references may still be followed: schemas that all know each other have endless ways. */
  readonly budget: { left: number };
}

const WORDS =
  /^(description|title|examples?|externalDocs|xml|\$comment|\$schema|\$id|\$anchor|\$defs|definitions|x-.*)$/;
export const SCHEMAS =
  /^(items|additionalProperties|not|contains|if|then|else|propertyNames|unevaluated(Items|Properties)|contentSchema)$/;
export const NAMED_SCHEMAS = /^(patternProperties|dependentSchemas|branches)$/;
const LISTED_SCHEMAS = /^(allOf|anyOf|oneOf|prefixItems)$/;
/** These say nothing when they allow everything. */
const OPEN = /^(items|additionalProperties|propertyNames|then|else|unevaluated(Items|Properties))$/;
/** These say nothing when they are 0 or `false`. */
const IDLE = /^(min(Items|Length|Properties)|deprecated|nullable|readOnly|uniqueItems|writeOnly)$/;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as text that does not depend on the order of its members. */
export function textOf(value: unknown): string {
  const ordered = (_: string, each: unknown) =>
    isNode(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  return JSON.stringify(value, ordered) ?? "";
}

/** @throws DescriptionError when a reference leads nowhere, or out of the document */
export function normalSchema(schema: unknown, origin: string, context: Context): Form {
  if (schema === false) return false;
  if (!isNode(schema)) return { [ORIGIN]: origin };
  const { $ref, ...own } = schema;
  const form = ownForm(own, origin, context);
  if (typeof $ref !== "string") return form;
  const above = context.above ?? [];
  // How many references up a circle closes: the names on its way are each document's own.
  if (above.includes($ref))
    return { [ORIGIN]: origin, $ref: `${above.length - above.indexOf($ref)} up` };
  context.budget.left -= 1;
  if (context.budget.left < 0) {
    throw new DescriptionError("Its schemas refer to each other in too many ways to be compared.");
  }
  const target = dereference(context.document, { $ref });
  const behind = normalSchema(target, decodeURIComponent($ref), {
    ...context,
    above: [...above, $ref],
  });
  return Object.keys(form).length === 0
    ? behind
    : withoutAllOf({ [ORIGIN]: origin, allOf: [behind, form] });
}

function ownForm(schema: Node, origin: string, context: Context): Node {
  const form: Node = {};
  for (const [name, value] of Object.entries(schema)) {
    if (WORDS.test(name)) continue;
    form[name] = memberForm(name, value, {
      schema,
      place: `${origin}/${escapeStep(name)}`,
      context,
    });
    const isOpen = OPEN.test(name) && textOf(form[name]) === "{}";
    if (isOpen || (IDLE.test(name) && !form[name])) delete form[name];
  }
  Object.assign(form, { [ORIGIN]: origin });
  fromVersion30(form);
  valuesForm(form);
  if ("contains" in form) form.minContains ??= 1;
  propertiesForm(form, context.direction);
  branchesForm(form, schema);
  return withoutAllOf(withoutAnyOf(form));
}

interface Member {
  readonly schema: Node;
  readonly place: string;
  readonly context: Context;
}

function memberForm(name: string, value: unknown, { schema, place, context }: Member): unknown {
  const formAt = (step: string | number, each: unknown) =>
    normalSchema(each, `${place}/${escapeStep(String(step))}`, context);
  if (SCHEMAS.test(name)) return normalSchema(value, place, context);
  if (LISTED_SCHEMAS.test(name) && Array.isArray(value)) {
    return value.map((each, index) => formAt(index, each));
  }
  if (!isNode(value) || !(NAMED_SCHEMAS.test(name) || name === "properties")) return value;
  const mayBeAbsent = (key: string) =>
    name === "properties" && !namesIn(schema.required).includes(key);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      return [key, formAt(key, context.foreign && mayBeAbsent(key) ? withoutNull(each) : each)];
    }),
  );
}

/** pydantic 2 writes what may be absent as `anyOf: [X, null]`, whether or not null is ever sent. */
export function withoutNull(schema: unknown): unknown {
  if (!isNode(schema) || !Array.isArray(schema.anyOf)) return schema;
  const anyOf = schema.anyOf.filter((branch) => !(isNode(branch) && branch.type === "null"));
  if (anyOf.length === schema.anyOf.length) return schema;
  const { default: value, ...rest } = schema;
  return { ...rest, anyOf, ...(value === null || value === undefined ? {} : { default: value }) };
}

export function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** OpenAPI 3.0 writes null and open limits with booleans of its own. */
function fromVersion30(form: Node): void {
  if (form.nullable === true && form.type !== undefined) form.type = [form.type, "null"].flat();
  delete form.nullable;
  for (const closed of ["minimum", "maximum"]) {
    const open = closed.replace(/^m/, "exclusiveM");
    const isOpen = form[open];
    if (typeof isOpen !== "boolean") continue;
    if (isOpen) form[open] = form[closed];
    delete form[isOpen ? closed : open];
  }
}

/** One list of types, and one of values that are of these types. */
function valuesForm(form: Node): void {
  if ("const" in form) {
    const { const: only, enum: values } = form;
    const isListed = !Array.isArray(values) || values.map(textOf).includes(textOf(only));
    form.enum = isListed ? [only] : [];
  }
  delete form.const;
  if (Array.isArray(form.enum)) {
    const types = form.type === undefined ? undefined : [form.type].flat();
    form.enum = sorted(
      form.enum.filter((value) => !types || typesOf(value).some((type) => types.includes(type))),
    );
    form.type = (form.enum as unknown[]).map((value) => typesOf(value)[0]);
  }
  if (form.type !== undefined) form.type = typeForm([form.type].flat());
}

function typesOf(value: unknown): string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  return Number.isInteger(value) ? ["integer", "number"] : [typeof value];
}

function typeForm(types: readonly unknown[]): unknown {
  const kinds = types.includes("number") ? types.filter((kind) => kind !== "integer") : types;
  const list = sorted(new Set(kinds));
  return list.length === 1 ? list[0] : list;
}

/** What is `readOnly` is no part of a request, what is `writeOnly` none of an answer. */
function propertiesForm(form: Node, direction: Direction): void {
  const properties = (form.properties ?? {}) as Record<string, Form>;
  const mark = direction === "sent" ? "readOnly" : "writeOnly";
  const marked = Object.entries(properties).filter(([, each]) => each && each[mark] === true);
  for (const [name] of marked) delete properties[name];
  if (Object.keys(properties).length === 0) delete form.properties;
  const isMarked = (name: string) => marked.some(([other]) => other === name);
  const required = sorted(new Set(namesIn(form.required).filter((name) => !isMarked(name))));
  if (required.length > 0) form.required = required;
  else delete form.required;
}

/** The branches of a discriminator by its values: the names of schemas count where there is no `mapping`. */
function branchesForm(form: Node, { discriminator, oneOf, anyOf }: Node): void {
  const sources = oneOf ?? anyOf;
  if (!isNode(discriminator) || !Array.isArray(sources)) return;
  const forms = (form.oneOf ?? form.anyOf) as Form[];
  const mapping = Object.entries((discriminator.mapping ?? {}) as Node);
  const branches = sources.flatMap((branch: Node, index) => {
    const name =
      String(branch.$ref ?? index)
        .split("/")
        .at(-1) ?? "";
    const values = mapping.filter(([, to]) => to === branch.$ref || to === name);
    return (values.length > 0 ? values : [[name]]).map(
      ([value = ""]) => [value, forms[index]] as const,
    );
  });
  form.branches = Object.fromEntries(branches);
  form.discriminator = discriminator.propertyName;
}

/** `anyOf` with null, or of bare types, is a list of types. */
function withoutAnyOf(form: Node): Node {
  if (!Array.isArray(form.anyOf)) return form;
  const branches = form.anyOf as Form[];
  const isBare = (branch: Form, type?: string) =>
    branch !== false &&
    Object.keys(branch).join() === "type" &&
    (type === undefined ? typeof branch.type === "string" : branch.type === type);
  const others = branches.filter((branch) => !isBare(branch, "null"));
  const hasNull = others.length < branches.length;
  const { anyOf: _, ...rest } = form;
  if (others.every((branch) => isBare(branch))) {
    const types = branches.flatMap((branch) => (branch as Node).type);
    return merged([rest, { type: typeForm(types) }]) ?? form;
  }
  const [only] = others;
  if (others.length === 1 && only && (!hasNull || (only.type && !only.enum))) {
    const type = hasNull ? { type: typeForm([only.type, "null"].flat()) } : {};
    return merged([rest, { ...only, ...type }]) ?? form;
  }
  return form;
}

function withoutAllOf(form: Node): Node {
  if (!Array.isArray(form.allOf)) return form;
  const { allOf, ...rest } = form;
  return merged([rest, ...(allOf as Form[])]) ?? form;
}

/** One schema that says what all say; `undefined` where that is more than adding them up. */
function merged(parts: readonly Form[]): Node | undefined {
  const whole: Node = {};
  for (const part of parts) {
    if (part === false) return undefined;
    for (const name of Reflect.ownKeys(part) as string[]) {
      const [before, value] = [whole[name], part[name]];
      if (before === undefined) whole[name] = value;
      else if (name === "required") whole.required = sorted(new Set([before, value].flat()));
      else if (name === "properties") {
        const both = { ...(value as Node), ...(before as Node) };
        const isSame = Object.entries(value as Node).every(
          ([key, each]) => textOf(both[key]) === textOf(each),
        );
        if (!isSame) return undefined;
        whole.properties = both;
      } else if (typeof name === "string" && textOf(before) !== textOf(value)) return undefined;
    }
  }
  const closes = parts.some((part) => part && part.additionalProperties !== undefined);
  const lists = parts.filter((part) => part && part.properties !== undefined);
  return closes && lists.length > 1 ? undefined : whole;
}

function sorted(list: Iterable<unknown>): unknown[] {
  return [...list].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}
