/** Gives each direction its schemas: what is `readOnly` is not sent, and what is `writeOnly` is not received. */
import { contentPointer } from "../../src/description/pointer.js";
import {
  type Description,
  dereference,
  type MediaTypeObject,
  nodeAt,
  type OpenApiDocument,
  placeOf,
  type RequestBodyObject,
} from "./document.js";
import { reachable } from "./formats.js";
import { isObject, type LooseSchema, schemasIn } from "./schemas.js";
import { stateMapping } from "./unions.js";
import { headersOf, operationsOf, parametersOf, responsesOf } from "./walk.js";

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
        flagged(document, schema, "readOnly").length +
          flagged(document, schema, "writeOnly").length >
        0,
    );
  const [sent, received] = [
    componentsFrom(document, roots.sent),
    componentsFrom(document, roots.received),
  ];
  if (![...roots.sent, ...roots.received].some(differs)) return description;

  const lines = { ...description.lines };
  const inputs = new Map<string, string>();
  for (const pointer of sent) {
    if (received.has(pointer) && differs(pointer))
      inputs.set(pointer, copyOf(document, pointer, lines));
  }
  const ofRequests = [
    ...roots.sent,
    ...[...sent].filter((pointer) => !received.has(pointer)),
    ...inputs.values(),
  ].flatMap((pointer) => inside(document, pointer));
  for (const schema of ofRequests) {
    stateMapping(schema, inputs);
    const target = typeof schema.$ref === "string" ? decodeURIComponent(schema.$ref) : "";
    const [component = ""] = COMPONENT.exec(target) ?? [];
    const input = inputs.get(component);
    if (input) Object.assign(schema, { $ref: input + target.slice(component.length) });
  }
  const own = new Set(ofRequests);
  const others = [...roots.received, ...received].flatMap((pointer) => inside(document, pointer));
  // What is to go is gathered first: a part's flags say what its whole does not require.
  const cuts = [
    ...ofRequests.map((schema) => [schema, flagged(document, schema, "readOnly")] as const),
    ...others
      .filter((schema) => !own.has(schema))
      .map((schema) => [schema, flagged(document, schema, "writeOnly")] as const),
  ];
  for (const [schema, names] of cuts) cut(schema, new Set(names));
  return { ...description, document, lines };
}

/** The pointers of the schemas that requests and answers name. */
function rootsOf(document: OpenApiDocument): { sent: string[]; received: string[] } {
  const bodies = (content: Readonly<Record<string, MediaTypeObject>>, pointer: string) =>
    Object.keys(content).map((mediaType) => `${contentPointer(pointer, mediaType)}/schema`);
  const sent: string[] = [];
  const received: string[] = [];
  for (const { item, operation, source } of operationsOf(document)) {
    const parameters = parametersOf(document, item, operation, source);
    sent.push(...parameters.map(([pointer]) => `${pointer}/schema`));
    if (operation.requestBody) {
      const { content } = dereference<RequestBodyObject>(document, operation.requestBody);
      sent.push(...bodies(content, placeOf(operation.requestBody, `${source}/requestBody`)));
    }
    for (const { response, place } of responsesOf(document, operation, source)) {
      const headers = headersOf(document, response, place);
      received.push(...headers.map(([pointer]) => `${pointer}/schema`));
      received.push(...bodies(response.content ?? {}, place));
    }
  }
  return { sent, received };
}

function componentsFrom(document: OpenApiDocument, roots: readonly string[]): Set<string> {
  const pointers = [...reachable(document, roots).keys()];
  return new Set(pointers.flatMap((pointer) => COMPONENT.exec(pointer) ?? []));
}

function inside(document: OpenApiDocument, pointer: string): LooseSchema[] {
  const schema = nodeAt(document, pointer);
  return isObject(schema) ? schemasIn([pointer, schema]).map(([, each]) => each) : [];
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

/** The properties of a schema, and of the parts that it is made of, that have the flag. */
function flagged(
  document: OpenApiDocument,
  schema: LooseSchema,
  flag: Flag,
  above: readonly LooseSchema[] = [],
): string[] {
  if (above.includes(schema)) return [];
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const target = schema.$ref === undefined ? [] : [dereference<LooseSchema>(document, schema)];
  const parts = [...target, ...partsOf(schema)];
  return [
    ...properties.flatMap(([name, property]) =>
      isObject(property) && hasFlag(document, property, flag) ? [name] : [],
    ),
    ...parts.flatMap((part) => flagged(document, part, flag, [...above, schema])),
  ];
}

function hasFlag(document: OpenApiDocument, schema: LooseSchema, flag: Flag): boolean {
  return schema[flag] === true || dereference<LooseSchema>(document, schema)[flag] === true;
}

function partsOf({ allOf }: LooseSchema): LooseSchema[] {
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
  for (const part of partsOf(schema)) cut(part, names);
}
