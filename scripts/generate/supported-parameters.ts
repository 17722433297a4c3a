/** Refuses parameters and answer headers that cannot be written, or be read again, as they are described. */
import type { OpenApiDocument, ParameterObject, Problem } from "./document.js";
import { itemKindsOf, kindsOf, neverFits } from "./kinds.js";
import type { DescribedOperation, PlacedParameter } from "./walk.js";

/** What the connection or the client itself writes (RFC 9110 §7.6.1, Fetch §2.2.2). */
const OWN_HEADERS =
  /^(host|content-length|transfer-encoding|connection|keep-alive|expect|te|trailer|upgrade|cookie|set-cookie|date|origin|referer|via|accept-encoding|content-encoding|proxy-.*|sec-.*)$/i;

/** RFC 9110 §5.6.2. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** OpenAPI 3.1 §4.8.12.2.1, as far as each is written and read here. */
const STYLES: Readonly<Record<string, string>> = { query: "form", cookie: "form" };

/** What is wrong with the parameters of an operation and with the headers of its answers. */
export function* parameterProblems(
  document: OpenApiDocument,
  { path, parameters, answers }: DescribedOperation,
): Iterable<Problem> {
  for (const [pointer, parameter] of parameters) {
    const { name, in: place, required } = parameter;
    const label = `The ${place === "cookie" ? place : `${place} parameter`} ${name}`;
    for (const said of sentencesFor(document, parameter)) yield [pointer, `${label} ${said}`];
    // Lint finds a step of the path without a parameter, but not a parameter without a step.
    if (place === "path" && !path.includes(`{${name}}`)) {
      yield [pointer, `${label} is no step of the path.`];
    }
    if (place === "cookie" && required) {
      yield [pointer, `${label} cannot be required: none is sent.`];
    }
    if (place === "header" && OWN_HEADERS.test(name)) {
      yield [pointer, `${label} cannot be given: the connection writes it.`];
    }
    // An object literal with this name has another prototype, and no such member.
    if (name === "__proto__") yield [pointer, `A parameter cannot be named ${name}.`];
  }
  const sent = parameters.filter(([, { in: place }]) => place === "header");
  yield* headerNameProblems(sent, "The header parameter");
  for (const { headers } of answers) {
    for (const [pointer, header] of headers) {
      const label = `The header ${header.name}`;
      for (const said of sentencesFor(document, header)) yield [pointer, `${label} ${said}`];
    }
    yield* headerNameProblems(headers, "The header");
  }
}

function* headerNameProblems(
  headers: readonly PlacedParameter[],
  label: string,
): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [pointer, { name }] of headers) {
    if (!TOKEN.test(name)) yield [pointer, `${label} ${name} has a name that no header can have.`];
    const isSecond = seen.has(name.toLowerCase()) && !OWN_HEADERS.test(name);
    if (isSecond) yield [pointer, `${label} ${name} differs from another one in letter case only.`];
    seen.add(name.toLowerCase());
  }
}

/** At most one sentence, without its subject: of several, the first says why the others do not matter. */
function* sentencesFor(
  document: OpenApiDocument,
  { in: place, style, schema, content, allowReserved, allowEmptyValue }: ParameterObject,
): Iterable<string> {
  const wanted = STYLES[place] ?? "simple";
  if (content) yield "is described by a media type; give it a schema of its own.";
  else if (!schema) yield "needs a schema.";
  else if (style !== undefined && style !== wanted) {
    yield `has the style ${style}; only ${wanted} is written and read here.`;
  } else if (allowReserved) yield "is allowReserved; every value is percent-encoded.";
  else if (allowEmptyValue) yield "is allowEmptyValue; give it a value.";
  else yield* kindProblems(document, schema);
}

function* kindProblems(document: OpenApiDocument, schema: object): Iterable<string> {
  const kinds = kindsOf(document, schema);
  if (neverFits(document, schema)) yield "allows no text, number, boolean or list of them.";
  else if (kinds.includes("object")) yield "is an object; describe each member as a parameter.";
  else if (kinds.includes("array")) {
    if (kinds.length > 1) yield "is a list or a single value; the two cannot be told apart.";
    else if (itemKindsOf(document, schema).some((kind) => /^(array|object)$/.test(kind))) {
      yield "is a list of lists or objects; its items must be texts, numbers or booleans.";
    }
  }
}
