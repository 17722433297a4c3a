/** The client for runtimes that have `fetch` and no sockets: browsers and workers. */
import { assembleClient, type SolvClient } from "./client/client.js";
import { misconfigured } from "./client/mistakes.js";
import type { BaseClientOptions } from "./client/options.js";
import { readOptions, refuseAgent } from "./client/settings.js";
import { createFetchTransport } from "./http/fetch-transport.js";

export * from "./client/exports.js";

/** Options of {@link createSolvClient}. */
export type SolvClientOptions = BaseClientOptions;

/**
 * Creates a client. Nothing is sent until a call is made.
 *
 * @throws SolvConfigurationError when an option cannot work
 */
export function createSolvClient(given: SolvClientOptions): SolvClient {
  const options = readOptions(given);
  refuseAgent(options);
  // Bound late, so that a test or a tracer may replace it after the client was made.
  const late: typeof globalThis.fetch = (...call) => globalThis.fetch(...call);
  const transport = createFetchTransport(options.fetch ?? late);
  const send: typeof transport.send = (...call) =>
    options.fetch || typeof globalThis.fetch === "function"
      ? transport.send(...call)
      : Promise.reject(
          misconfigured("There is no fetch here, such as under jsdom. Give one as `fetch`."),
        );
  return assembleClient(options, { ...transport, send });
}
