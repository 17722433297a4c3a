/** The only file that touches openapi-fetch, behind `client.api`; and how a body is written. */
import createFetchClient from "openapi-fetch";
import type { paths } from "../../generated/schema.js";
import { type Operation, operations } from "../description/operations.js";
import { BODILESS, type WireResponse } from "../http/wire.js";
import type { ApiClient } from "./api-types.js";
import { SolvConfigurationError, SolvError } from "./errors.js";
import { refused } from "./mistakes.js";
import { outcomeOf } from "./outcome.js";
import { ownOf } from "./own.js";
import { serializePath, serializeQuery, type Values, valuesOf } from "./parameters.js";

/** How a call of `client.api` was answered. */
export interface ApiAnswer {
  readonly response: WireResponse;
  readonly attempts: number;
}

type Send = (request: Request, signal: AbortSignal | undefined) => Promise<ApiAnswer>;

/** What openapi-fetch reads of a call; given as absent, it is not looked for on `Object.prototype`. */
const ABSENT = {
  baseUrl: undefined,
  fetch: undefined,
  Request: undefined,
  headers: undefined,
  parseAs: undefined,
  querySerializer: undefined,
  bodySerializer: undefined,
  pathSerializer: undefined,
  body: undefined,
  middleware: undefined,
};
type Init = Readonly<Record<string, unknown>> & { readonly signal?: AbortSignal };

/** The client that callers see as `client.api`. */
export function createApi(baseUrl: string, send: Send): ApiClient<paths> {
  const client = createFetchClient({
    baseUrl,
    Request: ownRequest,
    fetch: undefined,
    headers: undefined,
    querySerializer: undefined,
    requestInitExt: undefined,
    bodySerializer: (body: unknown) => serializeBody(body),
    pathSerializer: serializePath,
  } as object) as unknown as Readonly<Record<string, (...call: unknown[]) => unknown>>;
  const calls = Object.entries(client).map(([name, method]) => [
    name,
    // The others register middleware, or take the method as an argument.
    /^[A-Z]+$/.test(name) ? guarded(name, method, send) : method,
  ]);
  const api: unknown = Object.fromEntries(calls);
  // The same shape without openapi-fetch's types; a type test holds the two together.
  return api as ApiClient<paths>;
}

/** A method that ends in a {@link SolvError} or not at all. */
function guarded(method: string, call: (...call: unknown[]) => unknown, send: Send) {
  return async (path: unknown, given?: Init) => {
    let answer: ApiAnswer | undefined;
    let failure: unknown;
    const operation = Object.values<Operation>(operations).find(
      (known) => known.method === method && known.path === path,
    );
    try {
      // The signal does not go into the Request, which takes none of another realm.
      const { signal, params, ...init } = ownOf<Init>(given ?? {});
      const fetch = async (request: Request) => {
        try {
          answer = await send(request, signal ?? undefined);
        } catch (error) {
          failure = error;
          throw error;
        }
        return responseOf(answer.response);
      };
      const own = ownOf((params ?? {}) as object);
      return await call(path, {
        ...ABSENT,
        fetch,
        ...serializersOf(operation),
        ...init,
        params: own,
      });
    } catch (error) {
      if (error instanceof SolvError) throw error;
      if (!answer && !(failure instanceof SolvError)) {
        throw refused(
          operation,
          "the request could not be made: look at its headers, its options and middleware.",
        );
      }
      // The call had ended, and only then something failed: what is known about the booking stays known.
      const { status = 0 } = answer?.response ?? {};
      const outcome = status >= 200 && status < 300 ? "applied" : outcomeOf(status);
      const text = "the answer was not taken, by a middleware or by the runtime's Response.";
      const known =
        failure instanceof SolvError ? failure : { outcome, status, attempts: answer?.attempts };
      throw new SolvConfigurationError({ ...known, operation, text });
    }
  };
}

/** Parameters as the operation has them described; openapi-fetch takes the styles for options. */
function serializersOf(operation: Operation | undefined) {
  return (
    operation && {
      querySerializer: (values: unknown) =>
        serializeQuery(operation, valuesOf(operation, "query", values)),
      pathSerializer: (template: string, values: Values) =>
        serializePath(template, values, operation),
    }
  );
}

function responseOf({ status, headers, body }: WireResponse): Response {
  // The content coding is already undone, so what described it must not be repeated.
  const kept = headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name));
  const isBodiless = BODILESS.includes(status);
  // What has no length is parsed by openapi-fetch.
  const framed = isBodiless ? [...kept, ["content-length", "0"] as const] : kept;
  const own = ownOf({ status, headers: framed.map(([...pair]): [string, string] => [...pair]) });
  return new Response(isBodiless ? null : (body as BodyInit), own);
}

/** The runtime's Request, as it is at the time of the call, with own options only. */
const ownRequest = Object.defineProperty(
  function ownRequest(input: RequestInfo | URL, init: RequestInit | undefined) {
    return new globalThis.Request(input, init && ownOf(init));
  },
  Symbol.hasInstance,
  { value: (value: unknown) => value instanceof globalThis.Request },
);

/**
 * The JSON of a body; `undefined` when it has none, such as a function.
 *
 * @throws SolvInputError without the runtime's message, which names properties
 */
export function serializeBody(body: unknown, operation?: Operation): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    throw refused(operation, "the body is not JSON.");
  }
}
