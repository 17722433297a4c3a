/** Gives each direction its schemas: what is `readOnly` is not sent, and what is `writeOnly` is not received. */
import { type Description, nodeAt, type OpenApiDocument, targetOf } from "./document.js";
import { isObject, type LooseSchema, reachable, schemasIn } from "./schemas.js";
import { stateMapping } from "./unions.js";
import { rootsOf } from "./walk.js";

type Flag = "readOnly" | "writeOnly";

const COMPONENT = /^#\/components\/schemas\/[^/]+/;

/**
 * The description in which no schema holds for one direction only: a property that is `readOnly` is gone
 * where it would be sent, one that is `writeOnly` where it would be received (OpenAPI 3.1 §4.8.24.1). A
 * component that both need is there a second time, as `…Input`, with the lines of the first.
 */
export function withDirections(description: Description): Description {
  const document = structuredClone(description.document);
  const roots = rootsOf(document);
  const differs = (pointer: string) =>
    [...reachable(document, [pointer]).values()].some(
      (schema) =>
        flagged(document, schema, "readOnly").length > 0 ||
        flagged(document, schema, "writeOnly").length > 0,
    );
  if (![...roots.sent, ...roots.received].some(differs)) return description;

  const sent = componentsFrom(document, roots.sent);
  const received = componentsFrom(document, roots.received);
  const lines = { ...description.lines };
  const inputs = new Map<string, string>();
  for (const pointer of sent) {
    if (!received.has(pointer) || !differs(pointer)) continue;
    inputs.set(pointer, copyOf(document, pointer, lines));
  }
  const onlySent = [...sent].filter((pointer) => !received.has(pointer));
  const inside = (pointers: Iterable<string>) =>
    [...pointers].flatMap((pointer) => {
      const schema = nodeAt(document, pointer);
      return isObject(schema) ? schemasIn([pointer, schema]).map(([, each]) => each) : [];
    });
  const ofRequests = new Set(inside([...roots.sent, ...onlySent, ...inputs.values()]));
  for (const schema of ofRequests) leadToInput(schema, inputs);
  const ofAnswers = inside([...roots.received, ...received]);
  // What is to go is gathered first: a part's flags say what its whole does not require.
  const cuts = [...new Set([...ofRequests, ...ofAnswers])].map((schema) => {
    const flag = ofRequests.has(schema) ? "readOnly" : "writeOnly";
    return [schema, new Set(flagged(document, schema, flag))] as const;
  });
  for (const [schema, names] of cuts) cut(schema, names);
  return { ...description, document, lines };
}

function componentsFrom(document: OpenApiDocument, roots: readonly string[]): Set<string> {
  const pointers = [...reachable(document, roots).keys()];
  return new Set(pointers.flatMap((pointer) => COMPONENT.exec(pointer) ?? []));
}

/** Adds a second component, and the lines of the first for it; returns its pointer. */
function copyOf(document: OpenApiDocument, pointer: string, lines: Record<string, number>): string {
  const schemas = document.components?.schemas as Record<string, object>;
  const name = pointer.slice(pointer.lastIndexOf("/") + 1);
  let copy = `${name}Input`;
  for (let count = 2; Object.hasOwn(schemas, copy); count += 1) copy = `${name}Input${count}`;
  schemas[copy] = structuredClone(nodeAt(document, pointer) as object);
  const target = `#/components/schemas/${copy}`;
  for (const [at, line] of Object.entries(lines)) {
    if (at === pointer || at.startsWith(`${pointer}/`))
      lines[target + at.slice(pointer.length)] = line;
  }
  return target;
}

function leadToInput(schema: LooseSchema, inputs: ReadonlyMap<string, string>): void {
  stateMapping(schema, inputs);
  const target = typeof schema.$ref === "string" ? targetOf(schema.$ref) : "";
  const [component = ""] = COMPONENT.exec(target) ?? [];
  const input = inputs.get(component);
  if (input) Object.assign(schema, { $ref: input + target.slice(component.length) });
}

/** The properties of a schema, and of the parts that it is made of, that have the flag. */
function flagged(document: OpenApiDocument, schema: LooseSchema, flag: Flag): string[] {
  const { $ref, properties = {} } = schema;
  const target = typeof $ref === "string" ? nodeAt(document, targetOf($ref)) : undefined;
  const parts = [...(isObject(target) ? [target] : []), ...partsIn(schema)];
  const own = Object.entries(properties as Record<string, unknown>).flatMap(([name, property]) =>
    isObject(property) && hasFlag(document, property, flag) ? [name] : [],
  );
  return [...own, ...parts.flatMap((part) => flagged(document, part, flag))];
}

/** Whether it is flagged itself, or what it refers to is. */
function hasFlag(document: OpenApiDocument, schema: LooseSchema, flag: Flag): boolean {
  if (schema[flag] === true) return true;
  const target = typeof schema.$ref === "string" ? nodeAt(document, targetOf(schema.$ref)) : null;
  return isObject(target) && hasFlag(document, target, flag);
}

function partsIn({ allOf }: LooseSchema): LooseSchema[] {
  return Array.isArray(allOf) ? allOf.filter(isObject) : [];
}

/** Takes properties away, also from what is required. */
function cut(schema: LooseSchema, names: ReadonlySet<string>): void {
  if (names.size === 0) return;
  const { properties, required } = schema;
  if (isObject(properties)) for (const name of names) Reflect.deleteProperty(properties, name);
  if (Array.isArray(required)) {
    Object.assign(schema, { required: required.filter((name) => !names.has(name)) });
  }
  for (const part of partsIn(schema)) cut(part, names);
}
