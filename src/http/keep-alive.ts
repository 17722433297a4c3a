/** The agents of the Node transport: connections are kept, but given up before the server does. */
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";

// Without a hint the shortest keep-alive in wide use counts: 5 s (Node, uvicorn).
const IDLE_MS = 4_000;
const LONGEST_IDLE_MS = 60_000;
// A request may be under way when the server closes, so its own limit is not exhausted.
const MARGIN_MS = 1_000;

export interface KeepAliveAgent {
  readonly agent: http.Agent;
  /** Notes what an answer said about its connection (`Keep-Alive: timeout=5`, RFC 2068 §19.7.1.1). */
  hint(socket: Socket, header: string | undefined): void;
  /** Ends connections that have been idle for too long by the clock; asked before each request. */
  retire(): void;
  /** Frees idle sockets now, and busy ones as soon as they are idle. */
  close(): void;
}

export function createKeepAliveAgent(protocol: string): KeepAliveAgent {
  const { Agent, globalAgent } = protocol === "https:" ? https : http;
  // Set where Node was told to take the proxy of the environment (NODE_USE_ENV_PROXY); unknown before 22.21.
  const { proxyEnv } = (globalAgent as { readonly options?: ProxyOptions }).options ?? {};
  const agent: http.Agent = new Agent({ keepAlive: true, ...(proxyEnv && { proxyEnv }) });
  const idleMs = new WeakMap<Socket, number>();
  const idleSince = new WeakMap<Socket, Clocks>();
  let closed = false;

  // Both are hooks that Node documents for this (http.Agent, "keepSocketAlive", "reuseSocket").
  const hooks = agent as unknown as {
    keepSocketAlive(socket: Socket): boolean;
    reuseSocket(socket: Socket, request: http.ClientRequest): void;
  };
  const keep = hooks.keepSocketAlive.bind(agent);
  const reuse = hooks.reuseSocket.bind(agent);
  hooks.keepSocketAlive = (socket) => {
    const limit = idleMs.get(socket) ?? IDLE_MS;
    if (closed || limit <= 0 || !keep(socket)) return false;
    socket.setTimeout(limit, giveUp);
    idleSince.set(socket, { ran: performance.now(), showed: Date.now() });
    // What arrives while nobody asked would be taken for the next call's answer: another booking.
    socket.on("data", giveUp);
    return true;
  };
  hooks.reuseSocket = (socket, request) => {
    socket.setTimeout(0, giveUp);
    socket.off("data", giveUp);
    reuse(socket, request);
  };

  const isOver = (socket: Socket): boolean => {
    const limit = idleMs.get(socket) ?? IDLE_MS;
    const { ran = 0, showed = 0 } = idleSince.get(socket) ?? {};
    const ages = [performance.now() - ran, Date.now() - showed];
    // A clock that was set back says nothing.
    return !ages.every((age) => age >= 0 && age < limit);
  };

  return {
    agent,
    retire: () => {
      for (const sockets of Object.values(agent.freeSockets)) {
        // The one that became idle last is taken next, so only it has to be young.
        for (let last = sockets?.length ?? 0; last > 0; last--) {
          const socket = sockets?.[last - 1];
          if (!socket || !isOver(socket)) break;
          socket.destroy();
          // Takes it from the agent at once (Node, "http.Agent"), which else would notice a turn later.
          socket.emit("agentRemove");
        }
      }
    },
    hint: (socket, header) => {
      const seconds = /\btimeout=(\d+)/i.exec(header ?? "")?.[1];
      if (seconds === undefined) return;
      idleMs.set(socket, Math.min(Number(seconds) * 1000 - MARGIN_MS, LONGEST_IDLE_MS));
    },
    close: () => {
      closed = true;
      for (const sockets of Object.values(agent.freeSockets)) {
        for (const socket of sockets ?? []) socket.destroy();
      }
    },
  };
}

interface ProxyOptions {
  readonly proxyEnv?: NodeJS.ProcessEnv | undefined;
}

/** Two of them: a machine that sleeps, or is frozen and thawed, may stop the one or the other. */
interface Clocks {
  readonly ran: number;
  readonly showed: number;
}

function giveUp(this: Socket): void {
  this.destroy();
}
