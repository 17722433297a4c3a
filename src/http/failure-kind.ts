/** Names what went wrong on a connection by the code of Node's error. */
import type { WireFailureKind, WirePhase } from "./wire.js";

/** Node's own word for a proxy that opens no tunnel. */
const NO_TUNNEL = "ERR_PROXY_TUNNEL";

/** Codes of a connection that does not come about. */
const CONNECTING: ReadonlyMap<string, WireFailureKind> = new Map([
  ["ECONNREFUSED", "refused"],
  [NO_TUNNEL, "refused"],
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

export function kindOf(error: NodeJS.ErrnoException, phase: WirePhase): WireFailureKind {
  // An agent of the caller's may give anything.
  const code = String(error.code ?? "");
  const unconnected = CONNECTING.get(code);
  if (unconnected && phase === "connecting") return unconnected;
  // Of a connection that was made: the other side no longer acknowledges, or a router says why.
  if (unconnected || code === "ECONNRESET" || code === "EPIPE") return "reset";
  if (code.startsWith("HPE_")) return "malformed";
  return TLS_CODE.test(code) ? "tls" : "other";
}

/** The status with which a proxy refused a tunnel, as Node's own agent tells it. */
export function proxyStatus(error: NodeJS.ErrnoException): number | undefined {
  const { statusCode } = error as { readonly statusCode?: unknown };
  return error.code === NO_TUNNEL && typeof statusCode === "number" ? statusCode : undefined;
}
