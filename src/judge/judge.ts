/** The one judge: a pure function from an operation, a request and an answer to findings. */
import type { Validator } from "../../generated/validators.js";
import {
  bodyFor,
  type DescribedBody,
  type DescribedResponse,
  type Operation,
  pathParameters,
  responseFor,
} from "../description.js";
import { type HeaderList, headerOf } from "../wire.js";
import { parseJsonBody } from "./body.js";
import { documentedBy, faultPointer, tellingFaults, valueAt } from "./fault.js";
import { type CheckName, type Finding, finding, kindOf, type Severity } from "./finding.js";

export interface JudgedRequest {
  readonly method: string;
  /** The path without query, still percent-encoded. */
  readonly path: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
}

export interface JudgedResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** What the judge cannot know from the operation table alone; the client does without it. */
export interface Knowledge {
  /** The YAML line of a pointer in the description. */
  lineOf(pointer: string): number;
  /** Pointers of the properties in a value that its schema does not list. */
  undocumented(schemaPointer: string, value: unknown): string[];
}

/** More findings than this from one body say nothing new. */
const MAX_FINDINGS = 50;

/**
 * Judges a whole exchange: the request first, then the answer by status, media type, headers and
 * body. What cannot be judged is a finding.
 */
export function judge(
  operation: Operation,
  request: JudgedRequest | undefined,
  response: JudgedResponse | undefined,
  knowledge?: Knowledge,
): Finding[] {
  return [
    ...(request ? judgeRequest(operation, request, knowledge) : []),
    ...(response ? judgeResponse(operation, response, knowledge) : []),
  ];
}

/** Judges what was sent: method and path, credentials, media type, body. Empty when it conforms. */
export function judgeRequest(
  operation: Operation,
  request: JudgedRequest,
  knowledge?: Knowledge,
): Finding[] {
  const found: Finding[] = [];
  const note = (source: string, line: number, documented: string, received: string) =>
    found.push(
      finding({
        ...{ severity: "error", check: "request_conformance", operationId: operation.id },
        ...{ pointer: "", source, line, documented, received },
      }),
    );
  if (request.method !== operation.method) {
    note(operation.source, operation.line, operation.method, "another method");
  }
  const values = pathParameters(operation, request.path);
  if (!values) note(operation.source, operation.line, operation.path, "another path");
  for (const { name, in: place, required, source, line } of operation.parameters) {
    if (place === "path" && values?.[name] === "")
      note(source, line, `the parameter ${name}`, "an empty one");
    if (
      place === "header" &&
      required &&
      headerOf(request.headers, name.toLowerCase()) === undefined
    )
      note(source, line, `the header ${name}`, "none");
  }
  for (const { header, scheme } of operation.security[0] ?? []) {
    const value = headerOf(request.headers, header.toLowerCase());
    if (value === undefined) note(operation.source, operation.line, `the header ${header}`, "none");
    else if (scheme && !value.toLowerCase().startsWith(`${scheme} `)) {
      note(operation.source, operation.line, `${header} with ${scheme}`, "another scheme");
    }
  }
  const { requestBody } = operation;
  if (!requestBody) return found;
  const empty = !request.body || request.body.length === 0;
  if (empty) {
    if (requestBody.required) note(requestBody.source, requestBody.line, "a body", "none");
    return found;
  }
  const contentType = headerOf(request.headers, "content-type");
  const described = bodyFor(requestBody.content, contentType);
  if (!described) {
    const documented = Object.keys(requestBody.content).join(" or ");
    note(requestBody.source, requestBody.line, documented, mediaTypeOf(contentType));
    return found;
  }
  return found.concat(
    judgeBody(operation.id, request.body ?? new Uint8Array(), described, requestBody, {
      syntax: "request_conformance",
      schema: "request_conformance",
      knowledge,
    }),
  );
}

/** Judges an answer: status, media type, headers, body, in that order. Empty when it conforms. */
export function judgeResponse(
  operation: Operation,
  response: JudgedResponse,
  knowledge?: Knowledge,
): Finding[] {
  const described = responseFor(operation, response.status);
  if (!described) return [undocumentedStatus(operation, response.status)];
  const found: Finding[] = [];
  const note = (check: CheckName, documented: string, received: string) =>
    found.push(
      finding({
        ...{ severity: "error", check, operationId: operation.id, pointer: "" },
        ...{ source: described.source, line: described.line, documented, received },
      }),
    );
  const mediaTypes = Object.keys(described.content);
  const contentType = headerOf(response.headers, "content-type");
  const body = bodyFor(described.content, contentType);
  if (mediaTypes.length > 0 && !body) {
    note("content_type_conformance", mediaTypes.join(" or "), mediaTypeOf(contentType));
  }
  for (const { name, required } of described.headers) {
    if (required && headerOf(response.headers, name.toLowerCase()) === undefined) {
      note("response_headers_conformance", `the header ${name}`, "none");
    }
  }
  return body
    ? found.concat(
        judgeBody(operation.id, response.body, body, described, {
          syntax: "response_body_syntax",
          schema: "response_schema_conformance",
          knowledge,
        }),
      )
    : found;
}

/** Judges a value against a schema of the description; for callers who hold no bytes. */
export function judgeValue(
  operationId: string,
  value: unknown,
  validate: Validator,
  { check, lineOf }: { check: CheckName; lineOf: (pointer: string) => number },
): Finding[] {
  if (validate(value)) return [];
  const faults = tellingFaults(validate.errors ?? []);
  return faults.slice(0, MAX_FINDINGS).map((fault) => {
    const pointer = faultPointer(fault);
    return finding({
      ...{ severity: "error", check, operationId, pointer, source: fault.schemaPath },
      line: lineOf(fault.schemaPath),
      documented: documentedBy(fault),
      received: kindOf(valueAt(value, pointer)),
    });
  });
}

interface BodyChecks {
  readonly syntax: CheckName;
  readonly schema: CheckName;
  readonly knowledge: Knowledge | undefined;
}

function judgeBody(
  operationId: string,
  bytes: Uint8Array,
  described: DescribedBody,
  { source, line }: Pick<DescribedResponse, "source" | "line">,
  { syntax, schema, knowledge }: BodyChecks,
): Finding[] {
  const parsed = parseJsonBody(bytes);
  if (!parsed.ok) {
    return [
      finding({
        ...{ severity: "error", check: syntax, operationId, pointer: "", source, line },
        ...{ documented: "a JSON body", received: parsed.received },
      }),
    ];
  }
  const lineOf = knowledge?.lineOf ?? (() => line);
  const found = judgeValue(operationId, parsed.value, described.validate, {
    check: schema,
    lineOf,
  });
  for (const pointer of knowledge?.undocumented(described.schema, parsed.value) ?? []) {
    found.push(
      finding({
        ...{ severity: "warning", check: "undocumented_property", operationId, pointer },
        ...{ source: described.schema, line: lineOf(described.schema) },
        ...{ documented: "no such property", received: "one" },
      }),
    );
  }
  return found;
}

function undocumentedStatus(operation: Operation, status: number): Finding {
  // A refusal that is not documented is an omission of the description. A success, a redirect or a
  // crash that is not documented leaves the caller without knowing what happened.
  const severity: Severity = status >= 400 && status < 500 ? "warning" : "error";
  return finding({
    ...{ severity, check: "status_code_conformance", operationId: operation.id, pointer: "" },
    ...{ source: `${operation.source}/responses`, line: operation.line },
    documented: `${Object.keys(operation.responses).join(" or ")}`,
    received: String(status),
  });
}

/** What servers and proxies send; another media type could carry anything in its name. */
const COMMON_MEDIA_TYPES = [
  ...["application/json", "application/problem+json", "application/hal+json", "application/xml"],
  ...["application/octet-stream", "application/x-www-form-urlencoded", "multipart/form-data"],
  ...["text/html", "text/plain", "text/xml", "text/json", "text/csv", "text/event-stream"],
];

function mediaTypeOf(contentType: string | undefined): string {
  const essence = contentType?.split(";")[0]?.trim().toLowerCase();
  if (!essence) return "no media type";
  return COMMON_MEDIA_TYPES.find((known) => known === essence) ?? "another media type";
}
