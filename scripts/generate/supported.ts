/** Refuses what OpenAPI allows and this tool chain would get wrong, in sentences that name the place. */
import { contentPointer, escapeStep } from "../../src/description/pointer.js";
import {
  type Description,
  DescriptionError,
  dereference,
  lineAt,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  type RequestBodyObject,
  type ResponseObject,
} from "./document.js";
import { operationsOf, parametersOf, schemaOf, typeOf } from "./walk.js";

/** A pointer and what is wrong there. */
type Problem = readonly [pointer: string, sentence: string];

/** @throws DescriptionError with a line for each problem */
export function refuseUnsupported(description: Description): void {
  const { document, file, lines } = description;
  const problems = [
    ...versionProblems(document),
    ...serverProblems(document),
    ...schemaNameProblems(document),
    ...pathProblems(document),
    ...operationsOf(document).flatMap(({ source, item, operation }) => [
      ...parameterProblems(document, item, operation, source),
      ...Object.keys(operation.responses ?? {})
        .filter((status) => status.startsWith("x-"))
        .map((name): Problem => [`${source}/responses/${name}`, NO_EXTENSION]),
      ...bodyProblems(document, operation, source),
      ...securityProblems(document, operation),
    ]),
    ...keyProblems(document),
    ...nameProblems(document, "#"),
  ];
  const sentences = problems.map(
    ([pointer, sentence]) => `${file}:${lineAt(lines, pointer)}: ${pointer}: ${sentence}`,
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

function parameterProblems(
  document: OpenApiDocument,
  item: PathItem,
  operation: OperationObject,
  source: string,
): Problem[] {
  return parametersOf(document, item, operation, source).flatMap(([pointer, parameter]) => {
    const sentence = parameterProblem(document, parameter);
    return sentence ? [[pointer, sentence] as const] : [];
  });
}

/** They check nothing, or what every id meets. */
const FREE = new Set(["type", "format", "title", "description", "default", "examples", "example"]);

function parameterProblem(
  document: OpenApiDocument,
  { name, in: place, required, schema }: ParameterObject,
): string | undefined {
  if (!schema) return `The parameter ${name} needs a schema; a media type is not written in a URL.`;
  const type = typeOf(document, schema);
  if (place === "path") {
    const isFree = Object.keys(schemaOf(document, schema)).every((keyword) => FREE.has(keyword));
    return type === "string" && isFree
      ? undefined
      : `The path parameter ${name} must be any string: client and check send ids of every form.`;
  }
  if (!required) return undefined;
  if (place === "cookie") return `The cookie ${name} cannot be required: none is sent.`;
  return typeof type === "string" && !["array", "object"].includes(type)
    ? undefined
    : `The parameter ${name} can only be required where it is one string, number or boolean.`;
}

function bodyProblems(
  document: OpenApiDocument,
  operation: OperationObject,
  source: string,
): Problem[] {
  const { requestBody, responses = {} } = operation;
  const contents: [string, object, boolean][] = Object.entries(responses)
    .filter(([status]) => !status.startsWith("x-"))
    .map(([status, response]) => {
      const { content = {} } = dereference<ResponseObject>(document, response);
      return [`${source}/responses/${status}`, content, true];
    });
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
