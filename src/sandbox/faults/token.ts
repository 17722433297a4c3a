/** Faults of the token call: every transport fault, and those that only a token can have. */
import type { AccessToken } from "../../../generated/schema.js";
import type { Effect, Fault } from "../fault.js";
import { enveloped, set, withHeader } from "./changes.js";
import { framingFaults } from "./framing.js";
import { breaks, isSuccess, legal, onSuccess } from "./kit.js";
import { statusFaults } from "./status.js";
import { wireFaults } from "./wire.js";

const HOUR_MS = 3_600_000;

const borrowed = (fault: Fault): Fault => ({
  ...fault,
  name: `token-${fault.name}`,
  sentence: `For the token call only: ${fault.sentence}`,
  on: "token",
});

const onToken = (change: (token: AccessToken) => unknown): Effect => ({
  ...onSuccess((json) => change(json as AccessToken)),
  on: "token",
});

/** Tells every moment as a clock does that is so far off. */
const skewed = (offsetMs: number): Effect => ({
  on: "token",
  alter: (reply) => {
    const shift = (moment: string | Date) => new Date(new Date(moment).getTime() + offsetMs);
    const dated = withHeader("date", shift(new Date()).toUTCString())(reply);
    const { expiration_timestamp: moment, ...rest } = (reply.json ?? {}) as Partial<AccessToken>;
    if (!isSuccess(reply) || moment === undefined) return dated;
    return { ...dated, json: { ...rest, expiration_timestamp: shift(moment).toISOString() } };
  },
});

const unissued = ({ access_token: _, ...rest }: AccessToken) => rest;
const unknown = set({ access_token: "sample-token-of-nobody" });
const withLineEnd = (token: AccessToken) => ({
  ...token,
  access_token: `${token.access_token}\r\nx-sample: 1`,
});
const timedInText = (token: AccessToken) => ({ ...token, expires_in: String(token.expires_in) });
const untimed = ({ expires_in: _, expiration_timestamp: __, ...rest }: AccessToken) => rest;
const expiring = (token: AccessToken) => ({
  ...token,
  expires_in: 0,
  expiration_timestamp: new Date().toISOString(),
});

/** Faults of the token call. */
export const tokenFaults: readonly Fault[] = [
  ...[...statusFaults, ...wireFaults, ...framingFaults]
    .filter(({ connection }) => !connection)
    .map(borrowed),
  breaks("token-without-access-token", "The token answer holds no token.", onToken(unissued)),
  breaks("token-null", "The token is null.", onToken(set({ access_token: null }))),
  breaks("token-empty", "The token is an empty string.", onToken(set({ access_token: "" }))),
  breaks("token-with-line-end", "The token holds a line end.", onToken(withLineEnd)),
  breaks("token-enveloped", "The token answer is wrapped in meta and data.", onToken(enveloped)),
  breaks("token-lifetime-text", "The token's lifetime is a string.", onToken(timedInText)),
  legal("token-lifetime-zero", "The token expires in 0 seconds, by its answer.", onToken(expiring)),
  legal(
    "token-lifetime-negative",
    "The token expired before, by its answer.",
    onToken(set({ expires_in: -1 })),
  ),
  legal(
    "token-without-lifetime",
    "The token answer does not say how long it lasts.",
    onToken(untimed),
  ),
  breaks("token-unknown", "The token that is issued is never accepted.", onToken(unknown)),
  legal("token-clock-ahead", "The server's clock is an hour ahead.", skewed(HOUR_MS)),
  legal("token-clock-behind", "The server's clock is an hour behind.", skewed(-HOUR_MS)),
];
