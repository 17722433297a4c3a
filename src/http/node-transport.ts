/** One HTTP/1.1 exchange over `node:http`, with exact headers and a failure that says how far it got. */
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { decode, isCoded } from "./content-coding.js";
import { explain } from "./explain.js";
import { createKeepAliveAgent, type KeepAliveAgent } from "./keep-alive.js";
import {
  DEFAULT_MAX_BODY_BYTES,
  type HeaderList,
  headerOf,
  type SendOptions,
  type Transport,
  WireFailure,
  type WireFailureKind,
  type WirePhase,
  type WireRequest,
  type WireResponse,
} from "./wire.js";

export interface NodeTransportOptions {
  /** Replaces the keep-alive agent: for proxies, client certificates and limits. */
  readonly agent?: http.Agent;
}

/** Milliseconds for name resolution, TCP and TLS together. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Codes of a connection that does not come about. */
const CONNECTING: ReadonlyMap<string, WireFailureKind> = new Map([
  ["ECONNREFUSED", "refused"],
  ["EHOSTUNREACH", "refused"],
  ["ENETUNREACH", "refused"],
  ["ENOTFOUND", "unresolved"],
  ["EAI_AGAIN", "unresolved"],
  ["EAI_FAIL", "unresolved"],
  ["ETIMEDOUT", "connect_timeout"],
]);

// EPROTO: what answered does not speak TLS. From INVALID_ on: what Node calls "X509 certificate error
// codes" and has no CERT in it.
const TLS_CODE = /CERT|TLS|SSL|EPROTO|^INVALID_|PATH_LENGTH|HOSTNAME|UNABLE_TO|CRL|UNSPECIFIED/;

/** Where the requests of one origin go. */
interface Route {
  readonly url: URL;
  readonly agent: http.Agent;
  readonly kept: KeepAliveAgent | undefined;
}

/** A transport that keeps connections alive between calls. */
export function createNodeTransport(options: NodeTransportOptions = {}): Transport {
  const routes = new Map<string, Route>();
  let closed = false;
  const routeTo = (origin: string): Route => {
    const known = routes.get(origin);
    if (known) return known;
    const url = new URL(origin);
    const kept = options.agent ? undefined : createKeepAliveAgent(url.protocol);
    const route = { url, kept, agent: options.agent ?? kept?.agent ?? http.globalAgent };
    // A call that was under way when the client was closed may be the first to its origin.
    if (closed) kept?.close();
    routes.set(origin, route);
    return route;
  };
  return {
    send: async (request, sendOptions = {}) => {
      const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = sendOptions;
      const raw = await exchange(request, routeTo(request.origin), {
        ...sendOptions,
        maxBodyBytes,
      });
      return isCoded(raw) ? decode(raw, maxBodyBytes) : raw;
    },
    close: () => {
      closed = true;
      for (const { kept } of routes.values()) kept?.close();
    },
  };
}

function exchange(
  request: WireRequest,
  { url, agent, kept }: Route,
  { signal, timeoutMs, maxBodyBytes, beforeWrite }: SendOptions & { readonly maxBodyBytes: number },
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    let phase: WirePhase = "connecting";
    let status: number | undefined;
    let outgoing: http.ClientRequest | undefined;
    let answer: http.IncomingMessage | undefined;
    let excess: NodeJS.ErrnoException | undefined;
    let timer: NodeJS.Timeout | undefined;
    let connectTimer: NodeJS.Timeout | undefined;

    const settle = () => {
      clearTimeout(timer);
      clearTimeout(connectTimer);
      signal?.removeEventListener("abort", onAbort);
    };
    const fail = (kind: WireFailureKind, cause?: unknown, response?: WireResponse) => {
      settle();
      const options = { status, response, ...safeCause(cause) };
      const written = phase !== "connecting";
      reject(new WireFailure(kind, phase, written, explain(kind, phase), options));
      outgoing?.destroy();
    };
    const onAbort = () => fail("aborted");
    const onConnected = () => {
      if (phase !== "connecting") return;
      try {
        beforeWrite?.();
      } catch (error) {
        return fail("other", error);
      }
      phase = "sending";
      if (beforeWrite) outgoing?.end(request.body);
    };

    if (signal?.aborted) return fail("aborted");
    try {
      outgoing = (url.protocol === "https:" ? https : http).request({
        method: request.method,
        protocol: url.protocol,
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port,
        path: request.target,
        headers: withFraming(request, url).flat(),
        agent,
      });
    } catch (error) {
      return fail("other", error);
    }
    signal?.addEventListener("abort", onAbort, { once: true });
    if (timeoutMs !== undefined) timer = setTimeout(fail, Math.max(0, timeoutMs), "timeout");

    outgoing.on("socket", (socket) => {
      if (!isConnecting(socket)) return onConnected();
      connectTimer = setTimeout(fail, CONNECT_TIMEOUT_MS, "connect_timeout");
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        clearTimeout(connectTimer);
        onConnected();
      });
    });
    outgoing.on("finish", () => {
      if (phase === "sending") phase = "waiting";
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // Bytes after a whole answer: the answer itself is about to end, and decides with them.
      if (answer?.complete) excess = error;
      else fail(kindOf(error, phase), error);
    });
    // From a proxy's agent (https-proxy-agent): no tunnel came about, so the proxy's 404 is not about the
    // booking, nor its 502 a doubt; nothing was written. Its answer would follow as if it were the API's.
    outgoing.on("proxyConnect", (refusal: http.IncomingMessage) => {
      if (refusal.statusCode === 200) return;
      status = refusal.statusCode || undefined;
      fail("refused");
    });
    // 101 without having been asked for: what follows would be another protocol.
    outgoing.on("upgrade", (_, socket) => {
      fail("malformed");
      socket.destroy();
    });
    outgoing.on("response", (incoming) => {
      phase = "reading";
      answer = incoming;
      const { statusCode = 0 } = incoming;
      status = statusCode;
      const headers = pairs(incoming.rawHeaders);
      kept?.hint(incoming.socket, headerOf(headers, "keep-alive"));
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBodyBytes) fail("too_large");
        else chunks.push(chunk);
      });
      incoming.on("error", (error) => fail("truncated", error));
      incoming.on("end", () => {
        const response = { status: statusCode, headers, body: Buffer.concat(chunks) };
        settle();
        if (excess) {
          const kind = kindOf(excess, phase);
          decode(response, maxBodyBytes).then((whole) => fail(kind, excess, whole), reject);
          return;
        }
        const conclude = () => {
          // Answered before the whole body was taken: what is left of it would hold the connection, and
          // the process, for as long as the server likes. A quick server answers before Node has noted
          // that all was written, hence not earlier.
          if (!outgoing?.writableFinished) outgoing?.destroy();
          resolve(response);
        };
        // Two turns of the loop have one look at the network between them: an end or stray bytes
        // that came right behind the answer take the connection out of use before the next call.
        setImmediate(() => setImmediate(conclude));
      });
    });
    // Otherwise at once: a mocked connection (nock) is not made before something is written to it.
    if (!beforeWrite) outgoing.end(request.body);
  });
}

// The last step of a connection is TCP's, or TLS's, after which there is a cipher.
function isConnecting(socket: Socket & { getCipher?: () => unknown }): boolean {
  return socket.connecting || (socket.getCipher !== undefined && !socket.getCipher());
}

function kindOf(error: NodeJS.ErrnoException, phase: WirePhase): WireFailureKind {
  // An agent of the caller's may give anything.
  const code = String(error.code ?? "");
  const unconnected = CONNECTING.get(code);
  if (unconnected && phase === "connecting") return unconnected;
  // Of a connection that was made: the other side no longer acknowledges, or a router says why.
  if (unconnected || code === "ECONNRESET" || code === "EPIPE") return "reset";
  if (code.startsWith("HPE_")) return "malformed";
  return TLS_CODE.test(code) ? "tls" : "other";
}

// Node's parse errors carry the raw bytes of the answer, so only the code is passed on.
function safeCause(cause: unknown): ErrorOptions {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  return code === undefined ? {} : { cause: Object.assign(new Error(code), { code }) };
}

// Given headers as a list, Node writes them as they are and adds neither Host nor a length; a DELETE
// whose body has no length would reach the server without one.
function withFraming({ headers, body }: WireRequest, url: URL): HeaderList {
  const framing: [string, string][] = [];
  if (!headerOf(headers, "host")) framing.push(["Host", url.host]);
  if (body && !headerOf(headers, "content-length")) {
    framing.push(["Content-Length", String(body.length)]);
  }
  return [...framing, ...headers];
}

function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let i = 0; i < raw.length; i += 2) list.push([raw[i] ?? "", raw[i + 1] ?? ""]);
  return list;
}
