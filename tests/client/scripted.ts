/** Runs calls of the client on scripted answers, with jest's clock: every moment of a call is exact. */
import { jest } from "@jest/globals";
import { type CallContext, runCall } from "../../src/client/call.js";
import type { SolvError } from "../../src/client/errors.js";
import type { BaseClientOptions } from "../../src/client/options.js";
import { prepareCall } from "../../src/client/prepare.js";
import { checkOptions, type Settings } from "../../src/client/settings.js";
import type { TokenSource } from "../../src/client/tokens.js";
import { type Operation, operations } from "../../src/description/operations.js";
import {
  type SendOptions,
  WireFailure,
  type WireRequest,
  type WireResponse,
} from "../../src/http/wire.js";
import { booking, bookingId, minimalBody } from "./support.js";

export const cancel: Operation = operations.cancelExternalBooking;
export const given: BaseClientOptions = {
  baseUrl: "https://a.example/solv",
  clientId: "sample-client",
  accessToken: "t",
};

export type Reply = WireResponse | Error;
export const reply = (
  status: number,
  value: unknown = "",
  headers: [string, string][] = [],
): Reply => ({
  status,
  body: new TextEncoder().encode(JSON.stringify(value)),
  headers: [["content-type", "application/json"], ...headers],
});
export const done = reply(200, booking, [["x-request-id", "sample-1"]]);
export const reset = new WireFailure("reset", "waiting", { message: "the connection was reset." });
export const refused = new WireFailure("refused", "connecting", {
  message: "the connection was refused.",
});
export const limited = (seconds: number) => reply(429, "", [["retry-after", String(seconds)]]);

interface Parts {
  readonly replies: readonly Reply[];
  readonly settings?: Partial<Settings>;
  readonly tokens?: Partial<TokenSource>;
  readonly operation?: Operation;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Runs a call to its end under fake timers; each attempt takes ten milliseconds. */
export async function run({
  replies,
  operation = cancel,
  timeoutMs = 60_000,
  signal,
  ...parts
}: Parts) {
  const sent: { request: WireRequest; options: SendOptions; at: number }[] = [];
  const start = performance.now();
  const settings = { ...checkOptions(given), ...parts.settings };
  const refusals: string[] = [];
  const context: CallContext = {
    settings,
    transport: {
      send: async (request, options = {}) => {
        const next = replies[sent.length];
        sent.push({ request, options, at: performance.now() - start });
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (!next || next instanceof Error) throw next;
        return next;
      },
      close: () => undefined,
    },
    tokens: {
      get: () => "sample-token",
      refuse: (token) => refusals.push(token),
      ...parts.tokens,
    },
  };
  const input = { path: { external_booking_id: bookingId }, body: minimalBody };
  const request = prepareCall(operation, input, settings);
  let ended = 0;
  const call = runCall(context, request, { timeoutMs, signal }).finally(() => {
    ended = performance.now() - start;
  });
  const settled = Promise.allSettled([call]);
  await jest.runAllTimersAsync();
  const [end] = await settled;
  const error = end.status === "rejected" ? (end.reason as SolvError) : undefined;
  const result = end.status === "fulfilled" ? end.value : undefined;
  return { sent, refusals, ended, error, result, request, settings };
}
