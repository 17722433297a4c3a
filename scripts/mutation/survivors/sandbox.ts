/** What no test of `src/sandbox/` notices, and why none should. */
import { ABSENT, type Survivors, TYPE_ONLY } from "./reasons.js";

export const sandbox: Survivors = {
  "faults/answer.ts": {
    "answerSchema.required ?? []": TYPE_ONLY,
  },
  "faults/identity.ts": {
    "} catch {": 'No booking has the id "" or none at all.',
    'return "";': "No booking has such an id.",
    "bookings[0]?.booking": TYPE_ONLY,
  },
  "faults/status.ts": {
    "times === undefined": ABSENT,
  },
  "faults/validation.ts": {
    "detail?.": TYPE_ONLY,
    'kind: "no_body"': "Of this problem only what is expected is told.",
  },
};
