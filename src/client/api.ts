/** The only file that touches openapi-fetch: it turns typed calls into requests, for both surfaces. */
import createFetchClient from "openapi-fetch";
import type { paths } from "../../generated/schema.js";
import type { Operation } from "../description.js";
import type { ApiClient } from "./api-types.js";
import { SolvInputError } from "./errors.js";

/** A request as openapi-fetch built it. */
export interface BuiltRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string | undefined;
}

type PathValues = Readonly<Record<string, unknown>>;

/** The parameters and the body of a call, not yet checked. */
export interface CallInput {
  readonly path?: PathValues;
  readonly body?: unknown;
}

/** The client that callers see as `client.api`. */
export function createApi(
  baseUrl: string,
  fetch: (request: Request) => Promise<Response>,
): ApiClient<paths> {
  const client: unknown = createFetchClient({
    baseUrl,
    fetch,
    bodySerializer: serializeBody,
    pathSerializer: (template, values) => serializePath(template, values),
  });
  // The same shape without openapi-fetch's types; a type test holds the two together.
  return client as ApiClient<paths>;
}

/**
 * Has openapi-fetch build the request of an operation, and hands it to `run`. A plain object stands
 * in for `Request`, whose construction costs more than everything else on the way.
 */
export function createBuilder(
  baseUrl: string,
): <T>(
  operation: Operation,
  input: CallInput,
  run: (request: BuiltRequest) => Promise<T>,
) => Promise<T> {
  // Any answer will do: the caller takes what `run` returns.
  const done = new Response(null, { status: 204 });
  const client = createFetchClient({
    baseUrl,
    bodySerializer: serializeBody,
    Request: StandInRequest as unknown as typeof Request,
  }) as unknown as UntypedClient;
  return async (operation, { path, body }, run) => {
    let running: ReturnType<typeof run> | undefined;
    const fetch = async (request: unknown) => {
      running = run(request as BuiltRequest);
      await running;
      return done;
    };
    await client.request(operation.method, operation.path, {
      params: { path },
      pathSerializer: (template: string, values: PathValues) =>
        serializePath(template, values, operation),
      ...{ body, fetch },
    });
    if (!running) throw new Error("openapi-fetch did not send the request.");
    return running;
  };
}

/** openapi-fetch's client for an operation that is known only at run time. */
interface UntypedClient {
  request(method: string, path: string, init: object): Promise<unknown>;
}

class StandInRequest implements BuiltRequest {
  readonly method: string;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string | undefined;

  constructor(
    readonly url: string,
    init: Omit<BuiltRequest, "url">,
  ) {
    this.method = init.method;
    this.headers = init.headers;
    this.body = init.body;
  }
}

/**
 * Fills a path template. URL parsing turns an empty segment, `.` and `..` into another URL, encoded
 * or not (WHATWG URL §4.4), so they are refused; so are ill-formed strings, which have no UTF-8.
 */
function serializePath(template: string, values: PathValues, operation?: Operation): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name];
    const reason =
      typeof value !== "string"
        ? "is not a string"
        : value === ""
          ? "is empty"
          : value === "." || value === ".."
            ? "is a dot segment, which URLs resolve to another path"
            : /\p{Surrogate}/u.test(value)
              ? "has a lone surrogate"
              : undefined;
    if (reason) {
      const text = `${name} ${reason}.`;
      throw new SolvInputError({ operation, text, outcome: "not_applied" });
    }
    return encodeURIComponent(value as string);
  });
}

// The runtime's message about a value without JSON names its properties, so it goes no further.
function serializeBody(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new SolvInputError({ text: "the body is not JSON.", outcome: "not_applied" });
  }
}
