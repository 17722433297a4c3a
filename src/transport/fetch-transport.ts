/** A transport over `fetch`, for runtimes without sockets; it cannot tell whether a request was written. */
import {
  DEFAULT_MAX_BODY_BYTES,
  type Transport,
  WireFailure,
  type WireFailureKind,
  type WirePhase,
} from "../wire.js";

// What Node's own fetch says in `cause.code` when no connection came about.
const UNSENT: Readonly<Record<string, WireFailureKind>> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "unresolved",
  EAI_AGAIN: "unresolved",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
};

/** @param fetch called as it is at the time of the call, when it is bound late by the caller */
export function createFetchTransport(fetch: typeof globalThis.fetch): Transport {
  return {
    send: async ({ method, origin, target, headers, body }, options = {}) => {
      const { signal, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
      let phase: WirePhase = "sending";
      let status: number | undefined;
      try {
        signal?.throwIfAborted();
        const response = await fetch(origin + target, {
          method,
          headers: headers.map(([name, value]): [string, string] => [name, value]),
          redirect: "manual",
          ...(body && { body: body as BodyInit }),
          ...(signal && { signal }),
        });
        phase = "reading";
        status = response.status;
        const read = await readBody(response.body, maxBodyBytes);
        return { status, headers: [...response.headers], body: read };
      } catch (error) {
        if (error instanceof WireFailure) throw error;
        const unsent = UNSENT[codeOf(error)];
        if (unsent) throw failure(unsent, "connecting", false);
        if (signal?.aborted) throw failure("aborted", phase, true, status);
        throw failure(phase === "reading" ? "truncated" : "other", phase, true, status);
      }
    },
    close: () => undefined,
  };
}

async function readBody(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader?.cancel().catch(() => undefined);
      throw failure("too_large", "reading", true);
    }
    chunks.push(value);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

function codeOf(error: unknown): string {
  const { cause, code = cause?.code } = error as { code?: unknown; cause?: { code?: unknown } };
  return String(code ?? "");
}

// The runtime's own message may quote the URL or a header, so it goes no further.
function failure(kind: WireFailureKind, phase: WirePhase, written: boolean, status?: number) {
  return new WireFailure(kind, phase, written, `fetch failed while ${phase} (${kind}).`, {
    status,
  });
}
