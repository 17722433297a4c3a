/** Interceptors for nock that answer the cancel call as the description's examples do. */
import type { Booking } from "../../generated/schema.js";
import { examplesAt } from "../description/document.js";
import { type Operation, operations, responseFor, servers } from "../description/operations.js";
import { contentPointer, stepsOf } from "../description/pointer.js";
import { encodeUtf8 } from "../http/utf8.js";
import type { HeaderList } from "../http/wire.js";
import type { Finding } from "../judge/finding.js";
import { judgeRequest, judgeResponse } from "../judge/judge.js";
import { documentLookup } from "../judge/lookup.js";

/** The part of nock's Interceptor that is used; nock itself is only a type here, and the caller's. */
export interface NockInterceptor<Scope> {
  reply(
    answer: (
      this: { readonly req: { readonly headers: Record<string, unknown> } },
      uri: string,
      body: unknown,
    ) => Promise<[number, Record<string, unknown>, Record<string, string>]>,
  ): Scope;
}

/** The part of nock's Scope that is used. */
export interface NockScope<Scope = unknown> {
  /** The path of its base URL, without a slash at the end. nock has it, though its types do not. */
  readonly basePathname?: string;
  intercept(uri: (uri: string) => boolean, method: string): NockInterceptor<Scope>;
}

/** Which cancel is answered, and with what. */
export interface MockOptions {
  /** The booking that may be cancelled; any when absent. Another one is not intercepted. */
  readonly externalBookingId?: string;
  /** A documented status to answer valid requests with. Default 200. */
  readonly status?: number;
  /** The name of the example to answer with. Default the first one of the status. */
  readonly example?: string;
  /** What a test wants the booking to hold instead; it has to stay within the description. */
  readonly booking?: Partial<Booking>;
}

/** Options that bring nock along instead of a scope. */
export interface MockWithNock<Scope extends NockScope<Scope>> extends MockOptions {
  /** nock itself: `import nock from "nock"`. */
  readonly nock: (origin: string) => Scope;
  /** The server to stand in for, a gateway with its path. Default the production server described. */
  readonly baseUrl?: string;
}

const operation: Operation = operations.cancelExternalBooking;
const MEDIA_TYPE = "application/json";

/**
 * Makes nock answer one cancel with an example of the description. A request whose body the
 * description does not allow is answered with 422, one fault for each place; one with other faults,
 * such as a missing credential, fails, since no answer to it is documented.
 *
 * @returns the scope, for `.done()`
 * @throws RangeError for an answer that the description does not have or does not allow
 * @throws TypeError when neither nock nor a scope is given
 */
export function mockCancelExternalBooking<Scope extends NockScope<Scope>>(
  scope: Scope,
  options?: MockOptions,
): Scope;
export function mockCancelExternalBooking<Scope extends NockScope<Scope>>(
  options: MockWithNock<Scope>,
): Scope;
export function mockCancelExternalBooking<Scope extends NockScope<Scope>>(
  given: Scope | MockWithNock<Scope>,
  more: MockOptions = {},
): Scope {
  const scope: Scope = isScope(given) ? given : scopeOf(given);
  const options: MockOptions = isScope(given) ? more : given;
  const { status, body } = answerOf(options);
  const { basePathname: prefix = "" } = scope;
  return scope.intercept(pathTest(prefix, options.externalBookingId), operation.method).reply(
    // Not an arrow function: nock gives the request as `this`. Asynchronous: what a reply function
    // throws at once ends the process instead of the request.
    async function answer(uri, sent) {
      const faults = judgeSent(uri.slice(prefix.length), this.req.headers, sent);
      const inBody = faults.filter(({ source }) => source !== operation.source);
      const [other] = faults.filter((fault) => !inBody.includes(fault));
      if (other) throw new Error(`The request does not conform: ${other.message}`);
      const headers = { "content-type": MEDIA_TYPE };
      if (inBody.length > 0) return [422, { detail: inBody.map(detailOf) }, headers];
      return [status, body, headers];
    },
  );
}

function isScope<Scope extends NockScope<Scope>>(
  given: Scope | MockWithNock<Scope>,
): given is Scope {
  // From JavaScript anything may come.
  return typeof (given as Partial<Scope> | undefined)?.intercept === "function";
}

function scopeOf<Scope extends NockScope<Scope>>(given: MockWithNock<Scope>): Scope {
  const { nock, baseUrl } = given ?? {};
  if (typeof nock !== "function") {
    throw new TypeError("Expected nock itself, as in { nock }, or one of its scopes.");
  }
  return nock(baseUrl ?? servers[0].url);
}

function pathTest(prefix: string, id: string | undefined): (uri: string) => boolean {
  const [before = "", after = ""] = `${prefix}${operation.path}`.split(/\{[^}]*\}/);
  return (uri) => {
    const path = uri.split("?")[0] ?? "";
    if (!path.startsWith(before) || !path.endsWith(after)) return false;
    const segment = path.slice(before.length, path.length - after.length);
    if (segment === "" || segment.includes("/")) return false;
    return id === undefined || decoded(segment) === id;
  };
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The example to answer with, changed as wished, and judged so that it cannot leave the contract. */
function answerOf({ status = 200, example, booking }: MockOptions) {
  const described = responseFor(operation, status);
  if (!described) {
    const documented = Object.keys(operation.responses).join(" and ");
    throw new RangeError(`No answer ${status} is documented; there are ${documented}.`);
  }
  const examples = examplesAt(contentPointer(described.source, MEDIA_TYPE));
  const name = example ?? examples.keys().next().value ?? "";
  if (!examples.has(name)) {
    const names = [...examples.keys()].join(" and ");
    throw new RangeError(`The answer ${status} has no such example; it has ${names}.`);
  }
  const body = { ...(examples.get(name) as Record<string, unknown>), ...booking };
  const bytes = encodeUtf8(JSON.stringify(body));
  const headers: HeaderList = [["content-type", MEDIA_TYPE]];
  const [fault] = judgeResponse(operation, { status, headers, body: bytes }, documentLookup);
  if (fault) throw new RangeError(`The answer leaves the contract: ${fault.message}`);
  return { status, body };
}

function judgeSent(uri: string, sentHeaders: Record<string, unknown>, sent: unknown): Finding[] {
  const headers = Object.entries(sentHeaders).map(
    ([name, value]) => [name, [value].flat().join(", ")] as const,
  );
  // nock has parsed the body where it was JSON, and hands an empty string where there was none.
  const text = typeof sent === "string" ? sent : JSON.stringify(sent);
  const body = encodeUtf8(text);
  const path = uri.split("?")[0] ?? "";
  const request = { method: operation.method, path, headers, body };
  return judgeRequest(operation, request, documentLookup).filter(
    ({ severity }) => severity === "error",
  );
}

function detailOf({ pointer, documented }: Finding) {
  const loc = ["body", ...stepsOf(pointer)];
  const missing = documented === "a required property" || documented === "a body";
  return missing
    ? { loc, msg: "field required", type: "value_error.missing" }
    : { loc, msg: `documented is ${documented}`, type: "type_error" };
}
