/** Faults that refuse, or crash on, a request that is unusual but valid. */
import type { Effect, Fault } from "../fault.js";
import type { Problem, Reply } from "../model.js";
import { refusal } from "../reply.js";
import { CRASHED } from "./changes.js";
import { REASON } from "./described.js";
import { breaks, legal, readsId, refuses } from "./kit.js";
import { UNUSUAL } from "./unusual.js";

type Name = keyof typeof UNUSUAL;

/** Finds a problem where there is none. */
const invalidates = (name: Name, loc: Problem["loc"]): Effect => ({
  stages: ({ problems }) => ({
    problems: (call) => {
      const found = problems(call);
      return UNUSUAL[name].isSo(call)
        ? [...found, { kind: "other", loc, expected: "sample" }]
        : found;
    },
  }),
});

const isRefused = (name: Name, status: number) =>
  refuses(UNUSUAL[name].isSo, refusal(status, "No."));

const invalid = (name: Name, ...steps: string[]): Fault =>
  breaks(
    `rejects-${name}`,
    `${UNUSUAL[name].what} is refused as if it did not validate.`,
    invalidates(name, ["body", ...steps]),
  );

const rejects = (name: Name, status: number): Fault =>
  breaks(
    `rejects-${name}`,
    `${UNUSUAL[name].what} is refused with ${status}.`,
    isRefused(name, status),
  );

const crashes = (name: Name): Fault =>
  breaks(`crashes-on-${name}`, `${UNUSUAL[name].what} is answered with 500.`, isRefused(name, 500));

const onAnotherMethod = (reply: Reply): Effect => ({
  stages: () => ({ notAllowed: () => reply }),
});

/** Faults of rejection. */
export const rejectionFaults: readonly Fault[] = [
  invalid("long-reason", REASON),
  invalid("empty-reason", REASON),
  invalid("other-letters", REASON),
  invalid("no-reason", REASON),
  invalid("any-reason", REASON),
  invalid("unknown-property"),
  // Nothing says that a server must tolerate one.
  legal(
    "rejects-unknown-query",
    "An unknown query parameter is refused as if it did not validate.",
    invalidates("unknown-query", ["query"]),
  ),
  rejects("charset", 415),
  // Frameworks do it, and a warning is enough for what hardly a client sends.
  legal(
    "rejects-media-type-in-capitals",
    "A media type in capital letters is refused with 415.",
    isRefused("media-type-in-capitals", 415),
  ),
  rejects("scheme-in-lower-case", 401),
  rejects("header-names-in-capitals", 400),
  rejects("header-names-in-lower-case", 400),
  rejects("unknown-header", 400),
  rejects("encoded-slash", 404),
  rejects("other-letters-in-id", 400),
  rejects("percent-in-id", 400),
  rejects("space-in-id", 400),
  rejects("long-id", 414),
  crashes("encoded-slash"),
  crashes("other-letters-in-id"),
  crashes("percent-in-id"),
  crashes("long-id"),
  crashes("long-reason"),
  crashes("other-letters"),
  crashes("unknown-property"),
  breaks(
    "crashes-on-another-method",
    "An undocumented method is answered with 500.",
    onAnotherMethod(CRASHED),
  ),
  breaks(
    "another-method-as-200",
    "An undocumented method is answered with 200, and does nothing.",
    onAnotherMethod(refusal(200, "Nothing was done.")),
  ),
  legal(
    "another-method-as-404",
    "An undocumented method is answered with 404 instead of 405.",
    onAnotherMethod(refusal(404, "There is nothing here.")),
  ),
  breaks("lower-cases-id", "An id with capital letters is not found.", {
    stages: ({ find }) => ({ find: (id) => find(id.toLowerCase()) }),
  }),
  breaks(
    "plus-as-space",
    "An encoded plus sign in an id is taken for a space.",
    readsId((id) => id.replaceAll("+", " ")),
  ),
];
