/** One HTTP/1.1 exchange over `node:http`, with exact headers and a failure that says how far it got. */
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { promisify } from "node:util";
import zlib from "node:zlib";
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
} from "../wire.js";

export interface NodeTransportOptions {
  /** Replaces the keep-alive agent: for proxies, client certificates and limits. */
  readonly agent?: http.Agent;
}

const DECODERS: Readonly<
  Record<string, (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(zlib.gunzip),
  "x-gzip": promisify(zlib.gunzip),
  deflate: promisify(zlib.inflate),
  br: promisify(zlib.brotliDecompress),
};

/** A transport that keeps connections alive between calls. */
export function createNodeTransport(options: NodeTransportOptions = {}): Transport {
  const agents = new Map<string, http.Agent>();
  const agentFor = (protocol: string) => {
    if (options.agent) return options.agent;
    const known = agents.get(protocol);
    if (known) return known;
    const agent =
      protocol === "https:"
        ? new https.Agent({ keepAlive: true })
        : new http.Agent({ keepAlive: true });
    agents.set(protocol, agent);
    return agent;
  };
  return {
    send: async (request, sendOptions = {}) => {
      const url = new URL(request.origin);
      const raw = await exchange(request, url, agentFor(url.protocol), sendOptions);
      return decode(raw, sendOptions.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
    },
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function exchange(
  request: WireRequest,
  url: URL,
  agent: http.Agent,
  { signal, timeoutMs, maxBodyBytes = DEFAULT_MAX_BODY_BYTES }: SendOptions,
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    let phase: WirePhase = "connecting";
    let socket: Socket | undefined;
    let timer: NodeJS.Timeout | undefined;

    const outgoing = (url.protocol === "https:" ? https : http).request({
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port,
      path: request.target,
      headers: withFraming(request, url).flat(),
      agent,
    });

    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      act();
    };
    const fail = (kind: WireFailureKind, cause?: unknown) => {
      const at = phase;
      settle(() => {
        const message = `The call failed while ${at}: ${EXPLANATIONS[kind]}.`;
        reject(
          new WireFailure(kind, at, at !== "connecting", message, { cause: safeCause(cause) }),
        );
      });
      outgoing.destroy();
    };
    const onAbort = () => fail("aborted");

    if (signal?.aborted) return fail("aborted");
    signal?.addEventListener("abort", onAbort, { once: true });
    if (timeoutMs !== undefined) timer = setTimeout(() => fail("timeout"), timeoutMs);

    outgoing.on("socket", (assigned) => {
      socket = assigned;
      const sending = () => {
        if (phase === "connecting") phase = "sending";
      };
      if (!socket.connecting) sending();
      else socket.once(url.protocol === "https:" ? "secureConnect" : "connect", sending);
    });
    outgoing.on("finish", () => {
      if (phase === "sending") phase = "waiting";
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => fail(kindOf(error), error));
    outgoing.on("response", (incoming) => {
      phase = "reading";
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBodyBytes) fail("too_large");
        else chunks.push(chunk);
      });
      incoming.on("error", (error) => fail("truncated", error));
      incoming.on("end", () => {
        if (!incoming.complete) return fail("truncated");
        settle(() =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: pairs(incoming.rawHeaders),
            body: Buffer.concat(chunks),
          }),
        );
      });
    });
    outgoing.end(request.body);
  });
}

const EXPLANATIONS: Readonly<Record<WireFailureKind, string>> = {
  refused: "the connection was refused",
  unresolved: "the host name could not be resolved",
  tls: "no trusted TLS connection could be made",
  reset: "the connection was reset",
  truncated: "the answer ended before it was complete",
  malformed: "the answer is not valid HTTP",
  encoding: "the answer's content coding could not be undone",
  too_large: "the answer is larger than the limit",
  timeout: "the time limit was reached",
  aborted: "the caller aborted it",
  other: "the network failed",
};

function kindOf({ code = "" }: NodeJS.ErrnoException): WireFailureKind {
  if (code === "ECONNREFUSED" || code === "EHOSTUNREACH" || code === "ENETUNREACH")
    return "refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "unresolved";
  if (code === "ECONNRESET" || code === "EPIPE") return "reset";
  if (code === "ETIMEDOUT") return "timeout";
  if (code.startsWith("HPE_")) return "malformed";
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return "tls";
  return "other";
}

// Node's parse errors carry the raw bytes of the answer, so only the code is passed on.
function safeCause(cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  return code === undefined ? undefined : Object.assign(new Error(code), { code });
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

async function decode(response: WireResponse, maxOutputLength: number): Promise<WireResponse> {
  const codings = headerOf(response.headers, "content-encoding")?.toLowerCase().split(",") ?? [];
  let { body } = response;
  for (const coding of codings.map((name) => name.trim()).reverse()) {
    if (coding === "identity" || coding === "" || body.length === 0) continue;
    const decoder = DECODERS[coding];
    if (!decoder) throw new WireFailure("encoding", "reading", true, UNREADABLE);
    try {
      body = await decoder(body, { maxOutputLength });
    } catch (error) {
      const kind =
        (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too_large" : "encoding";
      throw new WireFailure(kind, "reading", true, UNREADABLE);
    }
  }
  return { ...response, body };
}

const UNREADABLE = `The call failed while reading: ${EXPLANATIONS.encoding}.`;
