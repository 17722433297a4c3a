/** Where the bearer token of a call comes from, and when it has to be another one. */
import type { AccessToken } from "../../generated/schema.js";
import { operations } from "../description.js";
import { abortable } from "./deadline.js";
import { SolvAuthenticationError } from "./errors.js";
import { headerValue } from "./options.js";

export interface TokenSource {
  /** The token to use now. */
  get(signal: AbortSignal): Promise<string>;
  /** Told that the server refused a token; says whether asking again may bring another. */
  refuse(token: string): boolean;
}

/** A token that never changes. */
export function fixedToken(token: string): TokenSource {
  return { get: async () => token, refuse: () => false };
}

/** The caller's own source: asked for each call, one question at a time. */
export function askedToken(ask: () => string | Promise<string>): TokenSource {
  const get = singleFlight(async () => headerValue("accessToken", await ask()));
  return { get, refuse: () => true };
}

/** The built-in source: keeps a token until shortly before it expires. */
export function fetchedToken(request: (signal: AbortSignal) => Promise<AccessToken>): TokenSource {
  let kept: { readonly token: string; readonly until: number } | undefined;
  const renew = singleFlight(async (signal) => {
    const asked = Date.now();
    const answer = await request(signal);
    const token = usableToken(answer);
    kept = { token, until: asked + lifetimeOf(answer) };
    return token;
  });
  return {
    get: (signal) =>
      kept && Date.now() < kept.until ? Promise.resolve(kept.token) : renew(signal),
    refuse: (token) => {
      if (kept?.token === token) kept = undefined;
      return true;
    },
  };
}

function usableToken({ access_token }: AccessToken): string {
  try {
    return headerValue("access_token", access_token);
  } catch {
    throw new SolvAuthenticationError({
      operation: operations.createAccessToken,
      text: "the token that was issued cannot be sent in a header.",
      outcome: "not_applied",
    });
  }
}

// Counted from the moment it was asked for, in the seconds that the server grants: its clock and
// ours need not agree, so `expiration_timestamp` is not used. Without either, a 401 will tell.
function lifetimeOf({ expires_in }: AccessToken): number {
  if (expires_in === undefined) return Number.POSITIVE_INFINITY;
  const margin = Math.min(60, expires_in / 10);
  return (expires_in - margin) * 1000;
}

/**
 * Lets concurrent callers share one run. Each leaves when its own signal aborts; when the last one
 * has left, the run itself is aborted. Nothing is remembered afterwards, least of all a failure.
 */
function singleFlight<T>(
  start: (signal: AbortSignal) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let flight: { run: Promise<T>; controller: AbortController; waiting: number } | undefined;
  return async (signal) => {
    if (!flight) {
      const controller = new AbortController();
      const started = { run: start(controller.signal), controller, waiting: 0 };
      const land = () => {
        if (flight === started) flight = undefined;
      };
      started.run.then(land, land);
      flight = started;
    }
    const mine = flight;
    mine.waiting++;
    try {
      return await abortable(mine.run, signal);
    } finally {
      mine.waiting--;
      if (mine.waiting === 0) {
        if (flight === mine) flight = undefined;
        mine.controller.abort();
      }
    }
  };
}
