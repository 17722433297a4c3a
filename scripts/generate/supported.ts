/** Refuses what OpenAPI allows and this tool chain would get wrong, in sentences that name the place. */
import { contentPointer, escapeStep } from "../../src/description/pointer.js";
import {
  type Description,
  DescriptionError,
  dereference,
  type OpenApiDocument,
  type OperationObject,
  type Problem,
  type RequestBodyObject,
  refusalAt,
} from "./document.js";
import { type PlacedSchema, schemasOf } from "./schemas.js";
import { parameterProblems } from "./supported-parameters.js";
import { operationsOf, responsesOf } from "./walk.js";

/** @throws DescriptionError with a line for each problem */
export function refuseUnsupported(description: Description): void {
  const { document } = description;
  const problems = [
    ...versionProblems(document),
    ...Object.keys(document)
      .filter((name) => name === "webhooks")
      .map(
        (name): Problem => [`#/${name}`, "Calls of the server to the client are not supported."],
      ),
    ...serverProblems(document),
    ...schemaNameProblems(document),
    ...pathProblems(document),
    ...parameterProblems(document),
    ...operationsOf(document).flatMap(({ method, source, operation }) => [
      ...operationProblems(method, operation, source),
      ...bodyProblems(document, operation, source),
      ...bodilessProblems(document, method, operation, source),
      ...securityProblems(document, operation),
    ]),
    ...schemasOf(document).flatMap(schemaProblems),
    ...keyProblems(document),
    ...nameProblems(document, "#"),
  ];
  const sentences = problems.map(
    ([pointer, sentence]) => refusalAt(description, pointer, sentence).message,
  );
  if (sentences.length > 0) throw new DescriptionError([...new Set(sentences)].join("\n"));
}

function versionProblems({ info: { version } }: OpenApiDocument): Problem[] {
  return /^\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(version)
    ? []
    : [["#/info/version", "The version is three numbers, so that changes can be rated."]];
}

// In lower case a name could be a word of the language, or that of what is declared beside the schemas;
// `Record` is what an empty object is declared as.
function schemaNameProblems({ components }: OpenApiDocument): Problem[] {
  return Object.keys(components?.schemas ?? {}).flatMap((name): Problem[] =>
    !/^([a-z_]\w*|Record)$/.test(name)
      ? []
      : [
          [
            `#/components/schemas/${escapeStep(name)}`,
            "A schema has a name in PascalCase other than Record; it becomes that of a type.",
          ],
        ],
  );
}

function serverProblems({ servers = [] }: OpenApiDocument): Problem[] {
  return servers.flatMap(({ url }, index): Problem[] =>
    /^https:\/\/[^{}?#\s]+$/.test(url)
      ? []
      : [
          [
            `#/servers/${index}/url`,
            "A server is an https URL; write one for each variable's value.",
          ],
        ],
  );
}

const NO_EXTENSION = "An extension cannot stand here; put it at the top of the description.";

function pathProblems({ paths = {} }: OpenApiDocument): Problem[] {
  return Object.entries(paths).flatMap(([path, item]): Problem[] => {
    const pointer = `#/paths/${escapeStep(path)}`;
    if (!path.startsWith("/")) return [[pointer, NO_EXTENSION]];
    const problems: Problem[] = [];
    if (!/^(\/|(\/(\{[\w.-]+\}|[\w.~!$&'()+,;=:@%-]+))+)$/.test(path)) {
      const sentence = "A step of a path is one parameter, or text as it stands in a URL.";
      problems.push([pointer, sentence]);
    }
    if (item.$ref !== undefined) {
      problems.push([pointer, "A $ref to a path item is not followed; write its operations here."]);
    }
    const own = operationsOf({ paths: { [path]: item } }).filter(
      ({ operation }) => operation.servers !== undefined,
    );
    const places = [...(item.servers ? [pointer] : []), ...own.map(({ source }) => source)];
    const sentence = "Every operation has the same servers; name them at the top only.";
    return [...problems, ...places.map((place): Problem => [`${place}/servers`, sentence])];
  });
}

function bodyProblems(
  document: OpenApiDocument,
  operation: OperationObject,
  source: string,
): Problem[] {
  const { requestBody } = operation;
  const contents = responsesOf(document, operation, source).map(
    ({ pointer, response: { content = {} } }): [string, object, boolean] => [
      pointer,
      content,
      true,
    ],
  );
  if (requestBody) {
    const { content } = dereference<RequestBodyObject>(document, requestBody);
    contents.push([`${source}/requestBody`, content, false]);
  }
  return contents.flatMap(([pointer, content, isAnswer]) =>
    Object.keys(content).flatMap((mediaType): Problem[] => {
      const isRange = isAnswer && /^(\*|application)\/\*$/.test(mediaType);
      if (isRange || /^[a-z]+\/([a-z\d!#$&^_.-]+\+)?json$/.test(mediaType)) return [];
      const sentence = `Only JSON can be judged: ${mediaType} is none, or not in lower case, or has a parameter.`;
      return [[contentPointer(pointer, mediaType), sentence]];
    }),
  );
}

function operationProblems(
  method: string,
  { requestBody, callbacks, responses = {} }: OperationObject,
  source: string,
): Problem[] {
  const problems: Problem[] = Object.keys(responses).flatMap((status): Problem[] => {
    const at = `${source}/responses/${status}`;
    if (status.startsWith("x-")) return [[at, NO_EXTENSION]];
    return status.startsWith("1") ? [[at, "A call ends with a final status, from 2XX on."]] : [];
  });
  if (method === "trace") problems.push([source, "No client sends a TRACE (Fetch §2.2.1)."]);
  if (requestBody && ["get", "head"].includes(method)) {
    const sentence = `A ${method.toUpperCase()} is sent without a body (Fetch §5.3).`;
    problems.push([`${source}/requestBody`, sentence]);
  }
  if (callbacks) {
    problems.push([`${source}/callbacks`, "Calls of the server to the client are not supported."]);
  }
  return problems;
}

function bodilessProblems(
  document: OpenApiDocument,
  method: string,
  operation: OperationObject,
  source: string,
): Problem[] {
  return responsesOf(document, operation, source)
    .filter(({ response: { content = {} } }) => Object.keys(content).length > 0)
    .filter(({ status }) => method === "head" || ["204", "205", "304"].includes(status))
    .map(({ status, pointer }) => {
      const answer = method === "head" ? "An answer to HEAD" : `A ${status}`;
      return [`${pointer}/content`, `${answer} has no body (RFC 9110); take its content away.`];
    });
}

/** Keywords that give a schema another base, or choose it while it is read. */
const REFUSED = ["$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary"];

function schemaProblems([pointer, schema]: PlacedSchema): Problem[] {
  return REFUSED.filter((keyword) => Object.hasOwn(schema, keyword)).map((keyword) => [
    `${pointer}/${keyword}`,
    `${keyword} is not supported: every $ref is a pointer into this document.`,
  ]);
}

function securityProblems(document: OpenApiDocument, operation: OperationObject): Problem[] {
  const schemes = document.components?.securitySchemes ?? {};
  const named = (operation.security ?? document.security ?? []).flatMap(Object.keys);
  return named.flatMap((name): Problem[] => {
    const scheme = schemes[name];
    const isSent =
      scheme?.type === "apiKey"
        ? scheme.in === "header"
        : scheme?.type === "http" && scheme.scheme.toLowerCase() === "bearer";
    if (isSent) return [];
    const sentence = "The client sends a credential as an apiKey in a header or as an http bearer.";
    return [[`#/components/securitySchemes/${escapeStep(name)}`, sentence]];
  });
}

// What is called is called with the credentials of its first alternative.
function keyProblems(document: OpenApiDocument): Problem[] {
  const schemes = document.components?.securitySchemes ?? {};
  const used = operationsOf(document).flatMap(({ operation: { security } }) =>
    Object.keys((security ?? document.security ?? [])[0] ?? {}),
  );
  const keys = new Set(used.filter((name) => schemes[name]?.type === "apiKey"));
  return [...keys]
    .slice(1)
    .map((name) => [
      `#/components/securitySchemes/${escapeStep(name)}`,
      "The client knows one key, its client id; name this one in a later alternative only.",
    ]);
}

/** In JavaScript every object seems to have it, so whether it is there cannot be told. */
const INHERITED = "constructor";

function nameProblems(node: unknown, pointer: string): Problem[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, child]): Problem[] => {
    const below = `${pointer}/${escapeStep(name)}`;
    if (/^(examples?|default|const|enum)$/.test(name)) return [];
    const isInherited = name === INHERITED && pointer.endsWith("/properties");
    return [
      ...(isInherited ? [[below, `A property cannot be named ${INHERITED}.`] as const] : []),
      ...nameProblems(child, below),
    ];
  });
}
