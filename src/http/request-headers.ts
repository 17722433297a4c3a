/** Gives Node a request's headers in the form that tracers and mocks read as well, and frames the body. */
import { type HeaderList, headerOf, type WireRequest } from "./wire.js";

/** Name → value, or values where the name repeats. */
export type RequestHeaders = Record<string, string | string[]>;

// RFC 9110 §8.6: for other methods a length of 0 says that there could have been a body.
const EXPECTS_NO_BODY = /^(GET|HEAD|DELETE|OPTIONS|TRACE|CONNECT)$/;

/**
 * An object, not Node's flat list: tracers and mocks copy the headers as an object, and would make
 * headers called `0` and `1` of a list. Node keeps its spelling and its order.
 *
 * @param host for the `Host` header, unless the request has its own
 */
export function requestHeaders(request: WireRequest, host: string): RequestHeaders {
  const fields = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of [...framing(request, host), ...request.headers]) {
    const key = name.toLowerCase();
    const known = fields.get(key);
    // Node would let the second spelling of a name replace the first.
    if (known) known.values.push(value);
    else fields.set(key, { name, values: [value] });
  }
  const entries = Array.from(fields.values(), ({ name, values }) => {
    const [only = "", ...more] = values;
    return [name, more.length > 0 ? values : only] as const;
  });
  return Object.fromEntries(entries);
}

// Without a length Node writes the body of a DELETE unframed: the server's next request.
function framing({ method, headers, body }: WireRequest, host: string): HeaderList {
  const added: [string, string][] = [];
  if (headerOf(headers, "host") === undefined) added.push(["Host", host]);
  const framed = ["content-length", "transfer-encoding"].some((name) => headerOf(headers, name));
  if (!framed && (body || !EXPECTS_NO_BODY.test(method))) {
    added.push(["Content-Length", String(body?.length ?? 0)]);
  }
  return added;
}
