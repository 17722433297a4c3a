/** Finds the proxy that the environment names for an origin, and the agent that goes through it. */
import type http from "node:http";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { isLoopback } from "./base-url.js";

/** A way through a proxy. */
export interface ProxyRoute {
  createAgent(options: http.AgentOptions): http.Agent;
  /** Host and port; without what the URL may hold of credentials. */
  readonly host: string;
}

/**
 * The way to an origin through the proxy that `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`
 * name, in capitals or not; `undefined` where none is named. Loopback needs none, whatever they say.
 *
 * @returns the reason, a sentence that does not quote it, when the proxy cannot be used
 */
export function proxyFor(origin: string): ProxyRoute | string | undefined {
  const { hostname } = new URL(origin);
  if (isLoopback(hostname)) return undefined;
  const named = getProxyForUrl(origin);
  if (!named) return undefined;
  const proxy = URL.canParse(named) ? new URL(named) : undefined;
  if (!proxy || !["http:", "https:"].includes(proxy.protocol)) {
    return "The proxy of the environment must be an http:// or https:// URL; NO_PROXY names what needs none.";
  }
  // A tunnel also where the origin speaks plain http: an absolute target would be written anew, and no
  // longer be what a probe asks for. Imported like the rest: bundlers make one file of that.
  return { createAgent: (options) => new HttpsProxyAgent(proxy, options), host: proxy.host };
}
