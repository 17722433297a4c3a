/** Where the bearer token of a call comes from, and when it has to be another one. */
import type { AccessToken } from "../../generated/schema.js";
import { type Operation, operations } from "../description/operations.js";
import { parseCredential } from "../http/base-url.js";
import { SolvAuthenticationError } from "./errors.js";
import { credential } from "./settings.js";

/** Waits for a token as long as the call that asks has time. */
type Wait = (token: Promise<string>) => Promise<string>;

export interface TokenSource {
  /** The token, where it never changes. */
  readonly fixed?: string;
  /** The call that fetches a token, where that is the client's own. */
  readonly operation?: Operation;
  /** The token to use now, by a server's scopes (`a,b`) where tokens are told apart by them. */
  get(wait: Wait, scope?: string): string | Promise<string>;
  /** Told that the server refused a token. */
  refuse(token: string): void;
}

/** A token that never changes, or the caller's own source: asked for each call, one question at a time. */
export function givenToken(given: string | (() => string | Promise<string>) = ""): TokenSource {
  if (typeof given === "string") {
    return { fixed: given, get: () => given, refuse: () => undefined };
  }
  const get = singleFlight(async () => credential("accessToken", await given()));
  return { get: (wait) => get(wait), refuse: () => undefined };
}

/** The built-in source: keeps a token for each set of scopes until shortly before it expires. */
export function fetchedToken(
  request: (signal: AbortSignal, scope: string) => Promise<AccessToken>,
): TokenSource {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  const renew = singleFlight(async (signal, scope) => {
    const asked = Date.now();
    const answer = await request(signal, scope);
    const token = usableToken(answer);
    kept.set(scope, { token, until: asked + lifetimeOf(answer) });
    return token;
  });
  return {
    operation: operations.createAccessToken,
    get: (wait, scope = "") => {
      const known = kept.get(scope);
      return known && Date.now() < known.until ? known.token : renew(wait, scope);
    },
    refuse: (refused) => {
      for (const [scope, { token }] of kept) if (token === refused) kept.delete(scope);
    },
  };
}

function usableToken({ access_token }: AccessToken): string {
  const token = parseCredential(access_token);
  if (token === undefined) {
    throw new SolvAuthenticationError({
      operation: operations.createAccessToken,
      text: "the token that was issued cannot be sent in a header.",
      outcome: "not_applied",
    });
  }
  return token;
}

// Counted from the moment it was asked for, in the seconds that the server grants: its clock and
// ours need not agree, so `expiration_timestamp` is not used. Without either, a 401 will tell.
function lifetimeOf({ expires_in = Number.POSITIVE_INFINITY }: AccessToken): number {
  return (expires_in - Math.min(60, expires_in / 10)) * 1000;
}

/** A run that callers wait for. */
interface Flight {
  readonly run: Promise<string>;
  readonly end: AbortController;
  waiting: number;
}

/**
 * Lets concurrent callers share one run for each scope. When the last one has left, before its end or
 * because of it, the run is aborted and forgotten; so nothing is remembered, least of all a failure.
 */
function singleFlight(
  start: (signal: AbortSignal, scope: string) => Promise<string>,
): TokenSource["get"] {
  const flights = new Map<string, Flight>();
  return async (wait, scope = "") => {
    let flight = flights.get(scope);
    if (!flight) {
      const end = new AbortController();
      // Later than the waits for it, so that a caller's own time limit is the first to be heard.
      const run = Promise.resolve().then(() => start(end.signal, scope));
      flight = { run, end, waiting: 0 };
      flights.set(scope, flight);
    }
    flight.waiting++;
    try {
      return await wait(flight.run);
    } finally {
      if (--flight.waiting === 0) {
        flights.delete(scope);
        flight.end.abort();
      }
    }
  };
}
