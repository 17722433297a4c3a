/** One HTTP/1.1 exchange over `node:http`, with exact headers and a failure that says how far it got. */
import http from "node:http";
import https from "node:https";
import { setImmediate } from "node:timers";
import { isConnecting, onceConnected, watchBytes } from "./connection.js";
import { decode, isCoded } from "./content-coding.js";
import { explain } from "./explain.js";
import { kindOf, proxyStatus } from "./failure-kind.js";
import { createKeepAliveAgent, type KeepAliveAgent } from "./keep-alive.js";
import { requestHeaders } from "./request-headers.js";
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

/** Milliseconds that a body is held back for `100 Continue`. */
const CONTINUE_TIMEOUT_MS = 1_000;

// As it is when this file is loaded: fake timers replace the global, and some of them the module's too.
const nextTurn = setImmediate;

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
      const raw = await exchange(request, routeTo, { ...sendOptions, maxBodyBytes });
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
  routeTo: (origin: string) => Route,
  { signal, timeoutMs, maxBodyBytes, beforeWrite }: SendOptions & { readonly maxBodyBytes: number },
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    // Those of the time of the call, as a pair: a test may replace them, or put them back, meanwhile.
    const { setTimeout, clearTimeout } = globalThis;
    let phase: WirePhase = "connecting";
    let hasWritten = () => false;
    let status: number | undefined;
    let outgoing: http.ClientRequest | undefined;
    let answer: http.IncomingMessage | undefined;
    let excess: NodeJS.ErrnoException | undefined;
    let timer: NodeJS.Timeout | undefined;
    let connectTimer: NodeJS.Timeout | undefined;
    let continueTimer: NodeJS.Timeout | undefined;

    const settle = () => {
      clearTimeout(timer);
      clearTimeout(connectTimer);
      clearTimeout(continueTimer);
      signal?.removeEventListener("abort", onAbort);
    };
    const reached = () => {
      if (phase === "connecting" && hasWritten()) phase = "sending";
      return phase;
    };
    const fail = (kind: WireFailureKind, cause?: unknown, response?: WireResponse) => {
      settle();
      reached();
      const message = explain(kind, phase);
      reject(new WireFailure(kind, phase, { message, status, response, cause }));
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
      if (beforeWrite) write();
    };
    const write = () => {
      if (!outgoing?.hasHeader("expect")) {
        outgoing?.end(request.body);
        return;
      }
      // RFC 9110 §10.1.1: a server that refuses may leave the body unread, and would take it for the
      // next request. One that does not know `Expect` says nothing; hence not for ever.
      const end = () => outgoing?.end(request.body);
      outgoing.once("continue", end);
      continueTimer = setTimeout(end, CONTINUE_TIMEOUT_MS);
      outgoing.flushHeaders();
    };

    if (signal?.aborted) return fail("aborted");
    let kept: KeepAliveAgent | undefined;
    try {
      const route = routeTo(request.origin);
      const { url, agent } = route;
      kept = route.kept;
      kept?.retire();
      outgoing = (url.protocol === "https:" ? https : http).request({
        method: request.method,
        protocol: url.protocol,
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port,
        path: request.target,
        headers: requestHeaders(request, url.host),
        agent,
      });
    } catch (error) {
      return fail("other", error);
    }
    signal?.addEventListener("abort", onAbort, { once: true });
    if (timeoutMs !== undefined) timer = setTimeout(fail, Math.max(0, timeoutMs), "timeout");

    outgoing.on("socket", (socket) => {
      if (!isConnecting(socket)) return onConnected();
      hasWritten = watchBytes(socket);
      connectTimer = setTimeout(() => {
        if (reached() === "connecting") fail("connect_timeout");
      }, CONNECT_TIMEOUT_MS);
      onceConnected(socket, () => {
        clearTimeout(connectTimer);
        onConnected();
      });
    });
    outgoing.on("finish", () => {
      if (reached() === "sending") phase = "waiting";
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // Bytes after a whole answer: the answer itself is about to end, and decides with them.
      if (answer?.complete) excess = error;
      else {
        const kind = kindOf(error, reached());
        status ??= proxyStatus(error);
        fail(kind, error);
      }
    });
    // From a proxy's agent (https-proxy-agent; Node's own fails with a code): no tunnel came about, so the
    // proxy's 404 is not about the booking, nor its 502 a doubt; nothing was written. Its answer would
    // follow as if it were the API's.
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
        nextTurn(() => nextTurn(conclude));
      });
    });
    // Otherwise at once: a mocked connection (nock) is not made before something is written to it.
    if (!beforeWrite) write();
  });
}

function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let i = 0; i < raw.length; i += 2) list.push([raw[i] ?? "", raw[i + 1] ?? ""]);
  return list;
}
