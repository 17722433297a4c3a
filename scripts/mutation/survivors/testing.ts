/** What no test of `src/testing/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

export const testing: Survivors = {
  "matcher.ts": {
    "errors = []": TYPE_ONLY,
    "operation?.id": TYPE_ONLY,
  },
  "mock.ts": {
    '"content-type": MEDIA_TYPE }': "nock says so itself of a body that is an object.",
    '[before = "", after = ""]': TYPE_ONLY,
    'split("?")[0] ?? ""': TYPE_ONLY,
    after: "Nothing stands behind the id in the path that is described.",
    "} catch {": "Nothing is returned either way.",
    'keys().next().value ?? ""': TYPE_ONLY,
    'replaceAll("~1"': "No property that is described has such a name.",
  },
};
