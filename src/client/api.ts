/** The only file that touches openapi-fetch, behind `client.api`; and how paths and bodies are written. */
import createFetchClient from "openapi-fetch";
import type { paths } from "../../generated/schema.js";
import type { Operation } from "../description/operations.js";
import type { ApiClient } from "./api-types.js";
import { SolvInputError } from "./errors.js";

/** The client that callers see as `client.api`. */
export function createApi(
  baseUrl: string,
  fetch: (request: Request) => Promise<Response>,
): ApiClient<paths> {
  const client: unknown = createFetchClient({
    baseUrl,
    fetch,
    bodySerializer: (body) => serializeBody(body),
    pathSerializer: (template, values) => serializePath(template, values),
  });
  // The same shape without openapi-fetch's types; a type test holds the two together.
  return client as ApiClient<paths>;
}

/**
 * Fills a path template. URL parsing turns an empty segment, `.` and `..` into another URL, encoded
 * or not (WHATWG URL §4.4), so they are refused; so are ill-formed strings, which have no UTF-8.
 *
 * @throws SolvInputError
 */
export function serializePath(
  template: string,
  values: Readonly<Record<string, unknown>>,
  operation?: Operation,
): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (
      typeof value !== "string" ||
      ["", ".", ".."].includes(value) ||
      /\p{Surrogate}/u.test(value)
    ) {
      const text = `${name} must be well-formed text, and not empty, "." or "..".`;
      throw new SolvInputError({ operation, text, outcome: "not_applied" });
    }
    return encodeURIComponent(value);
  });
}

/**
 * The JSON of a body; `undefined` when it has none, such as a function.
 *
 * @throws SolvInputError without the runtime's message, which names properties
 */
export function serializeBody(body: unknown, operation?: Operation): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    throw new SolvInputError({ operation, text: "the body is not JSON.", outcome: "not_applied" });
  }
}
