/** How faults of the wire put an answer together by hand. */
import { STATUS_CODES } from "node:http";
import type { Delivery, Fault } from "../fault.js";
import type { Reply } from "../model.js";

export type Field = readonly [name: string, value: string];

/** Writes the answer itself. */
export const written = (
  name: string,
  sentence: string,
  write: NonNullable<Fault["write"]>,
): Fault => ({
  name,
  kind: "transport",
  sentence: `${sentence} The call is applied before.`,
  write,
});

/** Changes an answer that is then written as usual. */
export const altered = (name: string, sentence: string, alter: (reply: Reply) => Reply): Fault => ({
  name,
  kind: "transport",
  sentence: `${sentence} The call is applied before.`,
  alter,
});

/** Status line and headers, as they are, with nothing added. */
export function head({ reply }: Delivery, ...more: Field[]): string {
  const fields = [...reply.headers, ...more].map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ""}\r\n${fields.join("")}\r\n`;
}

export const length = (bytes: number): Field => ["content-length", String(bytes)];

/** Half of a head, or of a body. */
export const half = <T extends string | Uint8Array>(whole: T) =>
  whole.slice(0, whole.length / 2) as T;

/** Texts and bytes in a row. */
export function joined(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}
