/** Judges what a request carries beside its body: target, parameters, credentials. */
import {
  type DescribedCredential,
  type DescribedParameter,
  type Operation,
  pathParameters,
} from "../description/operations.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { type Collector, collector, type Place } from "./collector.js";
import type { CheckName, Finding } from "./finding.js";

const CHECK = "request_conformance";

/** Judges where a request was sent: method, path and query; without a query given, not that. */
export function judgeTarget(
  operation: Operation,
  request: { readonly method: string; readonly path: string; readonly query?: string | undefined },
): Finding[] {
  const { method, path, parameters } = operation;
  const book = collector(operation);
  if (request.method !== method) book.note(CHECK, operation, method, "another method");
  const values = pathParameters(operation, request.path);
  if (!values) book.note(CHECK, operation, path, "another path");
  for (const parameter of parameters) {
    const { name } = parameter;
    if (parameter.in === "path" && values?.[name] === "")
      book.note(CHECK, parameter, `the parameter ${name}`, "an empty one");
    if (parameter.in === "query" && request.query !== undefined)
      noteQueryParameter(book, parameter, new URLSearchParams(request.query));
  }
  return book.findings;
}

function noteQueryParameter(
  book: Collector,
  parameter: DescribedParameter,
  query: URLSearchParams,
): void {
  const { name, required } = parameter;
  const given = query.getAll(name);
  if (required && given.length === 0) book.note(CHECK, parameter, `the parameter ${name}`, "none");
  for (const text of given) noteUnfit(book, parameter, text);
}

/** Notes a header parameter that is missing, or is not of its documented type. */
export function noteHeaderParameter(
  book: Collector,
  parameter: DescribedParameter,
  headers: HeaderList,
): void {
  noteMissing(book, CHECK, parameter, headers, parameter);
  noteUnfit(book, parameter, headerOf(headers, parameter.name.toLowerCase()));
}

/** Notes a required header that is missing. */
export function noteMissing(
  { note }: Collector,
  check: CheckName,
  { name, required }: { readonly name: string; readonly required: boolean },
  headers: HeaderList,
  place: Place,
): void {
  if (required && headerOf(headers, name.toLowerCase()) === undefined) {
    note(check, place, `the header ${name}`, "none");
  }
}

/** What the text of a parameter looks like, by its documented type; any text is of another type. */
const TEXT_OF_TYPE: ReadonlyMap<unknown, RegExp> = new Map([
  ["integer", /^-?\d+$/],
  ["number", /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i],
  ["boolean", /^(true|false)$/],
]);

function noteUnfit(
  { note }: Collector,
  parameter: DescribedParameter,
  text: string | undefined,
): void {
  const { name, type } = parameter;
  if (text === undefined || (TEXT_OF_TYPE.get(type)?.test(text) ?? true)) return;
  note(CHECK, parameter, `the parameter ${name} as ${type}`, "another type");
}

/** What lacks of the first alternative of credentials, where no alternative is met. */
export function missingCredentials(
  { security }: Operation,
  headers: HeaderList | null,
): readonly MissingCredential[] {
  if (!headers) return NOTHING;
  let missing: readonly MissingCredential[] | undefined;
  for (const needed of security) {
    const lacking = missingOf(needed, headers);
    if (lacking.length === 0) return NOTHING;
    missing ??= lacking;
  }
  return missing ?? NOTHING;
}

type MissingCredential = readonly [documented: string, received: string];

const NOTHING: readonly MissingCredential[] = [];

function missingOf(needed: readonly DescribedCredential[], headers: HeaderList) {
  const missing: MissingCredential[] = [];
  for (const { header, scheme } of needed) {
    const value = headerOf(headers, header.toLowerCase());
    if (value === undefined) missing.push([`the header ${header}`, "none"]);
    else if (scheme && !value.toLowerCase().startsWith(`${scheme} `)) {
      missing.push([`${header} with ${scheme}`, "another scheme"]);
    }
  }
  return missing;
}
