/** The client for Node: over `node:http` with kept connections, unless a `fetch` is given. */
import { setMaxListeners } from "node:events";
import type { Agent } from "node:http";
import { assembleClient, type SolvClient } from "./client/client.js";
import { refuseUnknownOptions } from "./client/known-options.js";
import { misconfigured } from "./client/mistakes.js";
import type { BaseClientOptions } from "./client/options.js";
import { ownOf } from "./client/own.js";
import { checkOptions, readOptions } from "./client/settings.js";
import type { HttpAgent } from "./http/agent.js";
import { createFetchTransport } from "./http/fetch-transport.js";
import { createNodeTransport } from "./http/node-transport.js";

export * from "./client/exports.js";
export type { HttpAgent };

/** Options of {@link createSolvClient}. */
export type SolvClientOptions = BaseClientOptions & {
  /**
   * Replaces the built-in keep-alive agent: for a proxy, client certificates, or limits. It is the
   * caller's to destroy. Not together with `fetch`, nor where there are no sockets. The built-in one
   * takes the proxy of the environment where Node was told to (`NODE_USE_ENV_PROXY`).
   */
  readonly agent?: HttpAgent | undefined;
};

/**
 * Creates a client. Nothing is sent until a call is made.
 *
 * @throws SolvConfigurationError when an option cannot work
 */
export function createSolvClient(given: SolvClientOptions): SolvClient {
  const options = readOptions(given);
  refuseUnknownOptions(options);
  const { fetch, agent } = options;
  if (fetch && agent) throw misconfigured("Give either fetch or agent.");
  if (agent) refuseOtherAgent(agent, options);
  const transport = fetch
    ? createFetchTransport(fetch)
    : createNodeTransport(ownOf(agent ? { agent: agent as Agent } : {}));
  return assembleClient(options, transport, shareSignal);
}

// Node suspects a leak behind the eleventh listener, but each call removes its own.
function shareSignal(signal: AbortSignal | undefined): void {
  try {
    if (signal) setMaxListeners(0, signal);
  } catch {
    // Another realm's, which Node does not count listeners of.
  }
}

/**
 * Node refuses the same when a request is made, where it would look like a failure of the network.
 * Its own agents hold the protocol that they are for; what proxy agents inherit depends on who asks.
 *
 * @throws SolvConfigurationError
 */
function refuseOtherAgent(agent: HttpAgent, options: SolvClientOptions): void {
  if (typeof (agent as { readonly addRequest?: unknown }).addRequest !== "function") {
    throw misconfigured("The agent must be an http.Agent or an https.Agent, or extend one.");
  }
  const [scheme] = checkOptions(options).origin.split(":");
  const protocol: unknown = Object.getOwnPropertyDescriptor(agent, "protocol")?.value;
  if (typeof protocol !== "string" || protocol === `${scheme}:`) return;
  throw misconfigured(`The agent is not for this base URL. Give an ${scheme}.Agent.`);
}
