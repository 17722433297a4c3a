/** Walks the bundled document: its operations, and what each of them takes. */
import { escapeStep } from "../../src/description/pointer.js";
import {
  dereference,
  type HeaderObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  placeOf,
  type Reference,
  type ResponseObject,
} from "./document.js";

export const METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
] as const;

/** Every operation with its place, in the order of the description. */
export function operationsOf({ paths = {} }: Pick<OpenApiDocument, "paths">) {
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/"))
    .flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method] as OperationObject | undefined;
        const source = `#/paths/${escapeStep(path)}/${method}`;
        return operation ? [{ path, method, source, item, operation }] : [];
      }),
    );
}

/** RFC 9110 has its own rules for these; OpenAPI 3.1 §4.8.12.1 has parameters of these names ignored. */
const IGNORED = ["accept", "content-type", "authorization"];

/** An operation's parameters with their places: its path's, unless it has one of that name itself. */
export function parametersOf(
  document: OpenApiDocument,
  item: PathItem,
  operation: OperationObject,
  source: string,
): (readonly [pointer: string, parameter: ParameterObject])[] {
  const path = source.slice(0, source.lastIndexOf("/"));
  const found = new Map<string, readonly [string, ParameterObject]>();
  for (const [place, { parameters = [] }] of [
    [path, item],
    [source, operation],
  ] as const) {
    for (const [index, given] of parameters.entries()) {
      const parameter = dereference<ParameterObject>(document, given);
      const pointer = placeOf(given, `${place}/parameters/${index}`);
      const { name, in: where } = parameter;
      if (where === "header" && IGNORED.includes(name.toLowerCase())) continue;
      found.set(`${where} ${name}`, [pointer, parameter]);
    }
  }
  return [...found.values()];
}

/** An operation's answers: the status, where it is documented, and where the answer itself stands. */
export function responsesOf(
  document: OpenApiDocument,
  { responses = {} }: OperationObject,
  source: string,
) {
  return Object.entries(responses)
    .filter(([status]) => !status.startsWith("x-"))
    .map(([status, given]) => {
      const pointer = `${source}/responses/${status}`;
      const response = dereference<ResponseObject>(document, given);
      return { status, pointer, response, place: placeOf(given, pointer) };
    });
}

/** An answer's headers with their places. Its media type is not among them (§4.8.17). */
export function headersOf(
  document: OpenApiDocument,
  { headers = {} }: ResponseObject,
  source: string,
): (readonly [pointer: string, parameter: ParameterObject])[] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== "content-type")
    .map(([name, given]: [string, HeaderObject | Reference]) => {
      const header = dereference<HeaderObject>(document, given);
      const pointer = placeOf(given, `${source}/headers/${escapeStep(name)}`);
      return [pointer, { ...header, name, in: "header" }];
    });
}
