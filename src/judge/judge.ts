/** The one judge: a pure function from an operation, a request and an answer to findings. */
import {
  bodyFor,
  type DescribedBody,
  type Operation,
  pathParameters,
  responseFor,
} from "../description/operations.js";
import { BODILESS, headerOf } from "../http/wire.js";
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
// biome-ignore lint/complexity/useMaxParams: it is public, and a call of four arguments has to stay good.
export function judge(
  operation: Operation,
  request: JudgedRequest | undefined,
  response: JudgedResponse | undefined,
  lookup?: DocumentLookup,
): Finding[] {
  return [
    ...(request ? judgeRequest(operation, request, lookup) : []),
    ...(response ? judgeResponse(operation, response, lookup) : []),
  ];
}

/**
 * Judges what was sent: method, path, one alternative of credentials, parameters, media type, body.
 * Empty when it conforms. A cookie is not judged.
 */
export function judgeRequest(
  operation: Operation,
  request: JudgedRequest,
  lookup?: DocumentLookup,
): Finding[] {
  const { method, path } = operation;
  const { findings, report } = collector(operation);
  const check = "request_conformance";
  if (request.method !== method) {
    report(check, operation, { documented: method, received: "another method" });
  }
  if (!pathParameters(operation, request.path)) {
    report(check, operation, { documented: path, received: "another path" });
  }
  for (const [documented, received] of missingCredentials(operation, request.headers)) {
    report(check, operation, { documented, received });
  }
  return [...findings, ...judgeContent(operation, request, lookup).findings];
}

/** Judges the part of a request that is not the same each time: parameters and body. */
export function judgeContent(
  operation: Operation,
  { path, query, headers, body }: JudgedContent,
  lookup?: DocumentLookup,
): Judgement {
  const { requestBody } = operation;
  const collected = collector(operation, lookup);
  const check = "request_conformance";
  judgeParameters(collected, operation, { path, query, headers });
  if (requestBody && (body === null || body?.length)) {
    const { content } = requestBody;
    const described = { place: requestBody, content, checks: REQUEST_CHECKS };
    return judgeBody(collected, described, { headers, body });
  }
  if (requestBody?.required) {
    collected.report(check, requestBody, { documented: "a body", received: "none" });
  }
  return collected;
}

/** Judges an answer: status, media type, body, headers, in that order. Empty when it conforms. */
export function judgeResponse(
  operation: Operation,
  response: JudgedResponse,
  lookup?: DocumentLookup,
): Finding[] {
  return judgeAnswer(operation, response, lookup).findings;
}

/** The same, with the value that the answer holds. */
export function judgeAnswer(
  operation: Operation,
  { status, headers, body }: JudgedResponse,
  lookup?: DocumentLookup,
): Judgement {
  const { source, line, responses, method } = operation;
  const collected = collector(operation, lookup);
  const described = responseFor(operation, status);
  if (!described) {
    const place = { source: `${source}/responses`, line };
    const documented = Object.keys(responses).join(" or ");
    // A refusal that is not documented is an omission of the description. A success, a redirect or
    // a crash that is not documented leaves the caller without knowing what happened.
    const severity = status >= 400 && status < 500 ? "warning" : "error";
    const received = `${status}`;
    collected.report("status_code_conformance", place, { documented, received, severity });
    return collected;
  }
  const { content } = described;
  let judgement: Judgement = collected;
  // RFC 9110 §9.3.2: these answers have no body, whatever is described.
  if (method === "HEAD" || BODILESS.includes(status)) {
    const departure = { documented: "no body", received: "a body" };
    if (body?.length) collected.report("response_body_syntax", described, departure);
  } else if (Object.keys(content).length > 0) {
    const wanted = { place: described, content, checks: ANSWER_CHECKS };
    judgement = judgeBody(collected, wanted, { headers, body });
  }
  judgeHeaders(collected, described, headers);
  return judgement;
}

/** What is named by a media type, by a text that is not JSON, and by a value that does not fit. */
type BodyChecks = readonly [mediaType: CheckName, syntax: CheckName, schema: CheckName];

const REQUEST_CHECKS: BodyChecks = [
  "request_conformance",
  "request_conformance",
  "request_conformance",
];

const ANSWER_CHECKS: BodyChecks = [
  "content_type_conformance",
  "response_body_syntax",
  "response_schema_conformance",
];

interface DescribedContent {
  readonly place: Place;
  readonly content: Readonly<Record<string, DescribedBody>>;
  readonly checks: BodyChecks;
}

function judgeBody(
  { findings, lookup, report }: Collector,
  { place, content, checks: [ofMediaType, ofSyntax, ofSchema] }: DescribedContent,
  { headers, body }: Pick<JudgedResponse, "headers" | "body">,
): Judgement {
  const contentType = headers ? headerOf(headers, "content-type") : undefined;
  const described = headers ? bodyFor(content, contentType) : onlyOf(content);
  // Without its body it is not known whether a message had to name a media type.
  if (!described && headers && (body !== null || contentType !== undefined)) {
    const documented = Object.keys(content).join(" or ");
    report(ofMediaType, place, { documented, received: mediaTypeOf(contentType) });
  }
  if (!described || body === null) return { findings };
  const parsed = parseJsonBody(body);
  if (!parsed.ok) {
    report(ofSyntax, place, { documented: "a JSON body", received: parsed.received });
    return { findings };
  }
  const { value } = parsed;
  const { validate, schema } = described;
  const at = (source: string) => ({ source, line: lookup?.lineOf(source) ?? place.line });
  const { pointers, more } = lookup?.undocumented(schema, value) ?? { pointers: [], more: 0 };
  const room = MAX_FINDINGS - pointers.length - (more > 0 ? 1 : 0);
  const faults = validate(value) ? [] : (validate.errors ?? []);
  const told = faults.length > room ? room - 1 : faults.length;
  for (const fault of faults.slice(0, told)) {
    const { schemaPath, found: received, pointer } = fault;
    report(ofSchema, at(schemaPath), { documented: documentedBy(fault), received, pointer });
  }
  if (told < faults.length) {
    const received = `more than the ${told} that are told`;
    report(ofSchema, at(schema), { documented: "no further departure", received });
  }
  const remark = (received: string, pointer?: string) => {
    const unlisted = { documented: "no such property", severity: "warning" } as const;
    report("undocumented_property", at(schema), { ...unlisted, received, pointer });
  };
  for (const pointer of pointers) remark("one", pointer);
  if (more > 0) remark(`${more} more of them`);
  return { findings, value, described };
}

/** The documented body where there is no choice. */
function onlyOf(content: Readonly<Record<string, DescribedBody>>): DescribedBody | undefined {
  const [only, ...others] = Object.values(content);
  return others.length === 0 ? only : undefined;
}
