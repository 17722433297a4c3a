/** Refuses examples that do not fit, and properties that no named example has: everything is fed from them. */
import type { Ajv2020 } from "ajv/dist/2020.js";
import { escapeStep } from "../../src/description/pointer.js";
import {
  type Description,
  follow,
  nodeAt,
  type OpenApiDocument,
  type Problem,
  refuseAll,
} from "./document.js";
import { withFormats } from "./formats.js";
import { asSent } from "./runtime/formats.js";
import { isObject, layersOf, type PlacedSchema, schemasOf, showable } from "./schemas.js";
import { createCompiler, idOf } from "./validators.js";
import { operationsOf } from "./walk.js";

/** An example, where it stands, and the schema that it is one of. */
interface Example {
  readonly pointer: string;
  readonly value: unknown;
  readonly schema: string;
}

/** What has examples: a body, a parameter or a header. */
interface Shown {
  readonly example?: unknown;
  readonly examples?: object;
}

/** @throws DescriptionError with a line for each problem */
export function refuseExamples(description: Description): void {
  const { document } = description;
  const operations = operationsOf(document);
  const answers = operations.flatMap(({ answers: own }) => own);
  const media = [
    ...operations.flatMap(({ body }) => body?.media ?? []),
    ...answers.flatMap((answer) => answer.media),
  ].map(({ pointer, media: shown }): [string, Shown] => [pointer, shown]);
  const parameters = [...operations, ...answers].flatMap((part) =>
    "parameters" in part ? part.parameters : part.headers,
  );
  const bodies = media.flatMap((shown) => examplesOf(document, shown));
  const others = parameters.flatMap((shown) => examplesOf(document, shown));
  const schemas = schemasOf(document);
  // The schemas were held against JSON Schema's own when the validators were generated.
  const compiler = createCompiler(
    withFormats(document, () => true),
    { validateSchema: false },
  );
  const seen = new Set<string>();
  refuseAll(description, [
    ...[...bodies, ...others, ...schemas.flatMap(wordsOf)].flatMap((example) =>
      faultsOf(compiler, example),
    ),
    ...schemas.flatMap((placed) =>
      defaultsOf(placed).flatMap((each) => faultsOf(compiler, each, "default")),
    ),
    ...media
      .filter(([, { examples = {} }]) => Object.keys(examples).length === 0)
      .map(
        ([at]): Problem => [
          at,
          "A body has a named example; tests and the sandbox are fed from it.",
        ],
      ),
    ...bodies.flatMap((example) => unlisted(document, example, seen)),
    ...unshown(
      document,
      media.map(([pointer]) => `${pointer}/schema`),
      seen,
    ),
  ]);
}

function examplesOf(
  document: OpenApiDocument,
  [pointer, shown]: readonly [string, Shown],
): Example[] {
  const schema = `${pointer}/schema`;
  const named = Object.keys(shown.examples ?? {}).map((name): Example => {
    const at = `${pointer}/examples/${escapeStep(name)}`;
    const [place, { value }] = follow<{ readonly value?: unknown }>(document, at);
    return { pointer: `${place}/value`, value, schema };
  });
  if (!("example" in shown)) return named;
  return [...named, { pointer: `${pointer}/example`, value: shown.example, schema }];
}

function wordsOf([schema, { example, examples }]: PlacedSchema): Example[] {
  const listed = Array.isArray(examples) ? examples : [];
  const all = listed.map((value, index) => ({
    pointer: `${schema}/examples/${index}`,
    value,
    schema,
  }));
  return example === undefined
    ? all
    : [...all, { pointer: `${schema}/example`, value: example, schema }];
}

function defaultsOf([schema, { default: value }]: PlacedSchema): Example[] {
  return value === undefined ? [] : [{ pointer: `${schema}/default`, value, schema }];
}

function faultsOf(
  compiler: Ajv2020,
  { pointer, value, schema }: Example,
  word = "example",
): Problem[] {
  if (value === undefined) return [[pointer, "An example has a value here, not elsewhere."]];
  const validate = compiler.getSchema(idOf(schema));
  if (!validate || asSent(validate as (value: unknown) => boolean)(value)) return [];
  const [fault] = validate.errors ?? [];
  const at = `${pointer}${fault?.instancePath ?? ""}`;
  return [[at, `The ${word} does not fit its schema: ${fault?.keyword} is not met.`]];
}

/** Notes the properties that a value has, and finds those that its schema does not list. */
function unlisted(
  document: OpenApiDocument,
  { pointer, value, schema }: Example,
  seen: Set<string>,
): Problem[] {
  const root = nodeAt(document, schema);
  if (!isObject(value) || !isObject(root)) return [];
  const layers = layersOf(document, [schema, root]);
  const isKnown = layers.some(([, { properties }]) => isObject(properties));
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${pointer}/${escapeStep(name)}`;
    const places = layers.flatMap((layer) =>
      Array.isArray(value) ? placesOfItem(layer, Number(name)) : placesOfMember(layer, name),
    );
    for (const place of places) seen.add(place);
    if (places.length === 0 && isKnown && !Array.isArray(value)) {
      return [[at, "The example has a property that its schema does not list."]];
    }
    return places.flatMap((place) =>
      unlisted(document, { pointer: at, value: member, schema: place }, seen),
    );
  });
}

/** Where a schema says something about an item of a list. */
function placesOfItem([at, { prefixItems, ...schema }]: PlacedSchema, index: number): string[] {
  const isOwn = Array.isArray(prefixItems) && index < prefixItems.length;
  const rest = isOwn ? ["contains"] : ["contains", "items", "unevaluatedItems"];
  const places = rest.filter((keyword) => keyword in schema).map((keyword) => `${at}/${keyword}`);
  return isOwn ? [...places, `${at}/prefixItems/${index}`] : places;
}

/** Where a schema says something about a property: by its name, or of all that it does not name. */
function placesOfMember([at, schema]: PlacedSchema, name: string): string[] {
  const { properties, patternProperties = {} } = schema;
  const places = Object.keys(patternProperties as object)
    .filter((pattern) => new RegExp(pattern, "u").test(name))
    .map((pattern) => `${at}/patternProperties/${escapeStep(pattern)}`);
  if (isObject(properties) && Object.hasOwn(properties, name)) {
    places.push(`${at}/properties/${escapeStep(name)}`);
  }
  if (places.length > 0) return places;
  return ["additionalProperties", "unevaluatedProperties"]
    .filter((keyword) => schema[keyword])
    .map((keyword) => `${at}/${keyword}`);
}

function unshown(
  document: OpenApiDocument,
  roots: readonly string[],
  seen: ReadonlySet<string>,
): Problem[] {
  const sentence = "No named example has this property; tests and the sandbox are fed from them.";
  return [...showable(document, roots).keys()]
    .filter((pointer) => /\/properties\/[^/]+$/.test(pointer) && !seen.has(pointer))
    .map((pointer) => [pointer, sentence]);
}
