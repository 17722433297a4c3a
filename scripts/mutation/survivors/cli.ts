/** What no test of `src/cli/` notices, and why none should. */
import { ABSENT, type Survivors, TYPE_ONLY } from "./reasons.js";

export const cli: Survivors = {
  "main.ts": {
    'message ?? ""': TYPE_ONLY,
    "exec(message)": "No command has a flag of one letter.",
  },
  "reports.ts": {
    '?? "pretty"': TYPE_ONLY,
    'errorCode(error) !== "ENOENT"':
      "Tried again, it fails in the same way; only Windows has roots that are missing.",
    "mode === undefined": "Node takes a mode that is undefined as none.",
  },
  "sandbox-command.ts": {
    "error.message :": "Nothing but errors is thrown.",
    "const quoted": "Nothing that the sandbox invents holds a quotation mark.",
    "Object.entries(options)": ABSENT,
  },
  "check-command.ts": {
    "skip: flags.skip ?? []": "No probe has such a name.",
    "flags.har === undefined": "Exchanges that no file takes cost memory and nothing else.",
    "=== undefined ?": ABSENT,
    "Object.entries(optional)": ABSENT,
  },
  "verify-command.ts": {
    "=== undefined ?": ABSENT,
  },
};
