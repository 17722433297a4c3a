/** Chooses what the requests of a check go through: connections of its own, a proxy, or the caller's agent. */
import http from "node:http";
import https from "node:https";
import { createNodeTransport } from "../http/node-transport.js";
import { proxyFor } from "../http/proxy.js";
import type { Transport } from "../http/wire.js";
import { CannotRunError } from "../report/cannot-run.js";
import type { CheckOptions } from "./options.js";
import { sendingTwice } from "./twice.js";

export interface Route {
  readonly transport: Transport;
  /** Sends a request twice on one connection; absent where connections are not the check's to keep. */
  readonly twice?: Transport;
  /** What the report says of it, in sentences. */
  readonly notes: readonly string[];
}

/**
 * The way to an origin. Without an agent of the caller's each request has a connection of its own, so that
 * what is wrong with one answer cannot spoil the next, and none is left to be closed.
 *
 * @throws CannotRunError when the proxy that the environment names cannot be used
 */
export function routeTo(origin: string, { agent, allowHttp = [] }: CheckOptions): Route {
  const { protocol, hostname } = new URL(origin);
  const isPlain = allowHttp.length > 0 && protocol === "http:";
  const notes = isPlain ? [`Plain http was allowed to ${hostname} by name.`] : [];
  if (agent) {
    notes.push("The requests went through an agent of the caller.");
    return { transport: createNodeTransport({ agent: agent as http.Agent }), notes };
  }
  const proxy = proxyFor(origin);
  if (typeof proxy === "string") throw new CannotRunError(proxy);
  if (proxy) {
    notes.push(`The requests went through the proxy ${proxy.host}, which the environment names.`);
  }
  const { Agent } = protocol === "https:" ? https : http;
  const createAgent = proxy?.createAgent ?? ((options) => new Agent(options));
  return {
    transport: createNodeTransport({ agent: createAgent({ keepAlive: false }) }),
    twice: sendingTwice(() => createAgent({ keepAlive: true, maxSockets: 1 })),
    notes,
  };
}
