/** Refuses what OpenAPI allows and this tool chain would get wrong, in sentences that name the place. */
import { escapeStep } from "../../src/description/pointer.js";
import { type Description, type OpenApiDocument, type Problem, refuseAll } from "./document.js";
import { isObject, type PlacedSchema, partsOf, schemasOf } from "./schemas.js";
import { parameterProblems } from "./supported-parameters.js";
import { discriminatorProblems } from "./unions.js";
import { type DescribedOperation, type Media, operationsOf } from "./walk.js";

/** @throws DescriptionError with a line for each problem */
export function refuseUnsupported(description: Description): void {
  const { document } = description;
  const schemas = schemasOf(document);
  const operations = operationsOf(document);
  const circles = circleProblems(document, schemas);
  // What a parameter can be is looked for behind every `$ref`, which has to end.
  const ended = circles.length > 0 ? [] : operations;
  refuseAll(description, [
    ...documentProblems(document),
    ...circles,
    ...ended.flatMap((operation) => [...parameterProblems(document, operation)]),
    ...operations.flatMap((operation) => [...operationProblems(document, operation)]),
    ...schemas.flatMap((placed) => [...schemaProblems(placed)]),
    ...keyProblems(document, operations),
  ]);
}

const DIALECT =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.1\/dialect\/.*)$/;
const NO_DIALECT = "A schema is one of JSON Schema 2020-12; no other dialect is read.";
const NO_CALLS = "Calls of the server to the client are not supported.";
const NO_EXTENSION = "An extension cannot stand here; put it at the top of the description.";
const NO_PATH_ITEM = "A $ref to a path item is not followed; write its operations here.";
const ONE_LIST_OF_SERVERS = "Every operation has the same servers; name them at the top only.";

function* documentProblems(document: OpenApiDocument): Iterable<Problem> {
  const { openapi = "3.1", info, servers = [], components = {}, jsonSchemaDialect } = document;
  if (!/^3\.1\b/.test(openapi)) {
    yield ["#/openapi", "The description is one of OpenAPI 3.1; write 3.1.1."];
  }
  if (!/^\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(info.version)) {
    yield ["#/info/version", "The version is three numbers, so that changes can be rated."];
  }
  if (jsonSchemaDialect !== undefined && !DIALECT.test(jsonSchemaDialect)) {
    yield ["#/jsonSchemaDialect", NO_DIALECT];
  }
  if ("webhooks" in document) yield ["#/webhooks", NO_CALLS];
  if ("callbacks" in components) yield ["#/components/callbacks", NO_CALLS];
  if ("pathItems" in components) {
    yield ["#/components/pathItems", "A path item is no component; write it under paths."];
  }
  for (const [index, { url }] of servers.entries()) {
    if (/^https:\/\/[^{}?#\s]+$/.test(url)) continue;
    const sentence = "A server is an https URL; write one for each variable's value.";
    yield [`#/servers/${index}/url`, sentence];
  }
  // In lower case a name could be a word of the language, or that of what is declared beside the
  // schemas; `Record` is what an empty object is declared as.
  for (const name of Object.keys(components.schemas ?? {})) {
    if (!/^([a-z_]\w*|Record)$/.test(name)) continue;
    const sentence =
      "A schema has a name in PascalCase other than Record; it becomes that of a type.";
    yield [`#/components/schemas/${escapeStep(name)}`, sentence];
  }
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const at = `#/paths/${escapeStep(path)}`;
    if (!path.startsWith("/")) yield [at, NO_EXTENSION];
    else yield* pathProblems(path, at);
    if (item.$ref !== undefined) yield [at, NO_PATH_ITEM];
    if (item.servers) yield [`${at}/servers`, ONE_LIST_OF_SERVERS];
  }
}

/** A parameter, or text of which no URL makes something else: no step up, no percent sign of its own. */
const STEP = /^(\{[\w.-]+\}|(?!(\.|%2e){1,2}$)([\w.~!$&'()+,;=:@-]|%[\da-f]{2})+)$/i;

function* pathProblems(path: string, at: string): Iterable<Problem> {
  const steps = path.split("/").slice(1);
  if (path !== "/" && !steps.every((step) => STEP.test(step))) {
    yield [at, "A step of a path is one parameter, or text as it stands in a URL."];
  }
  const named = steps.filter((step) => step.startsWith("{"));
  if (new Set(named).size < named.length) yield [at, "A path has each of its parameters once."];
}

function* operationProblems(
  document: OpenApiDocument,
  { method, source, operation, body, answers }: DescribedOperation,
): Iterable<Problem> {
  if (operation.servers) yield [`${source}/servers`, ONE_LIST_OF_SERVERS];
  if (operation.callbacks) yield [`${source}/callbacks`, NO_CALLS];
  if (method === "trace") yield [source, "No client sends a TRACE (Fetch §2.2.1)."];
  if (body && /^(get|head)$/.test(method)) {
    const sentence = `A ${method.toUpperCase()} is sent without a body (Fetch §5.3).`;
    yield [`${source}/requestBody`, sentence];
  }
  if (body) yield* mediaProblems(body.media, `${source}/requestBody`);
  for (const status of Object.keys(operation.responses ?? {})) {
    if (status.startsWith("x-")) yield [`${source}/responses/${status}`, NO_EXTENSION];
  }
  for (const { status, source: at, media } of answers) {
    if (/^1(\d\d|XX)$/.test(status)) {
      yield [at, "A call ends with a final status, from 2XX on."];
    } else if (!/^([2-5](\d\d|XX)|default)$/.test(status)) {
      yield [at, `There is no status ${status}; write three digits, a range as 4XX, or default.`];
    }
    if (media.length > 0 && (method === "head" || /^(204|205|304)$/.test(status))) {
      const answer = method === "head" ? "An answer to HEAD" : `A ${status}`;
      yield [`${at}/content`, `${answer} has no body (RFC 9110); take its content away.`];
    }
    // A range of media types says what comes, not what is to be sent.
    const own = media.filter(({ mediaType }) => !/^(\*|application)\/\*$/.test(mediaType));
    yield* mediaProblems(own, at);
  }
  const schemes = document.components?.securitySchemes ?? {};
  for (const name of (operation.security ?? document.security ?? []).flatMap(Object.keys)) {
    const scheme = schemes[name];
    const isKey = scheme?.type === "apiKey" && scheme.in === "header";
    if (isKey || (scheme?.type === "http" && scheme.scheme.toLowerCase() === "bearer")) continue;
    const sentence = "The client sends a credential as an apiKey in a header or as an http bearer.";
    yield [`#/components/securitySchemes/${escapeStep(name)}`, sentence];
  }
}

function* mediaProblems(media: readonly Media[], source: string): Iterable<Problem> {
  for (const { mediaType, pointer } of media) {
    if (/^[a-z]+\/([a-z\d!#$&^_.-]+\+)?json$/.test(mediaType)) continue;
    // Where the operation says it: the body may stand elsewhere.
    const at = source + pointer.slice(pointer.lastIndexOf("/content/"));
    yield [
      at,
      `Only JSON can be judged: ${mediaType} is none, or not in lower case, or has a parameter.`,
    ];
  }
}

/** What is called is called with the credentials of its first alternative. */
function* keyProblems(
  document: OpenApiDocument,
  operations: readonly DescribedOperation[],
): Iterable<Problem> {
  const schemes = document.components?.securitySchemes ?? {};
  const used = operations.flatMap(({ operation: { security } }) =>
    Object.keys((security ?? document.security ?? [])[0] ?? {}),
  );
  const keys = new Set(used.filter((name) => schemes[name]?.type === "apiKey"));
  for (const name of [...keys].slice(1)) {
    yield [
      `#/components/securitySchemes/${escapeStep(name)}`,
      "The client knows one key, its client id; name this one in a later alternative only.",
    ];
  }
}

/** Keywords that give a schema another base, or choose it while it is read. */
const REFUSED = ["$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary"];

function* schemaProblems(placed: PlacedSchema): Iterable<Problem> {
  const [pointer, schema] = placed;
  for (const keyword of REFUSED) {
    if (!Object.hasOwn(schema, keyword)) continue;
    const sentence = `The keyword ${keyword} is not supported: every $ref is a pointer into this document.`;
    yield [`${pointer}/${keyword}`, sentence];
  }
  const { $schema = "https://json-schema.org/draft/2020-12/schema", properties } = schema;
  if (!DIALECT.test(String($schema))) yield [`${pointer}/$schema`, NO_DIALECT];
  // In JavaScript every object seems to have it, so whether it is there cannot be told.
  if (isObject(properties) && Object.hasOwn(properties, "constructor")) {
    yield [`${pointer}/properties/constructor`, "A property cannot be named constructor."];
  }
  yield* discriminatorProblems(placed);
}

/** A schema that is a part of itself: no value is ever judged to its end. */
function circleProblems(document: OpenApiDocument, schemas: readonly PlacedSchema[]): Problem[] {
  const told = new Set<string>();
  const isPartOfItself = (placed: PlacedSchema): boolean => {
    const seen = new Set<string>();
    const waiting = partsOf(document, placed);
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (!seen.has(part[0])) waiting.push(...partsOf(document, part));
      seen.add(part[0]);
    }
    // The others of a circle need no sentence of their own.
    const isFirst = seen.has(placed[0]) && !told.has(placed[0]);
    if (isFirst) for (const pointer of seen) told.add(pointer);
    return isFirst;
  };
  return schemas
    .filter(isPartOfItself)
    .map(([pointer]) => [pointer, "The schema is a part of itself; no value of it can be judged."]);
}
