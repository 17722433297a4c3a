/** Makes faults, and the effects that several kinds of them are made of. */
import { type Operation, operations, successStatuses } from "../../description/operations.js";
import type { HeaderList } from "../../http/wire.js";
import type { Effect, Fault } from "../fault.js";
import type { Call, Reply, State } from "../model.js";
import { bodyOf, refusal } from "../reply.js";
import { VALIDATION_STATUS } from "../validation.js";
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

/** A JSON object whose properties are about to be bent. */
export type Bendable = Readonly<Record<string, unknown>>;
type Change = (json: Bendable) => unknown;

const json =
  (change: Change): Alter =>
  (reply) => ({ ...reply, json: change(reply.json as Bendable) });

/** Changes the JSON of a success. */
export const onSuccess = (change: Change): Effect => when(isSuccess, json(change));

/** Changes the JSON of an answer that names what does not validate. */
export const onInvalid = (change: Change): Effect => when(isInvalid, json(change));

/** Changes the bytes of a reply. */
export function withBytes(change: (bytes: Buffer) => Uint8Array): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, bytes: change(Buffer.from(bodyOf(reply))) });
}

/** Changes the bytes of a success. */
export const onBytes = (change: (bytes: Buffer) => Uint8Array): Effect =>
  when(isSuccess, withBytes(change));

/** Changes the text of a success. */
export function onText(change: (text: string) => string): Effect {
  return onBytes((bytes) => Buffer.from(change(bytes.toString())));
}

/** Gives an object these members. */
export const set = (members: Bendable) => (json: object) => ({ ...json, ...members });

/** Takes a member from an object. */
export const without =
  (name: string) =>
  ({ [name]: _, ...rest }: Bendable) =>
    rest;

/** Half of a text, or of bytes. */
export function half<T extends string | Uint8Array>(whole: T): T {
  return whole.slice(0, whole.length / 2) as T;
}

/** Sets a header, or takes it away. */
export function withHeader(name: string, value?: string): (reply: Reply) => Reply {
  return (reply) => {
    const others = reply.headers.filter(([key]) => key.toLowerCase() !== name);
    return { ...reply, headers: value === undefined ? others : [...others, [name, value]] };
  };
}

export const withStatus =
  (status: number) =>
  (reply: Reply): Reply => ({ ...reply, status });

/** Adds headers, beside others of their names. */
export function adds(...fields: HeaderList): Effect {
  return { alter: (reply) => ({ ...reply, headers: [...reply.headers, ...fields] }) };
}

/** Calls answers coded so, whatever becomes of their bytes. */
export function coded(coding: string, change: (bytes: Buffer) => Uint8Array): Effect {
  return { alter: (reply) => withHeader("content-encoding", coding)(withBytes(change)(reply)) };
}

/** Answers so after the call has been applied. */
export const applied = (reply: Reply): Effect => ({ alter: () => reply });

/** Answers so before the sandbox looks at the call. */
export const unapplied = (reply: Reply): Effect => ({ intercept: () => reply });

/** Answers the calls that are meant so, before the sandbox looks at them. */
export function refuses(isMeant: (call: Call, world: State) => boolean, reply: Reply): Effect {
  return { intercept: (call, world) => (isMeant(call, world) ? reply : undefined) };
}

export const CRASHED = refusal(500, "Crashed.");

/** An answer that has nothing to do with the API. */
export function page(status: number, text: string): Reply {
  return {
    status,
    headers: [["content-type", "text/html; charset=utf-8"]],
    bytes: Buffer.from(`<!doctype html><title>Sample</title><p>${text}</p>`),
  };
}

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

/** A text without its percent-encoding; `undefined` when it cannot be decoded. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Bendable {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name of a property as a part of a fault's name. */
export const kebab = (name: string): string => name.replaceAll("_", "-");
