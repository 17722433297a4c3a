/** Lists the flags that every reporting command has. */
import type { Flags } from "./table.js";

export const REPORT_FLAGS = {
  report: {
    type: "string",
    multiple: true,
    value: "FORMAT[=FILE]",
    help: "pretty (default), json, junit, github, markdown or html; repeatable. Without =FILE it goes to stdout. github also writes the job summary when GITHUB_STEP_SUMMARY is set",
  },
  format: { type: "string", value: "FORMAT", help: "the same as --report FORMAT" },
  "fail-on": {
    type: "string",
    value: "SEVERITY",
    help: "error (default) or warning: what makes the exit code 1",
  },
  baseline: {
    type: "string",
    value: "FILE",
    help: "findings that are known: listed, not counted; one that is gone is a warning",
  },
  "update-baseline": {
    type: "boolean",
    help: "write what was found into the file of --baseline, with the reasons and dates that it has",
  },
} as const satisfies Flags;

export const COLOUR = {
  NO_COLOR: "no colour, whatever the terminal",
  FORCE_COLOR: "colour without a terminal too; 0 for none",
} as const;
