/** What no test of `src/judge/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

export const judge: Survivors = {
  "judge.ts": {
    "validate.errors?.slice": TYPE_ONLY,
  },
  "knowledge.ts": {
    "if (!known)": "Without it the same set is made again each time.",
  },
};
