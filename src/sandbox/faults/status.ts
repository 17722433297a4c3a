/** Answers of a server, a proxy or a network that has troubles of its own. */
import type { Fault } from "../fault.js";
import type { Call, Reply, State } from "../model.js";
import { refusal } from "../reply.js";
import { page } from "./kit.js";

/** What the answer says is true: nothing was done. */
const unapplied = (
  name: string,
  sentence: string,
  reply: (call: Call, world: State) => Reply,
  times?: number,
): Fault => ({
  name,
  kind: "transport",
  sentence: `${sentence} Nothing is applied.`,
  intercept: reply,
  ...(times === undefined ? {} : { times }),
});

/** The worst case: the call was applied, and the answer does not say so. */
const applied = (
  name: string,
  sentence: string,
  alter: (reply: Reply, call: Call, world: State) => Reply,
): Fault => ({
  name,
  kind: "transport",
  sentence: `${sentence} The call is applied before.`,
  alter,
});

const to = (status: number, location: string): Reply => ({
  status,
  headers: [["location", location]],
});

const unauthorised = () =>
  refusal(401, "The access token is not known.", ["www-authenticate", "Bearer"]);

const limited = (name: string, sentence: string, ...headers: [string, string][]): Fault =>
  unapplied(`rate-limited-${name}`, `429 ${sentence}.`, () =>
    refusal(429, "Too many requests.", ...headers),
  );

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

const rateLimits: readonly Fault[] = [
  limited("plain", "without Retry-After"),
  limited("seconds", "with Retry-After: 1", ["retry-after", "1"]),
  limited("zero", "with Retry-After: 0", ["retry-after", "0"]),
  limited("day", "with a Retry-After of a day", ["retry-after", "86400"]),
  limited("negative", "with Retry-After: -1", ["retry-after", "-1"]),
  limited("fraction", "with Retry-After: 0.5", ["retry-after", "0.5"]),
  limited("words", "with a Retry-After that is neither seconds nor a date", [
    "retry-after",
    "sample",
  ]),
  limited("huge", "with a Retry-After of 400 digits", ["retry-after", "9".repeat(400)]),
  limited("past", "with a Retry-After date that has passed", [
    "retry-after",
    "Thu, 01 Jan 1970 00:00:00 GMT",
  ]),
  unapplied("rate-limited-date", "429 with a Retry-After date two seconds ahead.", () =>
    refusal(429, "Too many requests.", ["retry-after", inSeconds(2)]),
  ),
  unapplied(
    "rate-limited-once",
    "The first call is answered with 429 and Retry-After: 0, later ones as usual.",
    () => refusal(429, "Too many requests.", ["retry-after", "0"]),
    1,
  ),
];

const redirects: readonly Fault[] = [
  ...[301, 307, 308].map((status) =>
    unapplied(`redirect-${status}`, `${status} to another origin.`, ({ target }, world) =>
      to(status, world.elsewhere + target),
    ),
  ),
  ...[302, 303].map((status) =>
    applied(`redirect-${status}`, `${status} to another origin.`, (_reply, { target }, world) =>
      to(status, world.elsewhere + target),
    ),
  ),
  unapplied("redirect-loop", "307 to the same place, again and again.", ({ target }) =>
    to(307, target),
  ),
  unapplied("redirect-nowhere", "307 without a Location.", () => ({ status: 307, headers: [] })),
];

/** Faults of status and origin. */
export const statusFaults: readonly Fault[] = [
  ...rateLimits,
  ...redirects,
  unapplied(
    "unauthorised-once",
    "The first call is answered with 401, later ones as usual.",
    unauthorised,
    1,
  ),
  unapplied("unauthorised-always", "Every call is answered with 401.", unauthorised),
  ...[400, 403, 404, 408, 409, 410, 413].map((status) =>
    unapplied(`status-${status}`, `${status} with a detail.`, () => refusal(status, "Refused.")),
  ),
  unapplied("captive-portal", "200 with the HTML page of a captive portal.", () =>
    page(200, "Accept the terms of this network."),
  ),
  applied("status-204", "204 without a body.", () => ({ status: 204, headers: [] })),
  applied("status-205", "205 without a body.", () => ({ status: 205, headers: [] })),
  applied("status-304", "304 without a body.", () => ({ status: 304, headers: [] })),
  applied("empty-200", "200 without a body or a media type.", () => ({ status: 200, headers: [] })),
  applied("status-500", "500 with a detail.", () => refusal(500, "Crashed.")),
  applied("empty-500", "500 without a body.", () => ({ status: 500, headers: [] })),
  applied("html-502", "502 with a proxy's HTML page.", () => page(502, "Bad gateway.")),
  applied("status-503", "503 with Retry-After: 0.", () =>
    refusal(503, "Unavailable.", ["retry-after", "0"]),
  ),
  applied("html-504", "504 with a proxy's HTML page.", () => page(504, "Timed out.")),
  applied("status-599", "599, which no registry knows.", () => refusal(599, "Sample.")),
];
