/** Lists what `solv-contract verify` takes; its flags, its help and its documentation are made of this. */
import { COLOUR, REPORT_FLAGS } from "./report.js";
import type { CommandTable, Flags } from "./table.js";

export const VERIFY_FLAGS = {
  "base-url": {
    type: "string",
    value: "URL",
    help: "where the traffic was recorded, when a gateway adds to the described paths: https://gateway.example/partner-api, or the path alone. Only what was sent there is judged; without it any server will do",
  },
  ...REPORT_FLAGS,
} as const satisfies Flags;

export const VERIFY: CommandTable = {
  title: "solv-contract verify FILE… | -: judges recorded exchanges; sends nothing",
  about:
    "Reads HAR 1.2 and NDJSON (one exchange a line), also gzip, from files or from stdin (-). What cannot be read is counted and reported, never fatal.",
  flags: VERIFY_FLAGS,
  variables: { title: "Environment", names: COLOUR },
  couldNotRun:
    "could not run: usage, a file not read, nothing of the API in it; or a report not written",
  examples: [
    "solv-contract verify gateway.har",
    "solv-contract verify gateway.har \\\n    --base-url https://gateway.example/partner-api",
    "zcat log.ndjson.gz | solv-contract verify - --report json",
  ],
};
