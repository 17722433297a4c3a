/** A transport over `fetch`, for runtimes without sockets; it cannot tell whether a request was written. */
import { withDeadline } from "./deadline.js";
import {
  DEFAULT_MAX_BODY_BYTES,
  type Transport,
  WireFailure,
  type WireFailureKind,
  type WirePhase,
} from "./wire.js";

// What Node's own fetch says in `cause.code` when no connection came about.
const UNSENT: Readonly<Record<string, WireFailureKind>> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "unresolved",
  EAI_AGAIN: "unresolved",
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
};

/** @param fetch called as it is at the time of the call, when it is bound late by the caller */
export function createFetchTransport(fetch: typeof globalThis.fetch): Transport {
  return {
    send: ({ method, origin, target, headers, body }, options = {}) => {
      const { signal, timeoutMs, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
      const controller = new AbortController();
      let phase: WirePhase = "sending";
      let status: number | undefined;
      // The runtime's own message may quote the URL or a header, so it goes no further.
      const failure = (kind: WireFailureKind, unsent = false) => {
        const where = unsent ? "connecting" : phase;
        const message = `fetch failed while ${where} (${kind}).`;
        return new WireFailure(kind, where, !unsent, message, { status });
      };
      const exchange = async () => {
        try {
          const response = await fetch(origin + target, {
            method,
            headers: headers.map(([name, value]): [string, string] => [name, value]),
            redirect: "manual",
            signal: controller.signal,
            ...(body && { body: body as BodyInit }),
          });
          phase = "reading";
          // A `fetch` of the caller's may have followed a redirect; 0 is what a hidden one looks like.
          status = response.redirected ? 0 : response.status;
          const read = await readBody(response, maxBodyBytes);
          if (read) return { status, headers: [...response.headers], body: read };
        } catch (error) {
          if (phase === "reading") throw failure("truncated");
          const unsent = UNSENT[codeOf(error)];
          throw failure(unsent ?? "other", !!unsent);
        }
        throw failure("too_large");
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

/** The bytes of a body, or `undefined` when there are more than the limit. */
async function readBody({ body }: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader?.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(value);
  }
  const [only, ...more] = chunks;
  return only && more.length === 0
    ? only
    : new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

function codeOf(error: unknown): string {
  const { cause, code = cause?.code } = error as { code?: unknown; cause?: { code?: unknown } };
  return String(code ?? "");
}
