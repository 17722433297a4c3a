/** Changes replies and the values in them. */
import type { Reply } from "../model.js";
import { bodyOf, refusal } from "../reply.js";

/** A JSON object whose properties are about to be bent. */
export type Bendable = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Bendable {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whatever there was, this instead. */
export const to =
  <T>(value: T) =>
  () =>
    value;

/** Gives an object these members. */
export const set = (members: Bendable) => (json: object) => ({ ...json, ...members });

/** Takes a member from an object. */
export const without =
  (name: string) =>
  ({ [name]: _, ...rest }: Bendable) =>
    rest;

/** Wraps a value as some of the API's own documents show it. */
export const enveloped = (data: object) => ({ meta: {}, data });

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

/** Changes the bytes of a reply. */
export function withBytes(change: (bytes: Buffer) => Uint8Array): (reply: Reply) => Reply {
  return (reply) => ({ ...reply, bytes: change(Buffer.from(bodyOf(reply))) });
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

/** The name of a property as a part of a fault's name. */
export const kebab = (name: string): string => name.replaceAll("_", "-");
