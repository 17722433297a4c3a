/** Reads what the description asks of a call, for the stacks that validate by themselves. */
import document from "../../generated/openapi.json" with { type: "json" };
import { type Schema, schemaAt, wholeSchema } from "../../src/description/document.js";
import { type Operation, operations } from "../../src/description/operations.js";
import { textsOf } from "../../src/description/parameters.js";
import { parameterFaults } from "../../src/judge/parameters.js";

/** Under this id the document is one of a validator's schemas. */
export const DOCUMENT = { $id: "description", ...document };

/** What is described of the body of a call. */
export function bodyOf(id: keyof typeof operations) {
  const [body] = Object.values(operations[id].requestBody?.content ?? {});
  if (!body) throw new Error(`${id} has no body.`);
  const { properties = {}, required = [] }: Schema = wholeSchema(schemaAt(body.schema));
  return { validate: body.validate, $ref: `description${body.schema}`, properties, required };
}

/** The places of parameters of the cancel that do not validate, its id aside. */
export function wrongParameters({
  headers,
  query,
}: {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly query: URLSearchParams;
}): string[][] {
  const { parameters }: Operation = operations.cancelExternalBooking;
  const sources = {
    path: {},
    query: query.toString(),
    header: (name: string) => (headers[name] === undefined ? undefined : String(headers[name])),
  };
  return parameters
    .filter(({ in: place }) => place === "query" || place === "header")
    .filter((parameter) => parameterFaults(parameter, textsOf(parameter, sources)).length > 0)
    .map(({ in: place, name }) => [place, name]);
}

/** Whether every name in a query is one that is described. */
export function isKnownQuery(query: URLSearchParams): boolean {
  const { parameters }: Operation = operations.cancelExternalBooking;
  const known = parameters.filter(({ in: place }) => place === "query").map(({ name }) => name);
  return [...query.keys()].every((name) => known.includes(name));
}
