/** Walks a document: its operations, each with what it takes and answers, and where all of that stands. */
import { contentPointer, escapeStep } from "../../src/description/pointer.js";
import {
  follow,
  type HeaderObject,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  type RequestBodyObject,
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

/** A parameter, or a header as one, behind its `$ref`s. */
export type PlacedParameter = readonly [pointer: string, parameter: ParameterObject];

/** What a body can be, behind the `$ref`s that lead to it. */
export interface Media {
  readonly pointer: string;
  readonly mediaType: string;
  readonly media: MediaTypeObject;
}

/** A body or an answer, behind the `$ref`s that lead to it, and where it stands. */
interface Message<T> {
  readonly at: string;
  readonly value: T;
  readonly media: readonly Media[];
}

export interface Answer extends Message<ResponseObject> {
  readonly status: string;
  /** Where the operation says so; what stands there may be a `$ref`. */
  readonly source: string;
  readonly headers: readonly PlacedParameter[];
}

export interface DescribedOperation {
  readonly path: string;
  readonly method: (typeof METHODS)[number];
  readonly source: string;
  readonly item: PathItem;
  readonly operation: OperationObject;
  readonly parameters: readonly PlacedParameter[];
  readonly body: Message<RequestBodyObject> | undefined;
  readonly answers: readonly Answer[];
}

/** Every operation, in the order of the description. */
export function operationsOf(document: OpenApiDocument): DescribedOperation[] {
  return Object.entries(document.paths ?? {})
    .filter(([path]) => path.startsWith("/"))
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) =>
        operationAt(document, { path, item, method }),
      ),
    );
}

function operationAt(
  document: OpenApiDocument,
  { path, item, method }: Pick<DescribedOperation, "path" | "method"> & { item: PathItem },
): DescribedOperation {
  const source = `#/paths/${escapeStep(path)}/${method}`;
  const operation = item[method] as OperationObject;
  const { requestBody, responses = {} } = operation;
  const body = requestBody && follow<RequestBodyObject>(document, `${source}/requestBody`);
  return {
    path,
    method,
    source,
    item,
    operation,
    parameters: parametersOf(document, source, [item, operation]),
    body: body && { at: body[0], value: body[1], media: mediaIn(...body) },
    answers: Object.keys(responses)
      .filter((status) => !status.startsWith("x-"))
      .map((status) => {
        const at = `${source}/responses/${status}`;
        const [place, value] = follow<ResponseObject>(document, at);
        const headers = headersOf(document, place, value);
        return { status, source: at, at: place, value, headers, media: mediaIn(place, value) };
      }),
  };
}

function mediaIn(place: string, { content = {} }: Pick<ResponseObject, "content">): Media[] {
  return Object.entries(content).map(([mediaType, media]) => ({
    pointer: contentPointer(place, mediaType),
    mediaType,
    media,
  }));
}

/** RFC 9110 has its own rules for these; OpenAPI 3.1 §4.8.12.1 has parameters of these names ignored. */
const IGNORED = ["accept", "content-type", "authorization"];

/** An operation's parameters: its path's, unless it has one of that name itself. */
function parametersOf(
  document: OpenApiDocument,
  source: string,
  [item, operation]: readonly [PathItem, OperationObject],
): PlacedParameter[] {
  const found = new Map<string, PlacedParameter>();
  const path = source.slice(0, source.lastIndexOf("/"));
  const places = [
    ...(item.parameters ?? []).map((_, index) => `${path}/parameters/${index}`),
    ...(operation.parameters ?? []).map((_, index) => `${source}/parameters/${index}`),
  ];
  for (const place of places) {
    const placed = follow<ParameterObject>(document, place);
    const { name, in: where } = placed[1];
    if (where === "header" && IGNORED.includes(name.toLowerCase())) continue;
    found.set(`${where} ${name}`, placed);
  }
  return [...found.values()];
}

/** An answer's headers. Its media type is not among them (§4.8.17). */
function headersOf(
  document: OpenApiDocument,
  place: string,
  { headers = {} }: ResponseObject,
): PlacedParameter[] {
  return Object.keys(headers)
    .filter((name) => name.toLowerCase() !== "content-type")
    .map((name) => {
      const at = `${place}/headers/${escapeStep(name)}`;
      const [pointer, header] = follow<HeaderObject>(document, at);
      return [pointer, { ...header, name, in: "header" }];
    });
}

/** The pointers of the schemas that requests and answers name. */
export function rootsOf(document: OpenApiDocument): { sent: string[]; received: string[] } {
  const operations = operationsOf(document);
  const answers = operations.flatMap(({ answers: own }) => own);
  const media = (list: readonly Media[]) => list.map(({ pointer }) => `${pointer}/schema`);
  const placed = (list: readonly PlacedParameter[]) => list.map(([at]) => `${at}/schema`);
  return {
    sent: operations.flatMap(({ parameters, body }) => [
      ...placed(parameters),
      ...media(body?.media ?? []),
    ]),
    received: answers.flatMap(({ headers, media: bodies }) => [
      ...placed(headers),
      ...media(bodies),
    ]),
  };
}
