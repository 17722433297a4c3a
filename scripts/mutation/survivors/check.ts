/** What no test of `src/check/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

const OWN_KIND = "Only the type allows for it: each is asked about its own kind.";

export const check: Survivors = {
  "bookings.ts": {
    "operation.responses[String(status)]?": TYPE_ONLY,
    'schemaAt(body?.schema ?? "")': TYPE_ONLY,
  },
  "draft.ts": {
    "SAMPLES[typesOf(property)[0]": {
      mutators: ["StringLiteral"],
      reason: "There is a sample of neither word.",
    },
  },
  "evidence.ts": {
    'typeof value !== "object"': "A text or a number has none of the members that are looked for.",
  },
  "expectations.ts": {
    'kind === "identifier" &&': OWN_KIND,
    'kind !== "invalid"': { mutators: ["ConditionalExpression"], reason: OWN_KIND },
    'kind !== "unauthenticated"': OWN_KIND,
  },
  "plan.ts": {
    "skip = []": "No probe has that name.",
    "apply: (draft) => draft": "It changes nothing.",
  },
  "target.ts": {
    "servers.at(-1)?": "The description has two servers, so the last one is also the second.",
    "response?.status})": TYPE_ONLY,
    'accessToken: accessToken ?? ""': "It is sent only once there is a token.",
  },
};
