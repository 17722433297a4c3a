/** Answers of a server, a proxy or a network that has troubles of its own. */
import type { Effect, Fault } from "../fault.js";
import type { Call, Reply, State } from "../model.js";
import { refusal } from "../reply.js";
import { CRASHED, page } from "./changes.js";
import { transport } from "./kit.js";

/** Answers so after the call has been applied. */
const applied = (reply: Reply): Effect => ({ alter: () => reply });

/** Answers so before the sandbox looks at the call. */
const unapplied = (reply: Reply): Effect => ({ intercept: () => reply });

const limited = (...headers: [string, string][]) => refusal(429, "Too many requests.", ...headers);
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

/** The values of Retry-After, and what a sentence calls them. */
const PAUSES = {
  seconds: ["Retry-After: 1", "1"],
  zero: ["Retry-After: 0", "0"],
  day: ["a Retry-After of a day", "86400"],
  negative: ["Retry-After: -1", "-1"],
  fraction: ["Retry-After: 0.5", "0.5"],
  words: ["a Retry-After that is neither seconds nor a date", "sample"],
  huge: ["a Retry-After of 400 digits", "9".repeat(400)],
  past: ["a Retry-After date that has passed", "Thu, 01 Jan 1970 00:00:00 GMT"],
} as const;

const rateLimits: readonly Fault[] = [
  transport("rate-limited-plain", "429 without Retry-After.", unapplied(limited())),
  ...Object.entries(PAUSES).map(([name, [what, value]]) =>
    transport(
      `rate-limited-${name}`,
      `429 with ${what}.`,
      unapplied(limited(["retry-after", value])),
    ),
  ),
  transport("rate-limited-date", "429 with a Retry-After date two seconds ahead.", {
    intercept: () => limited(["retry-after", inSeconds(2)]),
  }),
  transport(
    "rate-limited-once",
    "The first call is answered with 429 and Retry-After: 0, later ones as usual.",
    {
      ...unapplied(limited(["retry-after", "0"])),
      times: 1,
    },
  ),
];

const leadsTo = (status: number, location: string): Reply => ({
  status,
  headers: [["location", location]],
});
const empty = (status: number): Reply => ({ status, headers: [] });
const elsewhere =
  (status: number) =>
  ({ target }: Call, world: State) =>
    leadsTo(status, world.elsewhere + target);

const redirects: readonly Fault[] = [
  ...[301, 307, 308].map((status) =>
    transport(`redirect-${status}`, `${status} to another origin.`, {
      intercept: elsewhere(status),
    }),
  ),
  ...[302, 303].map((status) =>
    transport(`redirect-${status}`, `${status} to another origin.`, {
      alter: (_reply, call, world) => elsewhere(status)(call, world),
    }),
  ),
  transport("redirect-loop", "307 to the same place, again and again.", {
    intercept: ({ target }) => leadsTo(307, target),
  }),
  transport("redirect-nowhere", "307 without a Location.", unapplied(empty(307))),
];

const unauthorised: Effect = unapplied(
  refusal(401, "The access token is not known.", ["www-authenticate", "Bearer"]),
);
const unavailable = refusal(503, "Unavailable.", ["retry-after", "0"]);
const portal = page(200, "Accept the terms of this network.");

/** Faults of status and origin. */
export const statusFaults: readonly Fault[] = [
  ...rateLimits,
  ...redirects,
  transport("unauthorised-once", "The first call is answered with 401, later ones as usual.", {
    ...unauthorised,
    times: 1,
  }),
  transport("unauthorised-always", "Every call is answered with 401.", unauthorised),
  ...[400, 403, 404, 408, 409, 410, 413].map((status) =>
    transport(
      `status-${status}`,
      `${status} with a detail.`,
      unapplied(refusal(status, "Refused.")),
    ),
  ),
  transport("captive-portal", "200 with the HTML page of a captive portal.", unapplied(portal)),
  ...[204, 205, 304].map((status) =>
    transport(`status-${status}`, `${status} without a body.`, applied(empty(status))),
  ),
  transport("empty-200", "200 without a body or a media type.", applied(empty(200))),
  transport("status-500", "500 with a detail.", applied(CRASHED)),
  transport("empty-500", "500 without a body.", applied(empty(500))),
  transport("html-502", "502 with a proxy's HTML page.", applied(page(502, "Bad gateway."))),
  transport("status-503", "503 with Retry-After: 0.", applied(unavailable)),
  transport("html-504", "504 with a proxy's HTML page.", applied(page(504, "Timed out."))),
  transport("status-599", "599, which no registry knows.", applied(refusal(599, "Sample."))),
];
