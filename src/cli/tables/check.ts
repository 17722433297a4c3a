/** Lists what `solv-contract check` takes; its flags, its help and its documentation are made of this. */
import { ALLOW_HTTP, BASE_URL, SLOTS } from "../../solv/profile.js";
import { COLOUR, REPORT_FLAGS } from "./report.js";
import type { CommandTable, Flags } from "./table.js";

export const CHECK_FLAGS = {
  "base-url": {
    type: "string",
    value: "URL",
    help: `the server; also ${BASE_URL}. https, or http on loopback`,
  },
  "allow-http": {
    type: "string",
    multiple: true,
    value: "HOST",
    help: "plain http to this host as well, such as a service of a compose file; repeatable",
  },
  booking: {
    type: "string",
    multiple: true,
    value: "ID",
    help: "a booking that may be used, by the outside system's id; repeatable. Invalid requests are sent to it; a server that accepts one cancels it",
  },
  location: {
    type: "string",
    value: "ID",
    help: "its external_location_id; for every --booking",
  },
  service: { type: "string", value: "ID", help: "its service_id; for every --booking" },
  bookings: {
    type: "string",
    value: "FILE",
    help: "bookings from a JSON or YAML list of { external_booking_id, external_location_id, service_id, expect? }",
  },
  allow: {
    type: "string",
    multiple: true,
    value: "OPERATION_ID",
    help: "also use this operation on a given booking, once; repeatable. Needed for what takes effect",
  },
  "allow-cancel": { type: "boolean", help: "also cancel every given booking, once" },
  "ids-differ-beyond-case-and-form": {
    type: "boolean",
    help: "asserts that no two bookings of the server differ in letter case or Unicode form alone, and enables the probes that write an id so",
  },
  only: {
    type: "string",
    multiple: true,
    value: "GLOB",
    help: "only probes whose id matches, such as '*/body/*'; repeatable",
  },
  skip: {
    type: "string",
    multiple: true,
    value: "GLOB",
    help: "leave probes out; repeatable. The control is sent all the same, and not reported",
  },
  "timeout-ms": { type: "string", value: "N", help: "time limit of one answer; default 10000" },
  concurrency: {
    type: "string",
    value: "N",
    help: "requests under way at once; default 8, never two to one booking",
  },
  "max-wait-ms": {
    type: "string",
    value: "N",
    help: "what a run may wait in all where the server limits the rate (429); default 300000",
  },
  bail: { type: "boolean", help: "end after the first error" },
  "dry-run": { type: "boolean", help: "print the requests of the plan and send nothing" },
  har: {
    type: "string",
    value: "FILE",
    help: "record the exchanges as HAR 1.2. Credentials are left out; the rest of the bodies is as it was, so treat it like the bookings it shows",
  },
  journal: {
    type: "string",
    value: "FILE",
    help: "add a line to FILE before each request to a given booking is written: time, position of the booking, probe; a trace that SIGKILL leaves as well",
  },
  ...REPORT_FLAGS,
} as const satisfies Flags;

export const CHECK: CommandTable = {
  title: "solv-contract check: sends probes made from the description, judges the answers",
  about:
    "Without --base-url it checks an embedded sandbox. Against a server the default tier is safe: every request names a booking that cannot exist. An existing booking is touched only if you give it.",
  flags: CHECK_FLAGS,
  variables: {
    title: "Secrets come from the environment, never from flags",
    names: {
      [SLOTS.key.shell]: "the x-api-key",
      [SLOTS.accessToken.shell]: "a token with the scope write:bookings, or",
      [SLOTS.clientSecret.shell]: "to have one fetched",
      [SLOTS.unscopedAccessToken.shell]: "enables the probe with a token that lacks the scope",
      [SLOTS.expiredAccessToken.shell]: "enables the probe with an expired token",
      [ALLOW_HTTP]: "hosts as for --allow-http, separated by commas",
      HTTPS_PROXY: "a proxy, also HTTP_PROXY; NO_PROXY names what needs none. Never for loopback",
      ...COLOUR,
    },
  },
  couldNotRun:
    "could not run: usage, no probe chosen, credentials refused, server not reachable or not the API; or inconclusive: the server failed, limited the rate, or left open what became of a booking; or a file not written",
  examples: [
    "solv-contract check",
    "solv-contract check --base-url https://partner-api-staging.solvhealth.com \\\n    --report html=report.html",
    "solv-contract check --base-url http://127.0.0.1:8080 \\\n    --bookings bookings.yaml --allow-cancel",
    "solv-contract check --baseline known.json --fail-on warning",
    "solv-contract check --dry-run --only '*/auth/*'",
  ],
};
