/** A transport over `fetch`, for runtimes without sockets; it cannot tell whether a request was written. */
import { withDeadline } from "./deadline.js";
import { readBody, readHeaders } from "./fetch-body.js";
import { codeOf } from "./safe-cause.js";
import {
  DEFAULT_MAX_BODY_BYTES,
  type HeaderList,
  type Transport,
  WireFailure,
  type WireFailureKind,
  type WirePhase,
  type WireResponse,
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
    send: ({ method, origin, target, headers: sent, body }, options = {}) => {
      const { signal, timeoutMs: ms, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
      const controller = new AbortController();
      let phase: WirePhase = "connecting";
      let status: number | undefined;
      // The runtime's own message may quote the URL or a header, so it goes no further.
      const failure = (kind: WireFailureKind, cause?: unknown) => {
        const failed = `fetch failed while ${phase} (${kind}).`;
        const message = kind === "unreadable" ? UNREADABLE : failed;
        return new WireFailure(kind, phase, { message, status, cause });
      };
      const exchange = async (): Promise<WireResponse> => {
        phase = "sending";
        const init: RequestInit = {
          method,
          headers: sent as [string, string][],
          redirect: "manual",
          signal: controller.signal,
          ...(body && { body: body as BodyInit }),
        };
        let response: Response;
        try {
          // Own members only: `fetch` looks for more of them, also on `Object.prototype`.
          response = await fetch(origin + target, Object.assign(Object.create(null), init));
        } catch (error) {
          const unsent = UNSENT.get(codeOf(error));
          if (unsent) phase = "connecting";
          throw failure(unsent ?? "other", error);
        }
        phase = "reading";
        const answer = headOf(response);
        if (!answer) throw failure("unreadable");
        const { headers } = answer;
        status = answer.status;
        const read = await readBody(response, maxBodyBytes).catch(() => "truncated" as const);
        if (typeof read !== "string") return { status, headers, body: read };
        // Whatever is in the body of a redirect, it is never followed.
        const isRedirect = status === 0 || (status >= 300 && status < 400);
        if (read !== "unreadable" || !isRedirect) throw failure(read);
        return { status, headers, body: new Uint8Array() };
      };
      if (signal?.aborted) return Promise.reject(failure("aborted"));
      return withDeadline(exchange(), { ms, signal }, (ended) => {
        controller.abort();
        return failure(ended);
      });
    },
    close: () => undefined,
  };
}

/** Status and headers of what a `fetch` resolved to, which need not be a Response. */
function headOf(response: Response): Omit<WireResponse, "body"> | undefined {
  try {
    // A `fetch` of the caller's may have followed a redirect; 0 is what a hidden one looks like.
    const status = response.redirected ? 0 : response.status;
    const headers: HeaderList = readHeaders(response.headers);
    return Number.isInteger(status) ? { status, headers } : undefined;
  } catch {
    return undefined;
  }
}
