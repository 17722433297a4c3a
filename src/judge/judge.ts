/** The one judge: a pure function from an operation, a request and an answer to findings. */
import {
  bodyFor,
  type DescribedBody,
  type DescribedResponse,
  type Operation,
  pathParameters,
  responseFor,
} from "../description/operations.js";
import { headerOf } from "../http/wire.js";
import { parseJsonBody } from "./body.js";
import { type Collector, collector, documentedBy, type Place } from "./collector.js";
import { missingCredentials } from "./credentials.js";
import type { CheckName, Finding } from "./finding.js";
import type { DocumentLookup, JudgedContent, JudgedRequest, JudgedResponse } from "./judged.js";
import { mediaTypeOf } from "./media-type.js";
import { judgeHeaders, judgeParameters } from "./parameters.js";

export type {
  DocumentLookup,
  JudgedContent,
  JudgedRequest,
  JudgedResponse,
  UndocumentedProperties,
} from "./judged.js";

/** Findings, and the value that was read on the way to them; `undefined` where there is none. */
export interface Judgement {
  readonly findings: Finding[];
  readonly value?: unknown;
  /** The documented body that the value was held against. */
  readonly described?: DescribedBody;
}

/** Findings about one body; more of them say nothing new, and a far end could cause millions. */
const MAX_FINDINGS = 50;

/**
 * Judges a whole exchange: the request first, then the answer by status, media type, body and
 * headers. What cannot be judged is a finding.
 */
export function judge(
  operation: Operation,
  request: JudgedRequest | undefined,
  response: JudgedResponse | undefined,
  knowledge?: DocumentLookup,
): Finding[] {
  return [
    ...(request ? judgeRequest(operation, request, knowledge) : []),
    ...(response ? judgeResponse(operation, response, knowledge) : []),
  ];
}

/**
 * Judges what was sent: method, path, one alternative of credentials, parameters, media type, body.
 * Empty when it conforms. A cookie is not judged.
 */
export function judgeRequest(
  operation: Operation,
  request: JudgedRequest,
  knowledge?: DocumentLookup,
): Finding[] {
  const { method, path } = operation;
  const { findings, note } = collector(operation);
  const check = "request_conformance";
  if (request.method !== method) note(check, operation, method, "another method");
  if (!pathParameters(operation, request.path)) note(check, operation, path, "another path");
  for (const parts of missingCredentials(operation, request.headers)) {
    note(check, operation, ...parts);
  }
  return [...findings, ...judgeContent(operation, request, knowledge).findings];
}

/** Judges the part of a request that is not the same each time: parameters and body. */
export function judgeContent(
  operation: Operation,
  { path, query, headers, body }: JudgedContent,
  knowledge?: DocumentLookup,
): Judgement {
  const { requestBody } = operation;
  const book = collector(operation);
  const check = "request_conformance";
  judgeParameters(book, operation, { path, query, headers }, knowledge);
  if (requestBody && (body === null || body?.length)) {
    return judgeBody(book, requestBody, { headers, body }, [check, check, check], knowledge);
  }
  if (requestBody?.required) book.note(check, requestBody, "a body", "none");
  return book;
}

/** Judges an answer: status, media type, body, headers, in that order. Empty when it conforms. */
export function judgeResponse(
  operation: Operation,
  response: JudgedResponse,
  knowledge?: DocumentLookup,
): Finding[] {
  return judgeAnswer(operation, response, knowledge).findings;
}

/** The same, with the value that the answer holds. */
export function judgeAnswer(
  operation: Operation,
  { status, headers, body }: JudgedResponse,
  knowledge?: DocumentLookup,
): Judgement {
  const { source, line, responses } = operation;
  const book = collector(operation);
  const described = responseFor(operation, status);
  if (!described) {
    const place = { source: `${source}/responses`, line };
    const documented = Object.keys(responses).join(" or ");
    // A refusal that is not documented is an omission of the description. A success, a redirect or
    // a crash that is not documented leaves the caller without knowing what happened.
    const severity = status >= 400 && status < 500 ? "warning" : "error";
    book.note("status_code_conformance", place, documented, `${status}`, "", severity);
    return book;
  }
  const judgement = judgeAnswerBody(
    book,
    operation,
    described,
    { status, headers, body },
    knowledge,
  );
  judgeHeaders(book, described, headers, knowledge);
  return judgement;
}

/** RFC 9110 §9.3.2, §15.3.5, §15.3.6 and §15.4.5: these answers have no body, whatever is described. */
function isBodiless({ method }: Operation, status: number): boolean {
  return method === "HEAD" || [204, 205, 304].includes(status);
}

function judgeAnswerBody(
  book: Collector,
  operation: Operation,
  described: DescribedResponse,
  { status, headers, body }: JudgedResponse,
  knowledge: DocumentLookup | undefined,
): Judgement {
  if (isBodiless(operation, status)) {
    if (body?.length) book.note("response_body_syntax", described, "no body", "a body");
    return book;
  }
  return Object.keys(described.content).length > 0
    ? judgeBody(book, described, { headers, body }, ANSWER_CHECKS, knowledge)
    : book;
}

/** What is named by a media type, by a text that is not JSON, and by a value that does not fit. */
type BodyChecks = readonly [mediaType: CheckName, syntax: CheckName, schema: CheckName];

const ANSWER_CHECKS: BodyChecks = [
  "content_type_conformance",
  "response_body_syntax",
  "response_schema_conformance",
];

function judgeBody(
  { findings, note }: Collector,
  place: Place & { readonly content: Readonly<Record<string, DescribedBody>> },
  { headers, body }: Pick<JudgedResponse, "headers" | "body">,
  [ofMediaType, ofSyntax, ofSchema]: BodyChecks,
  knowledge: DocumentLookup | undefined,
): Judgement {
  const contentType = headers ? headerOf(headers, "content-type") : undefined;
  const described = headers ? bodyFor(place.content, contentType) : onlyOf(place.content);
  // Without its body it is not known whether a message had to name a media type.
  if (!described && headers && (body !== null || contentType !== undefined)) {
    const documented = Object.keys(place.content).join(" or ");
    note(ofMediaType, place, documented, mediaTypeOf(contentType));
  }
  if (!described || body === null) return { findings };
  const parsed = parseJsonBody(body);
  if (!parsed.ok) {
    note(ofSyntax, place, "a JSON body", parsed.received);
    return { findings };
  }
  const { value } = parsed;
  const { validate, schema } = described;
  const at = (source: string) => ({ source, line: knowledge?.lineOf(source) ?? place.line });
  const undocumented = knowledge?.undocumented(schema, value) ?? { pointers: [], more: 0 };
  const { pointers, more } = undocumented;
  const room = MAX_FINDINGS - pointers.length - (more > 0 ? 1 : 0);
  const faults = validate(value) ? [] : (validate.errors ?? []);
  const told = faults.length > room ? room - 1 : faults.length;
  for (const fault of faults.slice(0, told)) {
    note(ofSchema, at(fault.schemaPath), documentedBy(fault), fault.found, fault.pointer);
  }
  if (told < faults.length) {
    note(ofSchema, at(schema), "no further departure", `more than the ${told} that are told`);
  }
  const unlisted = (received: string, pointer: string) =>
    note("undocumented_property", at(schema), "no such property", received, pointer, "warning");
  for (const pointer of pointers) unlisted("one", pointer);
  if (more > 0) unlisted(`${more} more of them`, "");
  return { findings, value, described };
}

/** The documented body where there is no choice. */
function onlyOf(content: Readonly<Record<string, DescribedBody>>): DescribedBody | undefined {
  const [only, ...others] = Object.values(content);
  return others.length === 0 ? only : undefined;
}
