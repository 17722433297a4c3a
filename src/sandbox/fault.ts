/** A fault is a named departure from the conforming sandbox, and where it takes hold. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Call, Decisions, Reply, State } from "./model.js";

/**
 * `breaks`: the answers depart from the description. `legal`: they do not, though a careless reader
 * may think so. `transport`: HTTP itself goes wrong, or the API fails for reasons of its own.
 */
export type FaultKind = "breaks" | "legal" | "transport";

/**
 * What a fault writes to, when it writes the answer itself.
 *
 * @internal
 */
export interface Delivery {
  readonly reply: Reply;
  /** The bytes of the reply's body. */
  readonly body: Uint8Array;
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** Writes the reply as the conforming sandbox would. */
  send(): void;
  /** Waits one pace (`paceMs`); never resolves once the sandbox is closed. */
  pause(): Promise<void>;
}

/**
 * A fault of the sandbox.
 *
 * @internal
 */
export interface Fault {
  /** In kebab-case, unique. */
  readonly name: string;
  readonly kind: FaultKind;
  /** What it does, in one sentence. */
  readonly sentence: string;
  /**
   * Whose calls it takes hold of. By default a fault of the transport takes hold of all but those for a
   * token, and any other of the cancel's alone: it is made of what is described of the cancel.
   */
  readonly on?: "token";
  /** Takes hold of so many calls only, then no more. */
  readonly times?: number;
  /** A fault of every connection, before a request is read: nothing is applied. */
  readonly connection?: "refused" | "silent";
  /** Replaces decisions of the conforming sandbox. */
  stages?(stages: Decisions, world: State): Partial<Decisions>;
  /** Answers before the sandbox looks at the call, which is then not applied. */
  intercept?(call: Call, world: State): Reply | undefined;
  /** Changes the answer, after the call has been applied. */
  alter?(reply: Reply, call: Call, world: State): Reply;
  /** Writes the answer, after the call has been applied. */
  write?(delivery: Delivery): void | Promise<void>;
}

/**
 * What a fault does, whatever it is called.
 *
 * @internal
 */
export type Effect = Omit<Fault, "name" | "kind" | "sentence">;
