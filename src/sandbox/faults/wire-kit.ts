/** Puts answers together by hand, part by part, as faults of the wire write them. */
import { STATUS_CODES } from "node:http";
import type { Delivery, Effect } from "../fault.js";

type Field = readonly [name: string, value: string];
export type Part = string | ((delivery: Delivery) => string | Uint8Array);

/** Writes these parts, and ends the connection. */
export function ends(...parts: Part[]): Effect {
  return {
    write: (delivery) => {
      delivery.socket.end(joined(parts, delivery));
    },
  };
}

/** Writes these parts, and leaves the connection as it is. */
export function stays(...parts: Part[]): Effect {
  return {
    write: (delivery) => {
      delivery.socket.write(joined(parts, delivery));
    },
  };
}

/** Writes once the usual answer has been written. */
export function afterwards({ write }: Effect): Effect {
  return {
    write: (delivery) => {
      delivery.response.once("finish", () => void write?.(delivery));
      delivery.send();
    },
  };
}

/** The bytes of these parts. */
export function joined(parts: readonly Part[], delivery: Delivery): Buffer {
  const written = parts.map((part) => (typeof part === "string" ? part : part(delivery)));
  return Buffer.concat(written.map((part) => Buffer.from(part)));
}

/** Status line and headers as they are, and these fields. */
export function head(...more: (Field | ((delivery: Delivery) => Field))[]) {
  return (delivery: Delivery): string => {
    const { headers, status } = delivery.reply;
    const framing = more.map((field) => (typeof field === "function" ? field(delivery) : field));
    const lines = [...headers, ...framing].map(([name, value]) => `${name}: ${value}\r\n`);
    return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n`;
  };
}

/** A length that is wrong by so many bytes. */
export const wrongBy =
  (bytes: number) =>
  (delivery: Delivery): Field => ["content-length", String(delivery.body.length + bytes)];

export const length = wrongBy(0);

export const CHUNKED: Field = ["transfer-encoding", "chunked"];
export const CLOSE: Field = ["connection", "close"];

export const body = (delivery: Delivery): Uint8Array => delivery.body;

/** The body as one chunk. */
export const chunk = ({ body }: Delivery): Buffer =>
  Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n")]);
