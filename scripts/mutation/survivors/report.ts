/** What no test of `src/report/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

const FILTERED = "A word is nothing that was set aside: it is filtered out.";
const NO_SCHEMA = "A word is no schema.";

export const report: Survivors = {
  "coverage.ts": {
    "if (status) status": TYPE_ONLY,
    "items, []);": NO_SCHEMA,
    "branches ?? []": NO_SCHEMA,
    "({ exercised }) => exercised": {
      mutators: ["ArrowFunction"],
      reason: "It only saves reading a body in which nothing is left to find.",
    },
    "if (parsed.ok)": "Without a value nothing is counted.",
  },
  "create.ts": {
    "parts.setAside ?? []": FILTERED,
  },
  "github.ts": {
    "report.setAside ?? []": FILTERED,
  },
  "pretty.ts": {
    "worst ??": TYPE_ONLY,
  },
};
