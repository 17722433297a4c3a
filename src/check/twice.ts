/** Sends a request twice on one connection, as clients that keep connections do. */
import type http from "node:http";
import { createNodeTransport } from "../http/node-transport.js";
import type { Transport } from "../http/wire.js";

/**
 * A transport that sends each request twice, on a connection of its own, and answers with the second answer.
 *
 * @param createAgent - makes an agent that keeps one connection
 */
export function sendingTwice(createAgent: () => http.Agent): Transport {
  return {
    send: async (request, options) => {
      const agent = createAgent();
      const transport = createNodeTransport({ agent });
      try {
        await transport.send(request, options);
        return await transport.send(request, options);
      } finally {
        agent.destroy();
      }
    },
    close: () => {},
  };
}
