/** What no test of the files directly in `src/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

export const root: Survivors = {
  "base-url.ts": {
    '? given.trim() : ""': "What Stryker puts there has spaces, so it is no credential either.",
  },
  "index.node.ts": {
    "function shareSignal": "tests/client/exit.test.ts sees the warning, in a process of its own.",
    "signal instanceof AbortSignal":
      "tests/client/exit.test.ts sees the warning, in a process of its own.",
  },
  "document.ts": {
    "if (allOf.length + anyOf.length": {
      mutators: ["ConditionalExpression"],
      reason: "Without branches the walk ends in what the schema says itself.",
    },
  },
  "description.ts": {
    'found[index] ?? ""': TYPE_ONLY,
    "name === undefined ? undefined": "Nothing is documented under the name undefined.",
    'split(";")[0]?.trim': { mutators: ["OptionalChaining"], reason: TYPE_ONLY },
  },
};
