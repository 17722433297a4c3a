/** Reads and judges the request that a mock gets, from nock 13, 14 and 15. */
import {
  findOperation,
  type Operation,
  pathParameters,
  responseFor,
} from "../description/operations.js";
import { readParameter, textsOf } from "../description/parameters.js";
import type { HeaderList } from "../http/wire.js";
import { judgeRequest } from "../judge/judge.js";
import { documentLookup } from "../judge/lookup.js";
import { asDocumented, bodyOf, EXAMPLE_HEADER } from "../sandbox/reply.js";
import { invalid, problemsOf } from "../sandbox/validation.js";
import type { MockReply, ParameterValues } from "./mock-types.js";
import { readHeaders } from "./reply-headers.js";

/** A request as nock hands it over, behind the path of the scope's base URL. */
export interface SentRequest {
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

interface Requested {
  readonly url: string;
  readonly headers: unknown;
  clone(): { arrayBuffer(): Promise<ArrayBuffer> };
}

/**
 * @param context nock's `this`, whose `req` nock 13 and 14 have
 * @param given a Request (nock 15), or the target and the body
 */
export async function readSent(
  context: unknown,
  given: readonly unknown[],
  prefix: string,
): Promise<SentRequest> {
  const [first, sent] = given;
  if (typeof first === "object" && first !== null) {
    const request = first as Requested;
    const { pathname, search } = new URL(request.url);
    const body = new Uint8Array(await request.clone().arrayBuffer());
    const headers = readHeaders(request.headers);
    return { target: (pathname + search).slice(prefix.length), headers, body };
  }
  const { req } = context as { readonly req: { readonly headers: unknown } };
  // nock has parsed the body where it was JSON, and hands an empty string where there was none.
  const text = typeof sent === "string" ? sent : JSON.stringify(sent);
  const body = new TextEncoder().encode(text);
  return { target: String(first).slice(prefix.length), headers: readHeaders(req.headers), body };
}

/** Whether a target is one of the operation, with these values in its path and its query. */
export function isTargetOf(
  operation: Operation,
  target: string,
  { path: wantedPath, query: wantedQuery }: ParameterValues,
): boolean {
  const { path, query } = partsOf(target);
  const segments = pathParameters(operation, path);
  if (!segments || Object.values(segments).includes("")) return false;
  if (findOperation(operation.method, path) !== operation) return false;
  const sources = { path: segments, query, header: () => undefined };
  return operation.parameters.every((parameter) => {
    const wanted = { path: wantedPath, query: wantedQuery }[parameter.in]?.[parameter.name];
    if (wanted === undefined) return true;
    const texts = textsOf(parameter, sources);
    const read = texts.length > 0 ? readParameter(parameter, texts) : undefined;
    return read !== undefined && isSame(read.value, wanted);
  });
}

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return String(a) === String(b);
  return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
}

function partsOf(target: string) {
  const [path = "", ...rest] = target.split("?");
  return { path, query: rest.join("?") };
}

/**
 * The documented refusal of a request that is not valid; `undefined` for one that is.
 *
 * @throws Error for faults to which no answer is documented, such as a missing credential
 */
export function refusalOf(operation: Operation, sent: SentRequest): MockReply | undefined {
  const { method } = operation;
  const { path, query } = partsOf(sent.target);
  const { headers, body } = sent;
  const faults = judgeRequest(operation, { method, path, query, headers, body }, documentLookup);
  const errors = faults.filter(({ severity }) => severity === "error");
  const credential = errors.find(({ source }) => source === operation.source);
  const parameters = pathParameters(operation, path) ?? {};
  const problems = problemsOf({ ...sent, method, operation, parameters });
  const refusal = invalid(problems);
  const isDocumented = problems.length > 0 && responseFor(operation, refusal.status) !== undefined;
  const untold = credential ?? (isDocumented ? undefined : errors[0]);
  if (untold) throw new Error(`The request does not conform: ${untold.message}`);
  if (!isDocumented) return undefined;
  const reply = asDocumented(operation, refusal);
  const own = reply.headers.filter(([name]) => name !== EXAMPLE_HEADER[0]);
  return [reply.status, new TextDecoder().decode(bodyOf(reply)), Object.fromEntries(own)];
}
