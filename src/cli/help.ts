/** The help texts of `solv-contract`; kept apart so that showing them loads nothing else. */

export type CommandName = "check" | "verify" | "sandbox";

const REPORTS = `  --report FORMAT[=FILE]   pretty (default), json, junit, github, markdown or html; repeatable.
                           Without =FILE it goes to stdout. github also writes the job summary
                           when GITHUB_STEP_SUMMARY is set
  --format FORMAT          the same as --report FORMAT
  --fail-on SEVERITY       error (default) or warning: what makes the exit code 1`;

const exitCodes = (couldNotRun: string) => `Exit codes
  0    conforms
  1    findings at or above --fail-on
  2    ${couldNotRun}
  130  ended by Ctrl-C, SIGTERM or SIGHUP, after reporting what was done, whatever was found`;

export const HELP: Readonly<Record<CommandName | "overview", string>> = {
  overview: `solv-contract: is the Solv external bookings API as its description says?

  solv-contract check     send probes to a server and judge its answers
  solv-contract verify    judge recorded traffic; sends nothing
  solv-contract sandbox   start a loopback server that conforms, or one with a fault

  solv-contract COMMAND --help   explains a command
  solv-contract --version

Examples
  solv-contract check
  solv-contract check --base-url https://partner-api-staging.solvhealth.com
  solv-contract verify gateway.har`,

  check: `solv-contract check: sends probes derived from the description and judges the answers

Without --base-url it checks an embedded sandbox. Against a server the default tier is safe: every
request names a booking that cannot exist. An existing booking is touched only if you give it.

  --base-url URL           the server; also SOLV_BASE_URL. https, or http on loopback
  --booking ID             a booking that may be used, by the outside system's id; repeatable.
                           Invalid requests are sent to it; a server that accepts one cancels it
  --location ID            its external_location_id; for every --booking
  --service ID             its service_id; for every --booking
  --bookings FILE          bookings from a JSON or YAML list of
                           { external_booking_id, external_location_id, service_id, expect? }
  --allow-cancel           also cancel every given booking, once
  --ids-differ-beyond-case-and-form
                           asserts that no two bookings of the server differ in letter case or
                           Unicode form alone, and enables the probes that write an id so
  --only GLOB              only probes whose id matches, such as '*/body/*'; repeatable
  --skip GLOB              leave probes out; repeatable
  --timeout-ms N           time limit of one answer; default 10000
  --concurrency N          requests under way at once; default 8, never two to one booking
  --bail                   end after the first error
  --dry-run                print the requests of the plan and send nothing
  --har FILE               record the exchanges as HAR 1.2. Credentials are left out; the rest of
                           the bodies is as it was, so treat it like the bookings it shows
  --journal FILE           add a line to FILE before each request to a given booking is written: time,
                           position of the booking, probe; a trace that SIGKILL leaves as well
${REPORTS}

Secrets come from the environment, never from flags
  SOLV_CLIENT_ID               the x-api-key
  SOLV_ACCESS_TOKEN            a token with the scope write:bookings, or
  SOLV_CLIENT_SECRET           to have one fetched
  SOLV_UNSCOPED_ACCESS_TOKEN   enables the probe with a token that lacks the scope
  SOLV_EXPIRED_ACCESS_TOKEN    enables the probe with an expired token
  NO_COLOR                     no colour, whatever the terminal

${exitCodes(`could not run: usage, no probe chosen, credentials refused, server not reachable or
       not the API; or a file not written`)}

Examples
  solv-contract check
  solv-contract check --base-url https://partner-api-staging.solvhealth.com --report html=report.html
  solv-contract check --base-url http://127.0.0.1:8080 --bookings bookings.yaml --allow-cancel
  solv-contract check --dry-run --only '*/auth/*'`,

  verify: `solv-contract verify FILE… | -: judges recorded exchanges; sends nothing

Reads HAR 1.2 and NDJSON (one exchange a line), also gzip, from files or from stdin (-). What cannot be
read is counted and reported, never fatal. What was not recorded of an exchange is counted and named, and
the rest of it is judged.

  --base-url URL           where the traffic was recorded, when a gateway adds to the described paths:
                           https://gateway.example/partner-api, or the path alone. Only what was
                           sent there is judged; without it any server will do
${REPORTS}

${exitCodes(`could not run: usage, a file not read, no answer of the API to be judged; or a report not
       written`)}

Examples
  solv-contract verify gateway.har
  solv-contract verify gateway.har --base-url https://gateway.example/partner-api
  zcat log.ndjson.gz | solv-contract verify - --report json`,

  sandbox: `solv-contract sandbox: a stateful loopback server with invented bookings

  --port N                 default: a free one
  --bookings N             how many bookings to start with; at least, and by default, one of each
                           kind of id
  --fault NAME             break the contract, or the wire, in one way; repeatable
  --faults                 list the faults and end
  --fault-rate R           from 0 to 1: a call meets one of the faults with this probability
  --fault-times N          each fault takes hold of N calls only
  --seed N                 other choices for --fault-rate; default 1
  --pace-ms N              what a slow fault waits between two steps; default 1000
  --format FORMAT          pretty (default) or json: how its URL, credentials and bookings are printed

Examples
  solv-contract sandbox --port 8080
  solv-contract sandbox --fault reset-before-headers --fault-rate 0.05
  solv-contract sandbox --faults`,
};
