/** Judges one recorded exchange with the one judge, and says where in a report it belongs. */

import {
  bodyFor,
  type DescribedCredential,
  findOperation,
  type Operation,
  operations,
  pathParameters,
  responseFor,
} from "../description/operations.js";
import { type HeaderList, headerOf } from "../http/wire.js";
import { likelyCause, PROXY_ANSWERED, withCauses } from "../judge/causes.js";
import { type Finding, finding } from "../judge/finding.js";
import { type JudgedResponse, judgeRequest, judgeResponse } from "../judge/judge.js";
import { documentLookup } from "../judge/lookup.js";
import type { Exchange } from "./exchange.js";

/** What an exchange of the API comes to. */
export interface Judgement {
  /** The id of the result that it adds to. */
  readonly id: string;
  readonly operation: Operation;
  /** The status, or what took the place of one. */
  readonly case: string;
  readonly findings: readonly Finding[];
}

/** @returns `undefined` when the path is none of the API's */
export function judgeExchange(exchange: Exchange): Judgement | undefined {
  const { method, path, status } = exchange;
  const operation = findOperation(method, path);
  if (operation) {
    if (status === 0) return unanswered(operation);
    const findings = [
      ...requestFindings(operation, exchange),
      ...answerFindings(operation, exchange),
    ];
    return judgementOf(operation, String(status), findings);
  }
  const owner = Object.values<Operation>(operations).find((one) => pathParameters(one, path));
  return owner && undocumentedMethod(owner, exchange);
}

function answerFindings(
  operation: Operation,
  { status, responseHeaders: headers, responseBody: body }: Exchange,
): readonly Finding[] {
  const response = { status, headers, body };
  const found = judgeResponse(operation, response, documentLookup);
  const cause = found.length > 0 ? causeOf(operation, response) : undefined;
  return withCauses(found, cause);
}

// Names and kinds of a described body may be told from, as repeats have them in common; its values,
// and a body that is not described, may not.
function causeOf(operation: Operation, response: JudgedResponse): string | undefined {
  const { status, headers } = response;
  const contentType = headerOf(headers, "content-type");
  if (bodyFor(responseFor(operation, status)?.content ?? {}, contentType)) {
    return likelyCause(response, { validBody: false, validated: status >= 400 && status < 500 });
  }
  return contentType?.toLowerCase().startsWith("text/html") ? PROXY_ANSWERED : undefined;
}

/**
 * A request that breaks the description is the client's fault, and no fault at all of an API that
 * refuses it: only where it was not refused is it an error.
 */
function requestFindings(operation: Operation, exchange: Exchange): Finding[] {
  const { method, path, target, requestBody: body, status } = exchange;
  const query = target.split("?").slice(1).join("?");
  const { headers, absent } = withCredentials(operation, exchange.requestHeaders);
  const found = judgeRequest(operation, { method, path, query, headers, body }, documentLookup);
  const refused = status >= 400 && status < 500;
  const judged = found.map((one) =>
    refused && one.severity === "error"
      ? { ...one, severity: "warning" as const, cause: REFUSED }
      : one,
  );
  return [...judged, ...absent];
}

const REFUSED = "A client sent an invalid request, and the API refused it as it should.";
const NOT_RECORDED = "Recorders often leave credentials out, so this says little about the call.";

/**
 * Judging a recording, it cannot be told whether a credential was not sent or not recorded, so its
 * absence is a warning and the rest is judged as if it were there.
 */
function withCredentials(
  operation: Operation,
  recorded: HeaderList | undefined,
): { headers: HeaderList; absent: Finding[] } {
  const headers: (readonly [string, string])[] = [...(recorded ?? [])];
  const absent: Finding[] = [];
  const recordedOf = ({ header }: DescribedCredential) =>
    recorded && headerOf(recorded, header.toLowerCase());
  const fits = (credential: DescribedCredential) => {
    const value = recordedOf(credential);
    const { scheme } = credential;
    return value !== undefined && (!scheme || value.toLowerCase().startsWith(`${scheme} `));
  };
  // One alternative is enough.
  const isMet = operation.security.some((needed) => needed.every(fits));
  for (const credential of operation.security[0] ?? []) {
    if (isMet || fits(credential)) continue;
    const { header, scheme } = credential;
    const value = recordedOf(credential);
    const at = headers.findIndex(([name]) => name.toLowerCase() === header.toLowerCase());
    if (at !== -1) headers.splice(at, 1);
    headers.push([header, scheme ? `${scheme} recorded` : "recorded"]);
    if (!recorded) continue;
    absent.push(
      finding({
        severity: "warning",
        check: "request_conformance",
        operationId: operation.id,
        pointer: "",
        source: operation.source,
        line: operation.line,
        documented: scheme ? `${header} with ${scheme}` : `the header ${header}`,
        received: value === undefined ? "none" : "another scheme",
        cause: NOT_RECORDED,
      }),
    );
  }
  const [mediaType] = Object.keys(operation.requestBody?.content ?? {});
  if (!recorded && mediaType) headers.push(["content-type", mediaType]);
  return { headers, absent };
}

function unanswered(operation: Operation): Judgement {
  const found = finding({
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
  return judgementOf(operation, "no answer", [found]);
}

function undocumentedMethod(operation: Operation, { status }: Exchange): Judgement {
  // Refused, it is a client's mistake; answered otherwise, the API has a call nobody documented.
  const found = finding({
    severity: status >= 400 && status < 500 ? "warning" : "error",
    check: "request_conformance",
    operationId: operation.id,
    pointer: "",
    source: operation.source,
    line: operation.line,
    documented: operation.method,
    received: `another method, answered ${status}`,
  });
  return judgementOf(operation, "another method", [found]);
}

function judgementOf(operation: Operation, caseName: string, findings: Finding[]): Judgement {
  const id = `${operation.id}/${caseName.replaceAll(" ", "_")}`;
  return { id, operation, case: caseName, findings };
}
