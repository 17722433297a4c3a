/** Faults of the token call: every transport fault, and those that only a token can have. */
import type { AccessToken } from "../../../generated/schema.js";
import type { Fault } from "../fault.js";
import { framingFaults } from "./framing.js";
import { onSuccess, withHeader } from "./kit.js";
import { statusFaults } from "./status.js";
import { wireFaults } from "./wire.js";

const HOUR_MS = 3_600_000;

const onToken = (fault: Fault): Fault => ({
  ...fault,
  name: `token-${fault.name}`,
  sentence: `For the token call only: ${fault.sentence}`,
  on: "token",
});

const bent = (
  name: string,
  kind: Fault["kind"],
  sentence: string,
  change: (token: AccessToken) => unknown,
): Fault => ({
  name: `token-${name}`,
  kind,
  sentence,
  on: "token",
  alter: onSuccess((json) => change(json as AccessToken)),
});

const skewed = (name: string, sentence: string, offsetMs: number): Fault => ({
  name: `token-clock-${name}`,
  kind: "legal",
  sentence,
  on: "token",
  alter: (reply, call, world) => {
    const shifted = onSuccess((json) => {
      const { expiration_timestamp: moment, ...rest } = json as AccessToken;
      if (moment === undefined) return rest;
      return { ...rest, expiration_timestamp: shift(moment, offsetMs).toISOString() };
    })(reply, call, world);
    return withHeader(shifted, "date", shift(new Date(), offsetMs).toUTCString());
  },
});

const shift = (moment: string | Date, offsetMs: number) =>
  new Date(new Date(moment).getTime() + offsetMs);

/** Faults of the token call. */
export const tokenFaults: readonly Fault[] = [
  ...[...statusFaults, ...wireFaults, ...framingFaults]
    .filter(({ connection }) => !connection)
    .map(onToken),
  bent("without-access-token", "breaks", "The token answer holds no token.", (token) => {
    const { access_token: _, ...rest } = token;
    return rest;
  }),
  bent("null", "breaks", "The token is null.", (token) => ({ ...token, access_token: null })),
  bent("empty", "breaks", "The token is an empty string.", (token) => ({
    ...token,
    access_token: "",
  })),
  bent("with-line-end", "breaks", "The token holds a line end.", (token) => ({
    ...token,
    access_token: `${token.access_token}\r\nx-sample: 1`,
  })),
  bent("enveloped", "breaks", "The token answer is wrapped in meta and data.", (data) => ({
    meta: {},
    data,
  })),
  bent("lifetime-text", "breaks", "The token's lifetime is a string.", (token) => ({
    ...token,
    expires_in: String(token.expires_in),
  })),
  bent("lifetime-zero", "legal", "The token expires in 0 seconds, by its answer.", (token) => ({
    ...token,
    expires_in: 0,
    expiration_timestamp: new Date().toISOString(),
  })),
  bent("lifetime-negative", "legal", "The token expired before, by its answer.", (token) => ({
    ...token,
    expires_in: -1,
  })),
  bent("without-lifetime", "legal", "The token answer does not say how long it lasts.", (token) => {
    const { expires_in: _, expiration_timestamp: __, ...rest } = token;
    return rest;
  }),
  bent("unknown", "breaks", "The token that is issued is never accepted.", (token) => ({
    ...token,
    access_token: "sample-token-of-nobody",
  })),
  skewed("ahead", "The server's clock is an hour ahead.", HOUR_MS),
  skewed("behind", "The server's clock is an hour behind.", -HOUR_MS),
];
