/** A transport over `fetch`, for runtimes without sockets; it cannot tell whether a request was written. */
import { withDeadline } from "./deadline.js";
import { readBody, readHeaders } from "./fetch-body.js";
import { codeOf, safeCause } from "./safe-cause.js";
import {
  DEFAULT_MAX_BODY_BYTES,
  type HeaderList,
  type Transport,
  WireFailure,
  type WireFailureKind,
  type WirePhase,
} from "./wire.js";

// What Node's own fetch says in `cause.code` when no connection came about.
const UNSENT: ReadonlyMap<unknown, WireFailureKind> = new Map([
  ["ECONNREFUSED", "refused"],
  ["ENOTFOUND", "unresolved"],
  ["EAI_AGAIN", "unresolved"],
  ["UND_ERR_CONNECT_TIMEOUT", "connect_timeout"],
]);

const UNREADABLE =
  "The given fetch made an answer that cannot be read: it has no web stream in body, no arrayBuffer() " +
  "and no text(), or no status, or its body was read before. Give a fetch whose Response has one unread.";

/** @param fetch called as it is at the time of the call, when it is bound late by the caller */
export function createFetchTransport(fetch: typeof globalThis.fetch): Transport {
  return {
    send: ({ method, origin, target, headers, body }, options = {}) => {
      const { signal, timeoutMs, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
      const controller = new AbortController();
      let phase: WirePhase = "sending";
      let status: number | undefined;
      // The runtime's own message may quote the URL or a header, so it goes no further.
      const failure = (kind: WireFailureKind, unsent = false, reason?: unknown) => {
        const where = unsent ? "connecting" : phase;
        const failed = `fetch failed while ${where} (${kind}).`;
        const message = kind === "unreadable" ? UNREADABLE : failed;
        return new WireFailure(kind, where, !unsent, message, { status, cause: safeCause(reason) });
      };
      const exchange = async () => {
        let response: Response;
        try {
          const init: RequestInit = {
            method,
            headers: headers.map(([name, value]): [string, string] => [name, value]),
            redirect: "manual",
            signal: controller.signal,
            ...(body && { body: body as BodyInit }),
          };
          // Own members only: `fetch` looks for more of them, also on `Object.prototype`.
          response = await fetch(origin + target, Object.assign(Object.create(null), init));
        } catch (error) {
          const unsent = UNSENT.get(codeOf(error));
          throw failure(unsent ?? "other", !!unsent, error);
        }
        phase = "reading";
        const answer = statusOf(response);
        status = answer.status;
        if (status === undefined) throw failure("unreadable");
        const isRedirect = status === 0 || (status >= 300 && status < 400);
        const read = await readBody(response, maxBodyBytes).catch(() => "truncated" as const);
        if (typeof read !== "string") return { status, headers: answer.headers, body: read };
        // Whatever is in the body of a redirect, it is never followed.
        if (read !== "unreadable" || !isRedirect) throw failure(read);
        return { status, headers: answer.headers, body: new Uint8Array() };
      };
      if (signal?.aborted) return Promise.reject(failure("aborted", true));
      return withDeadline(exchange(), timeoutMs, signal, (ended) => {
        controller.abort();
        return failure(ended);
      });
    },
    close: () => undefined,
  };
}

/** Status and headers of what a `fetch` resolved to, which need not be a Response. */
function statusOf(response: Response): {
  readonly status: number | undefined;
  readonly headers: HeaderList;
} {
  try {
    // A `fetch` of the caller's may have followed a redirect; 0 is what a hidden one looks like.
    const status: unknown = response.redirected ? 0 : response.status;
    const usable = typeof status === "number" && Number.isInteger(status);
    return { status: usable ? status : undefined, headers: readHeaders(response.headers) };
  } catch {
    return { status: undefined, headers: [] };
  }
}
