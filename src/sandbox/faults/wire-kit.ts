/** Puts answers together by hand, as faults of the wire write them. */
import { STATUS_CODES } from "node:http";
import type { Delivery, Effect } from "../fault.js";
import { half } from "./kit.js";

type Field = readonly [name: string, value: string];
type Compose = (delivery: Delivery) => string | Uint8Array;

/** Writes this, and ends the connection. */
export function ends(compose: Compose): Effect {
  return {
    write: (delivery) => {
      delivery.socket.end(compose(delivery));
    },
  };
}

/** Writes this, and leaves the connection as it is. */
export function stays(compose: Compose): Effect {
  return {
    write: (delivery) => {
      delivery.socket.write(compose(delivery));
    },
  };
}

/** Acts once the usual answer has been written. */
export function afterwards(act: (delivery: Delivery) => void): Effect {
  return {
    write: (delivery) => {
      delivery.response.once("finish", () => act(delivery));
      delivery.send();
    },
  };
}

/** Status line and headers, as they are, with nothing added. */
export function head({ reply }: Delivery, ...more: Field[]): string {
  const fields = [...reply.headers, ...more].map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ""}\r\n${fields.join("")}\r\n`;
}

/** A whole answer of such a framing. */
export const answer = (delivery: Delivery, ...framing: Field[]): Buffer =>
  joined(head(delivery, ...framing), delivery.body);

/** The length of the body, or one that is wrong by so many bytes. */
export const length = ({ body }: Delivery, difference = 0): Field => [
  "content-length",
  String(body.length + difference),
];

export const CHUNKED: Field = ["transfer-encoding", "chunked"];

/** The body as one chunk. */
export const chunk = ({ body }: Delivery): Buffer =>
  joined(`${body.length.toString(16)}\r\n`, body, "\r\n");

/** An answer that stops in the middle of its headers. */
export const halfHeaders: Compose = (delivery) => half(head(delivery, length(delivery)));

/** An answer that stops in the middle of its body. */
export const halfBody: Compose = (delivery) =>
  joined(head(delivery, length(delivery)), half(delivery.body));

/** Texts and bytes in a row. */
export function joined(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}
