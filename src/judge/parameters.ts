/** Judges the parameters of a request, and the headers of an answer, by what is described of each. */
import {
  type DescribedParameter,
  type DescribedResponse,
  type Operation,
  pathParameters,
} from "../description/operations.js";
import { readParameter, textsOf } from "../description/parameters.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { type Collector, documentedBy } from "./collector.js";
import type { CheckName } from "./finding.js";
import type { DocumentLookup, JudgedContent } from "./judged.js";

/** Where a judged value belongs, and what is known of the document. */
type Judged = readonly [check: CheckName, knowledge: DocumentLookup | undefined];

/** Faults that are told of one parameter. */
const MAX_FAULTS = 10;

/** Judges path, query and header parameters. Of what is not given none is judged, and no cookie. */
export function judgeParameters(
  book: Collector,
  operation: Operation,
  { path, query, headers }: JudgedContent,
  knowledge: DocumentLookup | undefined,
): void {
  const segments = path === undefined ? undefined : pathParameters(operation, path);
  const header = (name: string) => (headers ? headerOf(headers, name) : undefined);
  const sources = { path: segments ?? {}, query: query ?? "", header };
  const isGiven = {
    path: segments !== undefined,
    query: query !== undefined,
    header: headers !== null,
  };
  for (const parameter of operation.parameters) {
    if (!isGiven[parameter.in as keyof typeof isGiven]) continue;
    judgeTexts(book, parameter, textsOf(parameter, sources), ["request_conformance", knowledge]);
  }
}

/** Judges the headers that are described of an answer. */
export function judgeHeaders(
  book: Collector,
  described: DescribedResponse,
  headers: HeaderList | null,
  knowledge: DocumentLookup | undefined,
): void {
  if (!headers) return;
  for (const parameter of described.headers) {
    const value = headerOf(headers, parameter.name.toLowerCase());
    const texts = value === undefined ? [] : [value];
    judgeTexts(book, parameter, texts, ["response_headers_conformance", knowledge]);
  }
}

/** @param texts - what the parameter has on the wire; none where it is absent */
function judgeTexts(
  book: Collector,
  parameter: DescribedParameter,
  texts: readonly string[],
  [check, knowledge]: Judged,
): void {
  const { name, in: place, required, items, validate } = parameter;
  const label = `the ${place === "header" ? place : "parameter"} ${name}`;
  const note = (documented: string, received: string) =>
    book.note(check, parameter, documented, received);
  const read = texts.length > 0 ? readParameter(parameter, texts) : undefined;
  if (texts.length === 0) {
    if (required) note(label, "none");
  } else if (place === "path" && texts[0] === "") {
    // No step of a path is empty, whatever text is allowed.
    note(label, "an empty one");
  } else if (!items && texts.length > 1) {
    note(label, `${texts.length} of them`);
  } else if (!read) {
    note(`${label}, percent-encoded`, "another encoding");
  } else if (!validate(read.value)) {
    noteFaults(book, parameter, label, [check, knowledge]);
  }
}

function noteFaults(
  book: Collector,
  { validate, line }: DescribedParameter,
  label: string,
  [check, knowledge]: Judged,
): void {
  for (const fault of (validate.errors ?? []).slice(0, MAX_FAULTS)) {
    const source = fault.schemaPath;
    const at = { source, line: knowledge?.lineOf(source) ?? line };
    const what = fault.pointer === "" ? label : `an item of ${label}`;
    book.note(check, at, `${documentedBy(fault)} for ${what}`, fault.found);
  }
}
