/** A server of bare sockets that notes each request and answers those to given bookings as told. */
import net from "node:net";
import { afterEach } from "@jest/globals";
import type { CheckOptions } from "../../src/check/options.js";
import { checkContract } from "../../src/check/run.js";
import { examplesAt } from "../../src/description/document.js";
import { operations } from "../../src/description/operations.js";
import type { BookingTarget } from "../../src/solv/booking.js";

const open: (() => unknown)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const success = operations.cancelExternalBooking.responses[200]?.source;
const [example] = examplesAt(`${success}/content/application~1json`).values();

/** A whole answer; the body is JSON. */
export function answer(status: number, body: unknown = {}, ...headers: string[]): string {
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${status} Sample`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...headers,
    "",
    text,
  ].join("\r\n");
}

/** The documented success, for the booking at a position. */
export function cancelled(position: number): string {
  return answer(200, { ...(example as object), id: position });
}

/** Ids that no report may show. */
export const given: readonly BookingTarget[] = ["CANARYa", "CANARYb", "CANARYc"].map((id) => ({
  external_booking_id: id,
  external_location_id: "location-CANARY",
  service_id: "service-CANARY",
}));

/** A request to a given booking, as the server saw it. */
export interface Seen {
  /** From 1, as in the report. */
  readonly position: number;
  /** All that it asked for, as one of the given bookings' own cancels would. */
  readonly isValid: boolean;
  /** How many this booking has had. */
  readonly nth: number;
  readonly socket: net.Socket;
}

/**
 * Starts the server. What a callback gives is written as the answer; nothing is, where it gives none.
 *
 * @param onOther - what names no given booking; without it, it is not found
 */
export async function serve(
  onBooking: (seen: Seen) => string | undefined,
  onOther: (socket: net.Socket) => string | undefined = () => answer(404, { detail: [] }),
) {
  const seen: Seen[] = [];
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    open.push(() => socket.destroy());
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
      const [head = "", body = ""] = text.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (!text.includes("\r\n\r\n") || Buffer.byteLength(body) < length) return;
      const id = /^\S+ \S*\/([^/?\s]*)/.exec(head)?.[1];
      const position = given.findIndex((one) => one.external_booking_id === id) + 1;
      if (position === 0) {
        const other = onOther(socket);
        if (other !== undefined) socket.write(other);
        return;
      }
      const isValid = head.startsWith("DELETE") && body.includes("location-CANARY");
      const nth = seen.filter((one) => one.position === position).length + 1;
      const one = { position, isValid, nth, socket };
      seen.push(one);
      const written = onBooking(one);
      if (written !== undefined) socket.write(written);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => server.close());
  const { port } = server.address() as net.AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const check = (options: Partial<CheckOptions> = {}) =>
    checkContract({
      baseUrl,
      clientId: "k",
      accessToken: "t",
      bookings: given,
      allowCancel: true,
      only: ["cancelExternalBooking/cancel/*"],
      // They are asked for in other ways than as a booking's own cancel.
      skip: ["*/cancel/mismatch/*", "*/cancel/body/*"],
      concurrency: 1,
      ...options,
    });
  return { baseUrl, check, seen, server };
}
