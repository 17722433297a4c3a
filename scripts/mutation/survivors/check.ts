/** What no test of `src/check/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

const OWN_KIND = "Only the type allows for it: each is asked about its own kind.";

export const check: Survivors = {
  "bookings.ts": {
    "operation.responses[String(status)]?": TYPE_ONLY,
    'schemaAt(body?.schema ?? "")': TYPE_ONLY,
  },
  "destructive-tiers.ts": {
    "groups[index] ?? []": TYPE_ONLY,
    "expectation.lenient": {
      mutators: ["ConditionalExpression"],
      reason: "No other kind is lenient.",
    },
    "probe?.make": TYPE_ONLY,
    "if (!booking)": TYPE_ONLY,
    "change?.setsBody": { mutators: ["OptionalChaining"], reason: TYPE_ONLY },
    "const NO_EVIDENCE": "Without a control's status nothing is looked up in it.",
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
    "operation.responses[status]?": { mutators: ["OptionalChaining"], reason: TYPE_ONLY },
  },
  "plan.ts": {
    "skip = []": "No probe has that name.",
    "apply: (draft) => draft": "It changes nothing.",
  },
  "run.ts": {
    "keepAlive: false": { mutators: ["ObjectLiteral"], reason: "It is an agent's default." },
    "options.onProgress?": "What is thrown there is ignored, as is that it is absent.",
    'endsWith("timeout")': {
      mutators: ["MethodExpression"],
      reason: "The other one is of connecting; no loopback server stays silent in that.",
    },
    'reason = ""': "Without a reason the run has ended, which is the reason then.",
  },
  "target.ts": {
    "servers.at(-1)?": "The description has two servers, so the last one is also the second.",
    "response?.status})": TYPE_ONLY,
    'accessToken: accessToken ?? ""': "It is sent only once there is a token.",
  },
  "variations/variation.ts": {
    "change?.apply": { mutators: ["OptionalChaining"], reason: TYPE_ONLY },
  },
};
