/** Judges one recorded exchange with the one judge, and says where in a report it belongs. */

import {
  bodyFor,
  findOperation,
  type Operation,
  operationsAt,
  responseFor,
} from "../description/operations.js";
import { headerOf } from "../http/wire.js";
import { likelyCause, PROXY_ANSWERED, withCauses } from "../judge/causes.js";
import { missingCredentials } from "../judge/credentials.js";
import { type Finding, finding } from "../judge/finding.js";
import { type Judgement as Judged, judgeAnswer, judgeContent } from "../judge/judge.js";
import { documentLookup } from "../judge/lookup.js";
import type { RecordedPart } from "../report/report.js";
import { type Exchange, LeftOut } from "./exchange.js";

/** What an exchange of the API comes to. */
export interface Judgement {
  /** The id of the result that it adds to. */
  readonly id: string;
  readonly operation: Operation;
  /** The status, or what took the place of one. */
  readonly case: string;
  readonly findings: readonly Finding[];
  /** Whether there was an answer to be judged. */
  readonly isAnswered: boolean;
  readonly notRecorded: readonly NotRecordedPart[];
  /** What the bodies held, where they were judged. */
  readonly bodies: readonly Judged[];
}

/** A part that was not recorded, and what the recorder did with it; empty where nothing is known. */
export interface NotRecordedPart {
  readonly part: RecordedPart;
  readonly reason: string;
}

/** @returns `undefined` when the path is none of the API's */
export function judgeExchange(exchange: Exchange): Judgement | undefined {
  const { method, path, status } = exchange;
  const operation = findOperation(method, path);
  if (!operation) {
    return undocumentedMethod(operationsAt(path), exchange);
  }
  const request = judgeContent(operation, sentBy(exchange), documentLookup);
  const findings = requestFindings(operation, exchange, request.findings);
  const bodies = [request];
  if (status) {
    const answer = judgeAnswer(operation, { status, ...answeredBy(exchange) }, documentLookup);
    bodies.push(answer);
    findings.push(...caused(operation, exchange, answer.findings));
  } else findings.push(status === 0 ? unanswered(operation) : withoutStatus(operation));
  const unjudged = status === 0 ? "no answer" : "no status";
  const caseName = status ? String(status) : unjudged;
  const id = `${operation.id}/${caseName.replace(" ", "_")}`;
  const notRecorded = partsNotRecorded(operation, exchange);
  const isAnswered = Boolean(status);
  return { id, operation, case: caseName, findings, isAnswered, notRecorded, bodies };
}

function sentBy({ path, target, requestHeaders, requestBody }: Exchange) {
  const query = target.slice(path.length + 1);
  return { path, query, headers: requestHeaders ?? null, body: known(requestBody) };
}

function answeredBy({ responseHeaders, responseBody }: Exchange) {
  return { headers: responseHeaders ?? null, body: known(responseBody) };
}

function known(body: Exchange["requestBody"]): Uint8Array | string | null {
  return body instanceof LeftOut ? null : body;
}

/** What a recording lacks of an exchange, as far as it would have been judged. */
function partsNotRecorded(operation: Operation, exchange: Exchange): readonly NotRecordedPart[] {
  const { requestHeaders, requestBody, status, responseHeaders, responseBody } = exchange;
  // Nearly always everything is there.
  const isWhole = requestHeaders && status && responseHeaders && !(responseBody instanceof LeftOut);
  if (isWhole && !(requestBody instanceof LeftOut)) return WHOLE;
  const parts: NotRecordedPart[] = [];
  const add = (part: RecordedPart, reason = "") => parts.push({ part, reason });
  if (!requestHeaders) add("request headers");
  if (requestBody instanceof LeftOut && operation.requestBody) {
    add("request body", requestBody.reason);
  }
  // Of a call without an answer there is nothing to record.
  if (status === 0) return parts;
  if (status === undefined) add("status");
  if (!responseHeaders) add("answer headers");
  const described = status === undefined ? undefined : responseFor(operation, status);
  const isBare = described && Object.keys(described.content).length === 0;
  if (responseBody instanceof LeftOut && !isBare) add("answer body", responseBody.reason);
  return parts;
}

const WHOLE: readonly NotRecordedPart[] = [];

/**
 * A request that breaks the description is the client's fault, and no fault at all of an API that
 * refuses it: only where it was not refused is it an error.
 */
function requestFindings(
  operation: Operation,
  exchange: Exchange,
  inContent: readonly Finding[],
): Finding[] {
  const { status, requestHeaders } = exchange;
  const isRefused = status !== undefined && status >= 400 && status < 500;
  const cause = isRefused ? REFUSED : UNKNOWN;
  const judged = inContent.map((one) =>
    one.severity === "error" && (isRefused || !status)
      ? { ...one, severity: "warning" as const, cause }
      : one,
  );
  for (const [documented, received] of missingCredentials(operation, requestHeaders ?? null)) {
    const { id: operationId, source, line } = operation;
    judged.push(
      finding({
        severity: "warning",
        check: "request_conformance",
        operationId,
        pointer: "",
        source,
        line,
        documented,
        received,
        cause: NOT_RECORDED,
      }),
    );
  }
  return judged;
}

const REFUSED = "A client sent an invalid request, and the API refused it as it should.";
const UNKNOWN = "A client sent an invalid request; whether the API refused it is not known.";
// Whether a credential was not sent or not recorded cannot be told.
const NOT_RECORDED = "Recorders often leave credentials out, so this says little about the call.";

function caused(
  operation: Operation,
  exchange: Exchange,
  found: readonly Finding[],
): readonly Finding[] {
  return found.length > 0 ? withCauses(found, causeOf(operation, exchange)) : found;
}

// Of a body that is not described nothing is told but that it is markup.
function causeOf(operation: Operation, exchange: Exchange): string | undefined {
  const { status = 0, responseHeaders: headers = [], responseBody } = exchange;
  const contentType = headerOf(headers, "content-type");
  const isMarkup = contentType?.toLowerCase().startsWith("text/html");
  const content = responseFor(operation, status)?.content ?? {};
  const described = bodyFor(content, contentType ?? Object.keys(content)[0]);
  if (!described || responseBody instanceof LeftOut) return isMarkup ? PROXY_ANSWERED : undefined;
  const body = typeof responseBody === "string" ? Buffer.from(responseBody) : responseBody;
  const validated = status >= 400 && status < 500;
  return likelyCause({ status, headers, body }, { validBody: false, validated });
}

function unanswered(operation: Operation): Finding {
  return finding({
    severity: "warning",
    check: "transport_conformance",
    operationId: operation.id,
    pointer: "",
    source: `${operation.source}/responses`,
    line: operation.line,
    documented: "an answer",
    received: "none",
    cause: "The client gave up, or the connection was lost.",
  });
}

function withoutStatus(operation: Operation): Finding {
  return finding({
    severity: "warning",
    check: "inconclusive",
    operationId: operation.id,
    pointer: "",
    source: `${operation.source}/responses`,
    line: operation.line,
    documented: Object.keys(operation.responses).join(" or "),
    received: "no recorded status",
  });
}

/** A path's operations have it together; it is counted as one of the first. */
function undocumentedMethod(
  described: readonly Operation[],
  { status }: Exchange,
): Judgement | undefined {
  const [operation] = described;
  if (!operation) return undefined;
  // Refused, it is a client's mistake; answered otherwise, the API has a call nobody documented.
  const isError = status !== undefined && status !== 0 && !(status >= 400 && status < 500);
  const found = finding({
    severity: isError ? "error" : "warning",
    check: "request_conformance",
    operationId: operation.id,
    pointer: "",
    source: operation.source,
    line: operation.line,
    documented: described.map(({ method }) => method).join(" or "),
    received: status
      ? `another method, answered ${status}`
      : `another method, of which ${status === 0 ? "no answer came" : "no status was recorded"}`,
  });
  return {
    id: `${operation.id}/another_method`,
    operation,
    case: "another method",
    findings: [found],
    isAnswered: Boolean(status),
    notRecorded: WHOLE,
    bodies: [],
  };
}
