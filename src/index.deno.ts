/** The client for Deno: over `fetch`, on a connection for each call, because Deno repeats calls on kept ones. */
import { assembleClient, type SolvClient } from "./client/client.js";
import { refuseUnknownOptions } from "./client/known-options.js";
import { readOptions, refuseAgent } from "./client/settings.js";
import { createFetchTransport } from "./http/fetch-transport.js";
import type { SolvClientOptions } from "./index.js";

export * from "./client/exports.js";
export type { SolvClientOptions };

/** The part of `Deno` that is used here; its own types are not to be had from Node. */
interface DenoRuntime {
  createHttpClient(options: { readonly poolMaxIdlePerHost: number }): { close(): void };
}

/**
 * Creates a client. Nothing is sent until a call is made.
 *
 * @throws SolvConfigurationError when an option cannot work
 */
export function createSolvClient(given: SolvClientOptions): SolvClient {
  const options = readOptions(given);
  refuseUnknownOptions(options);
  refuseAgent(options);
  if (options.fetch) return assembleClient(options, createFetchTransport(options.fetch));
  const { Deno } = globalThis as unknown as { readonly Deno: DenoRuntime };
  // Deno's `fetch` and its `node:http` send a request again, without a word, when a kept connection
  // ends before the answer: a second cancel. On a new connection they do not.
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  const withClient = (init: RequestInit | undefined) => ({ ...init, client });
  const transport = createFetchTransport((url, init) => globalThis.fetch(url, withClient(init)));
  return assembleClient(options, { ...transport, close: () => client.close() });
}
