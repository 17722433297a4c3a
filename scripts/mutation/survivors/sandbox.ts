/** What no test of `src/sandbox/` notices, and why none should. */
import { ABSENT, type Survivors, TYPE_ONLY } from "./reasons.js";

export const sandbox: Survivors = {
  "faults/acceptance.ts": {
    "requestSchema.required ?? []": TYPE_ONLY,
    "} catch {": "Nothing is returned either way.",
    "body?.[": TYPE_ONLY,
    "id === undefined ? undefined": "What is decoded of undefined is no booking's id either.",
    "operation?.path": TYPE_ONLY,
    "steps[index]?.": TYPE_ONLY,
  },
  "faults/answer.ts": {
    "answerSchema.required ?? []": TYPE_ONLY,
  },
  "faults/identity.ts": {
    "} catch {": 'No booking has the id "" or none at all.',
    'return "";': "No booking has such an id.",
    "bookings[0]?.booking": TYPE_ONLY,
  },
  "faults/legal.ts": {
    "answerSchema.required?.": TYPE_ONLY,
  },
  "faults/status.ts": {
    "times === undefined": ABSENT,
  },
  "faults/validation.ts": {
    "detail?.": TYPE_ONLY,
    'kind: "no_body"': "Of this problem only what is expected is told.",
  },
};
