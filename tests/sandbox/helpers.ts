/** Starts sandboxes for a test, speaks to them over real sockets, and ends them afterwards. */
import { afterEach } from "@jest/globals";
import { examplesAt } from "../../src/description/document.js";
import type { Operation } from "../../src/description/operations.js";
import { operations } from "../../src/description/operations.js";
import { createNodeTransport } from "../../src/http/node-transport.js";
import type { HeaderList, SendOptions, Transport, WireResponse } from "../../src/http/wire.js";
import type { Sandbox, SandboxBooking, SandboxOptions } from "../../src/sandbox.js";
import { startSandbox } from "../../src/sandbox.js";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

export interface Trial {
  readonly sandbox: Sandbox;
  readonly transport: Transport;
}

/** A sandbox and a transport of its own; both end with the test. */
export async function start(options: SandboxOptions = {}): Promise<Trial> {
  const sandbox = await startSandbox({ paceMs: 2, ...options });
  const transport = createNodeTransport();
  open.push(transport, sandbox);
  return { sandbox, transport };
}

export interface Asked {
  readonly operation?: Operation;
  readonly method?: string;
  readonly target?: string;
  readonly headers?: HeaderList;
  /** Text, bytes, or a value that is sent as JSON; `null` sends none. */
  readonly body?: unknown;
}

/** The call that cancels a booking, as the description has it, except for what is asked otherwise. */
export function cancelOf(booking: SandboxBooking, { credentials }: Sandbox, asked: Asked = {}) {
  const { external_booking_id, external_location_id, service_id } = booking;
  return {
    method: "DELETE",
    target: operations.cancelExternalBooking.path.replace(
      /\{.*\}/,
      encodeURIComponent(external_booking_id),
    ),
    headers: [
      ["x-api-key", credentials.clientId],
      ["Authorization", `Bearer ${credentials.accessToken}`],
      ["Content-Type", "application/json"],
    ] as HeaderList,
    body: { external_location_id, service_id } as unknown,
    ...asked,
  };
}

/** The token call, as the description has it. */
export function tokenOf({ credentials }: Sandbox, asked: Asked = {}) {
  return {
    method: "POST",
    target: operations.createAccessToken.path,
    headers: [
      ["x-api-key", credentials.clientId],
      ["Content-Type", "application/json"],
    ] as HeaderList,
    body: {
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      grant_type: "service_api",
      scope: "write:bookings",
    } as unknown,
    ...asked,
  };
}

/** Another authorization, or none, on the cancel of the first booking. */
export const authorizedBy = (value?: string) => (trial: Trial) => ({
  headers: withHeader(cancelOf(bookingAt(trial), trial.sandbox).headers, "authorization", value),
});

export function bytes(body: unknown): Uint8Array | undefined {
  if (body === null) return undefined;
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

/** Sends over the project's own transport. */
export function send(
  { sandbox, transport }: Trial,
  { method, target, headers, body }: ReturnType<typeof cancelOf>,
  options: SendOptions = { timeoutMs: 5000 },
): Promise<WireResponse> {
  const sent = bytes(body);
  const request = { origin: sandbox.baseUrl, method, target, headers };
  return transport.send(sent ? { ...request, body: sent } : request, options);
}

/** Cancels the booking at this position of the sandbox's list. */
export function cancel(trial: Trial, position = 0, asked: Asked = {}): Promise<WireResponse> {
  return send(trial, cancelOf(bookingAt(trial, position), trial.sandbox, asked));
}

export function bookingAt({ sandbox }: Trial, position = 0): SandboxBooking {
  const booking = sandbox.bookings[position];
  if (!booking) throw new Error("The sandbox has too few bookings.");
  return booking;
}

/** How often the booking at this position was cancelled. */
export function cancelled({ sandbox }: Trial, position = 0): number {
  return sandbox.state()[position]?.cancelled ?? -1;
}

export function json({ body }: { readonly body: Uint8Array }): unknown {
  return JSON.parse(new TextDecoder().decode(body));
}

/** The first documented example of a media type. */
export function exampleOf(pointer: string): unknown {
  return [...examplesAt(pointer).values()][0];
}

/** A copy of some headers, with one replaced or, without a value, left out. */
export function withHeader(headers: HeaderList, name: string, value?: string): HeaderList {
  const others = headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase());
  return value === undefined ? others : [...others, [name, value]];
}
