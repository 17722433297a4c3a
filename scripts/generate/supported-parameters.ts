/** Refuses parameters and answer headers that cannot be written, or be read again, as they are described. */

import type {
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  PathItem,
  Problem,
} from "./document.js";
import { itemsOf, kindsOf, neverFits } from "./kinds.js";
import { headersOf, operationsOf, parametersOf, responsesOf } from "./walk.js";

/** What the connection or the client itself writes (RFC 9110 §7.6.1, Fetch §2.2.2). */
const OWN_HEADERS =
  /^(host|content-length|transfer-encoding|connection|keep-alive|expect|te|trailer|upgrade|cookie|set-cookie|date|origin|referer|via|accept-encoding|content-encoding|proxy-.*|sec-.*)$/i;

/** OpenAPI 3.1 §4.8.12.2.1, as far as each is written and read here. */
const STYLES: Readonly<Record<string, string>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

/** What is wrong with the parameters of a document's operations and with the headers of their answers. */
export function parameterProblems(document: OpenApiDocument): Problem[] {
  return operationsOf(document).flatMap(({ source, path, item, operation }) => [
    ...ownProblems(document, item, operation, source),
    ...stepProblems(path, parametersOf(document, item, operation, source)),
    ...responsesOf(document, operation, source).flatMap(({ response, place }) =>
      headersOf(document, response, place).flatMap(([pointer, header]) =>
        sentencesFor(document, header, `The header ${header.name}`).map(
          (sentence): Problem => [pointer, sentence],
        ),
      ),
    ),
  ]);
}

function ownProblems(
  document: OpenApiDocument,
  item: PathItem,
  operation: OperationObject,
  source: string,
): Problem[] {
  const seen = new Set<string>();
  return parametersOf(document, item, operation, source).flatMap(([pointer, parameter]) => {
    const { name, in: place, required } = parameter;
    const label = `The ${place === "cookie" ? place : `${place} parameter`} ${name}`;
    const sentences = sentencesFor(document, parameter, label);
    if (place === "cookie" && required) {
      sentences.push(`The cookie ${name} cannot be required: none is sent.`);
    }
    if (place === "header") {
      if (OWN_HEADERS.test(name)) {
        sentences.push(`${label} cannot be given: the connection writes it.`);
      } else if (seen.has(name.toLowerCase())) {
        sentences.push(`${label} differs from another one in letter case only.`);
      }
      seen.add(name.toLowerCase());
    }
    return sentences.map((sentence): Problem => [pointer, sentence]);
  });
}

/** Lint finds a step of the path without a parameter, but not a parameter without a step. */
function stepProblems(path: string, parameters: ReturnType<typeof parametersOf>): Problem[] {
  return parameters
    .filter(([, { name, in: place }]) => place === "path" && !path.includes(`{${name}}`))
    .map(([pointer, { name }]) => [pointer, `The path parameter ${name} is no step of the path.`]);
}

function sentencesFor(
  document: OpenApiDocument,
  { in: place, style, schema, content, ...flags }: ParameterObject,
  label: string,
): string[] {
  if (content) return [`${label} is described by a media type; give it a schema of its own.`];
  if (!schema) return [`${label} needs a schema.`];
  const wanted = STYLES[place] ?? "simple";
  if (style !== undefined && style !== wanted) {
    return [`${label} has the style ${style}; only ${wanted} is written and read here.`];
  }
  if (flags.allowReserved) return [`${label} is allowReserved; every value is percent-encoded.`];
  if (flags.allowEmptyValue) return [`${label} is allowEmptyValue; give it a value.`];
  return [kindProblem(document, schema)].flatMap((problem) =>
    problem === undefined ? [] : [`${label} ${problem}`],
  );
}

function kindProblem(document: OpenApiDocument, schema: object): string | undefined {
  const kinds = kindsOf(document, schema);
  if (neverFits(document, schema)) return "allows no text, number, boolean or list of them.";
  if (kinds.includes("object")) return "is an object; describe each member as a parameter.";
  if (!kinds.includes("array")) return undefined;
  if (kinds.length > 1) return "is a list or a single value; the two cannot be told apart.";
  const items = itemsOf(document, schema);
  const inner = items ? kindsOf(document, items) : [];
  return inner.includes("array") || inner.includes("object")
    ? "is a list of lists or objects; its items must be texts, numbers or booleans."
    : undefined;
}
