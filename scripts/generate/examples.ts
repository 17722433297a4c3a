/** Refuses examples that do not fit, and properties that no named example has: everything is fed from them. */
import type { Ajv2020 } from "ajv/dist/2020.js";
import { contentPointer, escapeStep } from "../../src/description/pointer.js";
import {
  type Description,
  DescriptionError,
  dereference,
  type MediaTypeObject,
  nodeAt,
  type OpenApiDocument,
  type Problem,
  placeOf,
  type RequestBodyObject,
  refusalAt,
} from "./document.js";
import { reachable, withFormats } from "./formats.js";
import { asSent } from "./runtime/formats.js";
import { isObject, type LooseSchema, schemasOf } from "./schemas.js";
import { createCompiler, idOf } from "./validators.js";
import { operationsOf, parametersOf, responsesOf } from "./walk.js";

/** An example, where it stands, and the schema that it is one of. */
interface Example {
  readonly pointer: string;
  readonly value: unknown;
  readonly schema: string;
}

/** @throws DescriptionError with a line for each problem */
export function refuseExamples(description: Description): void {
  const { document } = description;
  const media = mediaTypesOf(document);
  const named = media.flatMap(([pointer, { examples }]) =>
    namedExamples(document, examples, pointer, `${pointer}/schema`),
  );
  const compiler = createCompiler(withFormats(document, () => true));
  const all = [...named, ...parameterExamples(document), ...schemaExamples(document)];
  const faults = all.flatMap((example) => faultsOf(compiler, example));
  const seen = new Set<string>();
  const unlisted = named.flatMap(({ schema, ...example }) =>
    visit(document, schema, example, seen),
  );
  const properties = [
    ...reachable(
      document,
      media.map(([pointer]) => `${pointer}/schema`),
    ).keys(),
  ];
  const missing = properties
    .filter((pointer) => /\/properties\/[^/]+$/.test(pointer) && !seen.has(pointer))
    .map(
      (pointer): Problem => [
        pointer,
        "No named example has this property; tests and the sandbox are fed from them.",
      ],
    );
  const problems = [...faults, ...unlisted, ...missing].map(
    ([pointer, sentence]) => refusalAt(description, pointer, sentence).message,
  );
  if (problems.length > 0) throw new DescriptionError([...new Set(problems)].join("\n"));
}

function mediaTypesOf(document: OpenApiDocument): [string, MediaTypeObject][] {
  const inside = (content: Readonly<Record<string, MediaTypeObject>>, pointer: string) =>
    Object.entries(content).map(([mediaType, media]): [string, MediaTypeObject] => [
      contentPointer(pointer, mediaType),
      media,
    ]);
  return operationsOf(document).flatMap(({ operation, source }) => {
    const { requestBody } = operation;
    const body = requestBody && dereference<RequestBodyObject>(document, requestBody);
    return [
      ...(body ? inside(body.content, placeOf(requestBody, `${source}/requestBody`)) : []),
      ...responsesOf(document, operation, source).flatMap(({ response, place }) =>
        inside(response.content ?? {}, place),
      ),
    ];
  });
}

function namedExamples(
  document: OpenApiDocument,
  examples: object | undefined,
  pointer: string,
  schema: string,
): Example[] {
  return Object.entries(examples ?? {}).map(([name, given]: [string, object]) => {
    const { value } = dereference<{ readonly value?: unknown }>(document, given);
    const place = placeOf(given, `${pointer}/examples/${escapeStep(name)}`);
    return { pointer: `${place}/value`, value, schema };
  });
}

function parameterExamples(document: OpenApiDocument): Example[] {
  return operationsOf(document).flatMap(({ item, operation, source }) =>
    parametersOf(document, item, operation, source).flatMap(([pointer, { example, examples }]) => [
      ...namedExamples(document, examples, pointer, `${pointer}/schema`),
      ...(example === undefined
        ? []
        : [{ pointer: `${pointer}/example`, value: example, schema: `${pointer}/schema` }]),
    ]),
  );
}

function schemaExamples(document: OpenApiDocument): Example[] {
  return schemasOf(document).flatMap(([schema, { examples }]) =>
    Array.isArray(examples)
      ? examples.map((value, index) => ({ pointer: `${schema}/examples/${index}`, value, schema }))
      : [],
  );
}

function faultsOf(compiler: Ajv2020, { pointer, value, schema }: Example): Problem[] {
  if (value === undefined) return [[pointer, "An example has a value here, not elsewhere."]];
  const validate = compiler.getSchema(idOf(schema));
  if (!validate || asSent(validate as (value: unknown) => boolean)(value)) return [];
  const [fault] = validate.errors ?? [];
  const at = `${pointer}${fault?.instancePath ?? ""}`;
  return [[at, `The example does not fit its schema: ${fault?.keyword} is not met.`]];
}

/** Notes the properties that a value has, and finds those that its schema does not list. */
function visit(
  document: OpenApiDocument,
  schemaPointer: string,
  { pointer, value }: Omit<Example, "schema">,
  seen: Set<string>,
): Problem[] {
  const layers = layersOf(document, schemaPointer);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      layers.flatMap(([at, { prefixItems, items }]) => {
        const own = Array.isArray(prefixItems) && index < prefixItems.length;
        const below = own ? `${at}/prefixItems/${index}` : `${at}/items`;
        const child = { pointer: `${pointer}/${index}`, value: item };
        return own || isObject(items) ? visit(document, below, child, seen) : [];
      }),
    );
  }
  if (!isObject(value)) return [];
  const isObjectKnown = layers.some(([, schema]) => isObject(schema.properties));
  const isMap = layers.some(
    ([, { additionalProperties, patternProperties }]) => additionalProperties || patternProperties,
  );
  return Object.entries(value).flatMap(([name, member]) => {
    const child = { pointer: `${pointer}/${escapeStep(name)}`, value: member };
    const owners = layers.filter(
      ([, { properties }]) => isObject(properties) && Object.hasOwn(properties, name),
    );
    const maps = layers.filter(([, schema]) => isObject(schema.additionalProperties));
    if (owners.length === 0 && isObjectKnown && !isMap) {
      return [[child.pointer, "The example has a property that its schema does not list."]];
    }
    const places = owners.map(([at]) => `${at}/properties/${escapeStep(name)}`);
    for (const place of places) seen.add(place);
    const below = places.length > 0 ? places : maps.map(([at]) => `${at}/additionalProperties`);
    return below.flatMap((place) => visit(document, place, child, seen));
  });
}

/** A schema with what it refers to, its parts and its alternatives, each at its place. */
function layersOf(
  document: OpenApiDocument,
  pointer: string,
  above: readonly string[] = [],
): [pointer: string, schema: LooseSchema][] {
  if (above.includes(pointer)) return [];
  const schema = nodeAt(document, pointer);
  if (!isObject(schema)) return [];
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => {
    const branches = schema[keyword];
    return Array.isArray(branches) ? branches.map((_, at) => `${pointer}/${keyword}/${at}`) : [];
  });
  const alone = ["if", "then", "else"].map((keyword) => `${pointer}/${keyword}`);
  const target = typeof schema.$ref === "string" ? [decodeURIComponent(schema.$ref)] : [];
  const below = [...target, ...parts, ...alone].flatMap((place) =>
    layersOf(document, place, [...above, pointer]),
  );
  return [[pointer, schema], ...below];
}
