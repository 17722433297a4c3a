/** Makes faults, and the effects that several kinds of them are made of. */
import { type Operation, operations, successStatuses } from "../../description/operations.js";
import type { HeaderList } from "../../http/wire.js";
import type { Effect, Fault } from "../fault.js";
import type { Call, Reply, State } from "../model.js";
import { VALIDATION_STATUS } from "../validation.js";
import { type Bendable, CRASHED, set, withBytes, withHeader } from "./changes.js";
import { lawful } from "./lawful.js";

/** Departs from the description. */
export function breaks(name: string, sentence: string, effect: Effect): Fault {
  return { name, kind: "breaks", sentence, ...effect };
}

/** Departs only in the eyes of a careless reader. */
export function legal(name: string, sentence: string, effect: Effect): Fault {
  return { name, kind: "legal", sentence, ...lawful(effect) };
}

/** Goes wrong in HTTP itself; its sentence ends in whether the call has been applied by then. */
export function transport(name: string, sentence: string, effect: Effect): Fault {
  const isApplied = effect.alter !== undefined || effect.write !== undefined;
  const told = isApplied ? "The call is applied before." : "Nothing is applied.";
  return { name, kind: "transport", sentence: `${sentence} ${told}`, ...effect };
}

type Alter = NonNullable<Fault["alter"]>;

/** Changes the answers that are meant. */
export function when(isMeant: (reply: Reply) => boolean, alter: Alter): Effect {
  return {
    alter: (reply, call, world) => (isMeant(reply) ? alter(reply, call, world) : reply),
  };
}

/** Whether a reply is one of the documented successes. */
export const isSuccess = ({ status }: Reply): boolean => SUCCESSES.has(status);
const SUCCESSES = new Set(Object.values<Operation>(operations).flatMap(successStatuses));

export const has = (status: number) => (reply: Reply) => reply.status === status;
export const isInvalid = has(VALIDATION_STATUS);

/** Changes the answer about a booking that there is not. */
export const onUnknown = (alter: Alter): Effect => when(has(404), alter);

type Change = (json: Bendable) => unknown;

const json =
  (change: Change): Alter =>
  (reply) => ({ ...reply, json: change(reply.json as Bendable) });

/** Changes the JSON of a success. */
export const onSuccess = (change: Change): Effect => when(isSuccess, json(change));

/** Gives a success these members. */
export const sets = (members: Bendable): Effect => onSuccess(set(members));

/** Changes the JSON of an answer that names what does not validate. */
export const onInvalid = (change: Change): Effect => when(isInvalid, json(change));

/** Changes the bytes of a success. */
export const onBytes = (change: (bytes: Buffer) => Uint8Array): Effect =>
  when(isSuccess, withBytes(change));

/** Changes the text of a success. */
export function onText(change: (text: string) => string): Effect {
  return onBytes((bytes) => Buffer.from(change(bytes.toString())));
}

/** Adds headers, beside others of their names. */
export function adds(...fields: HeaderList): Effect {
  return { alter: (reply) => ({ ...reply, headers: [...reply.headers, ...fields] }) };
}

/** Calls answers coded so, whatever becomes of their bytes. */
export function coded(coding: string, change: (bytes: Buffer) => Uint8Array): Effect {
  return { alter: (reply) => withHeader("content-encoding", coding)(withBytes(change)(reply)) };
}

/** Answers the calls that are meant so, before the sandbox looks at them. */
export function refuses(isMeant: (call: Call, world: State) => boolean, reply: Reply): Effect {
  return { intercept: (call, world) => (isMeant(call, world) ? reply : undefined) };
}

export const crashes = (isMeant: (call: Call) => boolean) => refuses(isMeant, CRASHED);

/** Reads the id of the booking in another way; `undefined` is an id that cannot be read. */
export function readsId(read: (id: string) => string | undefined): Effect {
  return {
    stages: ({ idOf }) => ({
      idOf: (call) => {
        const id = idOf(call);
        return id === undefined ? undefined : read(id);
      },
    }),
  };
}
