/** Decides what a request is answered with, as described and as the faults in force have it. */
import type { Fault } from "./fault.js";
import type { Call, Decisions, Reply, State } from "./model.js";
import { refusal } from "./reply.js";
import { answer, conformingStages } from "./stages.js";

interface Arrived {
  readonly method: string;
  readonly target: string;
  readonly path: string;
  readonly headers: Call["headers"];
  /** Absent when it was too large to be read. */
  readonly body: Uint8Array | undefined;
}

/** Answers a request while these faults are in force. */
export type Decider = (request: Arrived, faults: readonly Fault[]) => Reply;

export function createDecider(world: State): Decider {
  const conforming = conformingStages(world);
  return ({ path, body, ...request }, faults) => {
    const stages = stagesWith(faults, conforming, world);
    if (!body) return refusal(413, "The body is too large.");
    const route = stages.route(request.method, path);
    if (!route) return refusal(404, "There is nothing here.");
    if ("allow" in route) return stages.notAllowed(route.allow);
    const call: Call = { ...request, body, ...route };
    const named = stages.idOf(call);
    const stored = named === undefined ? undefined : world.byId.get(named);
    if (stored) stored.requests += 1;
    let reply = intercepted(faults, call, world) ?? answer(call, stages);
    for (const fault of faults) reply = fault.alter?.(reply, call, world) ?? reply;
    return reply;
  };
}

function intercepted(faults: readonly Fault[], call: Call, world: State): Reply | undefined {
  for (const fault of faults) {
    const reply = fault.intercept?.(call, world);
    if (reply) return reply;
  }
  return undefined;
}

function stagesWith(faults: readonly Fault[], conforming: Decisions, world: State): Decisions {
  let stages = conforming;
  for (const fault of faults) stages = { ...stages, ...fault.stages?.(stages, world) };
  return stages;
}
