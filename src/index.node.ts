/** The client for Node: over `node:http` with kept connections, unless a `fetch` is given. */
import type http from "node:http";
import { assembleClient, type SolvClient } from "./client/client.js";
import type { BaseClientOptions } from "./client/options.js";
import { createFetchTransport } from "./transport/fetch-transport.js";
import { createNodeTransport } from "./transport/node-transport.js";

export * from "./client/exports.js";

/** Options of {@link createSolvClient}. */
export type SolvClientOptions = BaseClientOptions & {
  /**
   * Replaces the built-in keep-alive agent: for a proxy, client certificates, or limits. It is the
   * caller's to destroy. Not used together with `fetch`.
   */
  readonly agent?: http.Agent;
};

/**
 * Creates a client. Nothing is sent until a call is made.
 *
 * @throws SolvConfigurationError when an option cannot work
 */
export function createSolvClient(options: SolvClientOptions): SolvClient {
  const { fetch, agent } = options;
  const transport = fetch
    ? createFetchTransport(fetch)
    : createNodeTransport(agent ? { agent } : {});
  return assembleClient(options, transport);
}
