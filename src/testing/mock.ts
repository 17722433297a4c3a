/** Interceptors for nock that answer an operation as the description's examples do. */
import {
  type Operation,
  type OperationId,
  operations,
  servers,
} from "../description/operations.js";
import { writeParameter } from "../description/parameters.js";
import { refuseUnknownOptions, unknownName } from "../description/unknown-name.js";
import { bookingParameter } from "../sandbox/ids.js";
import { answerOf } from "./mock-answer.js";
import { isTargetOf, readSent, refusalOf } from "./mock-request.js";
import type {
  MockAnswerOptions,
  MockOperationOptions,
  MockOptions,
  MockWithNock,
  NockOptions,
  NockScope,
  ParameterValues,
} from "./mock-types.js";

const NOCK_OPTIONS = ["nock", "baseUrl"];
const ANSWER_OPTIONS = ["status", "example", "undocumented"];
const OPERATION_OPTIONS = ["path", "query", "headers", "body", ...ANSWER_OPTIONS];
const CANCEL_OPTIONS = ["externalBookingId", "booking", ...ANSWER_OPTIONS];

/**
 * Makes nock (13, 14 or 15) answer one call of an operation with an example of the description. A
 * request with parameters or a body that the description does not allow gets the documented 422, one
 * fault for each place; one with other faults, such as a missing credential, fails, since no answer to
 * it is documented.
 *
 * @returns the scope, for `.done()`
 * @throws RangeError for an answer that the description does not have or does not allow
 * @throws TypeError when neither nock nor a scope is given, and for an unknown operation, parameter or option
 */
export function mockOperation<Id extends OperationId, Scope extends NockScope<Scope>>(
  operationId: Id,
  scope: Scope,
  options?: MockOperationOptions<Id>,
): Scope;
export function mockOperation<Id extends OperationId, Scope extends NockScope<Scope>>(
  operationId: Id,
  options: MockOperationOptions<Id> & NockOptions<Scope>,
): Scope;
export function mockOperation<Id extends OperationId, Scope extends NockScope<Scope>>(
  operationId: Id,
  given: Scope | (MockOperationOptions<Id> & NockOptions<Scope>),
  more: MockOperationOptions<Id> = {},
): Scope {
  if (!Object.hasOwn(operations, operationId)) {
    throw new TypeError(unknownName("operation", String(operationId), Object.keys(operations)));
  }
  const { scope, options } = scopeAndOptions(given, more, OPERATION_OPTIONS);
  return intercept(operations[operationId], scope, options);
}

/**
 * Makes nock answer one cancel: {@link mockOperation} in short.
 *
 * @returns the scope, for `.done()`
 * @throws RangeError for an answer that the description does not have or does not allow
 * @throws TypeError when neither nock nor a scope is given, and for an unknown option
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
  const { scope, options } = scopeAndOptions(given, more, CANCEL_OPTIONS);
  const { externalBookingId, booking, status, example, undocumented } = options;
  const path = { [bookingParameter.name]: externalBookingId };
  const answer = { body: booking, status, example, undocumented };
  return intercept(operations.cancelExternalBooking, scope, { path, ...answer });
}

type Wanted = ParameterValues & MockAnswerOptions & { readonly body?: unknown };

function intercept<Scope extends NockScope<Scope>>(
  operation: Operation,
  scope: Scope,
  { path, query, headers, body, status, example, undocumented }: Wanted,
): Scope {
  refuseUnknownParameters(operation, { path, query, headers });
  const reply = answerOf(operation, { body, status, example, undocumented });
  const { basePathname: prefix = "" } = scope;
  const isWanted = (uri: string) =>
    uri.startsWith(prefix) && isTargetOf(operation, uri.slice(prefix.length), { path, query });
  const interceptor = scope.intercept(isWanted, operation.method);
  for (const [name, value] of Object.entries(headers ?? {})) {
    const texts =
      value === undefined ? [] : writeParameter({ in: "header", explode: false }, value);
    for (const text of texts) interceptor.matchHeader?.(name, text);
  }
  return interceptor.reply(
    // Not an arrow function: nock 13 and 14 give the request as `this`. Without parameters of its own:
    // nock counts them to know a function with a callback. Asynchronous: what a reply function throws
    // at once ends the process instead of the request.
    async function answer(...given) {
      return refusalOf(operation, await readSent(this, given, prefix)) ?? reply;
    },
  );
}

function refuseUnknownParameters({ parameters }: Operation, values: ParameterValues): void {
  const places = { path: "path", query: "query", headers: "header" } as const;
  for (const [member, place] of Object.entries(places)) {
    const known = parameters.filter((each) => each.in === place).map(({ name }) => name);
    for (const name of Object.keys(values[member as keyof typeof places] ?? {})) {
      if (!known.includes(name))
        throw new TypeError(unknownName(`${place} parameter`, name, known));
    }
  }
}

function scopeAndOptions<Scope extends NockScope<Scope>, Options extends object>(
  given: Scope | (Options & NockOptions<Scope>),
  more: Options,
  known: readonly string[],
): { readonly scope: Scope; readonly options: Options } {
  if (isScope(given)) {
    refuseUnknownOptions(more, known);
    return { scope: given, options: more };
  }
  const { nock, baseUrl } = given ?? {};
  if (typeof nock !== "function") {
    throw new TypeError("Expected nock itself, as in { nock }, or one of its scopes.");
  }
  refuseUnknownOptions(given, [...known, ...NOCK_OPTIONS]);
  return { scope: nock(baseUrl ?? servers[0].url), options: given };
}

function isScope<Scope extends NockScope<Scope>>(given: Scope | object): given is Scope {
  // From JavaScript anything may come.
  return typeof (given as Partial<Scope> | undefined)?.intercept === "function";
}
