/** Gives Node a request's headers in the form that tracers and mocks read as well, and frames the body. */
import type { WireRequest } from "./wire.js";

/** Name → value, or values where the name repeats. */
export type RequestHeaders = Record<string, string | string[]>;

/** RFC 9110 §8.6: for other methods a length of 0 says that there could have been a body. */
export const EXPECTS_NO_BODY = /^(GET|HEAD|DELETE|OPTIONS|TRACE|CONNECT)$/;

/**
 * An object, not Node's flat list: tracers and mocks copy the headers as an object, and would make
 * headers called `0` and `1` of a list. Node keeps its spelling and its order.
 *
 * @param host for the `Host` header, unless the request has its own
 */
export function requestHeaders(request: WireRequest, host: string): RequestHeaders {
  const { method, headers, body } = request;
  const fields = new Map<string, [name: string, value: string | string[]]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = fields.get(key);
    // Node would let the second spelling of a name replace the first.
    if (known) known[1] = [known[1], value].flat();
    else fields.set(key, [name, value]);
  }
  const framing: [string, string][] = [];
  if (!fields.has("host")) framing.push(["Host", host]);
  const isFramed = fields.has("content-length") || fields.has("transfer-encoding");
  // Without a length Node writes the body of a DELETE unframed: the server's next request.
  if (!isFramed && (body || !EXPECTS_NO_BODY.test(method))) {
    framing.push(["Content-Length", String(body?.length ?? 0)]);
  }
  return Object.fromEntries([...framing, ...fields.values()]);
}
