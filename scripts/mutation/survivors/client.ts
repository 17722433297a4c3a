/** What no test of `src/client/` notices, and why none should. */
import { type Survivors, TYPE_ONLY } from "./reasons.js";

export const client: Survivors = {
  "answer.ts": {
    "let recognised =": "An answer that conforms is recognised when it is judged again.",
    "...more] = []": TYPE_ONLY,
    '"x-request-id") ?? ""': "Neither looks like a request id.",
    "sent: readonly unknown[] = []": "No text of a server's is that one.",
  },
  "client.ts": {
    'settings.clientSecret ?? ""': TYPE_ONLY,
    'fixedToken(accessToken ?? "")': TYPE_ONLY,
    "(operation.security[0] ?? [])": "It is asked of the cancel alone, which needs a token.",
  },
  "failure.ts": {
    'phase = "waiting"': {
      mutators: ["StringLiteral"],
      reason: "The phase is named of a time limit and of an abort, which always have one.",
    },
    '"waiting", false, ""': "The sentence of a time limit and of an abort is another.",
  },
  "hooks.ts": {
    "if (hook)": "To call nothing fails as well, and is dropped as well.",
  },
  "issues.ts": {
    "sent: readonly unknown[] = []": "No text of a server's is that one.",
    "PARTS.includes(step) ||": {
      mutators: ["ConditionalExpression"],
      reason: "Only the type asks for it: the names are texts.",
    },
    "requestBody?.content ?? {}": "Every operation that is described has a body, of properties.",
  },
  "options.ts": {
    'environment ?? ""': "No server has such a name.",
  },
  "prepare.ts": {
    "described?.properties?.length": {
      mutators: ["OptionalChaining"],
      reason: "Every body that is described is required, so its media type is known by then.",
    },
  },
  "retry.ts": {
    "if (value === undefined)": "As text, that is neither a number nor a date.",
    '"date") ?? ""': "Neither is a date.",
  },
  "tokens.ts": {
    'outcome: "not_applied"': "The token call applies nothing, whatever is said here.",
  },
};
