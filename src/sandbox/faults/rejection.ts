/** Faults that refuse, or crash on, a request that is unusual but valid. */
import { headerOf } from "../../http/wire.js";
import type { Fault } from "../fault.js";
import type { Call } from "../model.js";
import { refusal } from "../reply.js";
import { jsonOf } from "../validation.js";
import { REASON, requestSchema } from "./kit.js";

const unusual = (
  verb: "rejects" | "crashes-on",
  name: string,
  what: string,
  when: (call: Call) => boolean,
  status = verb === "rejects" ? 400 : 500,
): Fault => ({
  name: `${verb}-${name}`,
  kind: "breaks",
  sentence: `${what} is ${verb === "rejects" ? "refused" : "answered"} with ${status}.`,
  intercept: (call) => (when(call) ? refusal(status, "No.") : undefined),
});

/** Refuses as if a part of the body did not validate. */
const asInvalid = (
  name: string,
  what: string,
  loc: (string | number)[],
  when: (call: Call) => boolean,
): Fault => ({
  name: `rejects-${name}`,
  kind: "breaks",
  sentence: `${what} is refused as if it did not validate.`,
  stages: ({ problems }) => ({
    problems: (call) =>
      when(call) ? [...problems(call), { kind: "other", loc, expected: "sample" }] : problems(call),
  }),
});

const bodyOf = (call: Call) => (jsonOf(call) ?? {}) as Readonly<Record<string, unknown>>;
const reasonOf = (call: Call) => {
  const reason = bodyOf(call)[REASON];
  return typeof reason === "string" ? reason : undefined;
};
const header = ({ headers }: Call, name: string) => headerOf(headers, name) ?? "";
const idOf = ({ parameters }: Call) => Object.values(parameters).join();
const inReason = ["body", REASON];

const hasLongReason = (call: Call) => (reasonOf(call)?.length ?? 0) > 255;
const hasOtherLetters = (call: Call) => /[^\x20-\x7e]/.test(reasonOf(call) ?? "");
const hasUnknownProperty = (call: Call) =>
  Object.keys(bodyOf(call)).some((name) => !Object.hasOwn(requestSchema.properties ?? {}, name));
/** The names of an operation's parameters in one place; a header's in lower case. */
const namesIn = ({ operation }: Call, place: string) =>
  operation.parameters
    .filter(({ in: where }) => where === place)
    .map(({ name }) => (place === "header" ? name.toLowerCase() : name));
const hasUnknownQuery = (call: Call) => {
  const query = new URLSearchParams(call.target.split("?").slice(1).join("?"));
  return [...query.keys()].some((name) => !namesIn(call, "query").includes(name));
};
const hasUnknownHeader = (call: Call) => {
  const known = [...KNOWN_HEADERS, ...namesIn(call, "header")];
  return call.headers.some(([name]) => !known.includes(name.toLowerCase()));
};
const hasEncodedSlash = (call: Call) => /%2f/i.test(idOf(call));
const hasOtherLettersInId = (call: Call) => /%[89a-f]/i.test(idOf(call));
const hasPercentInId = (call: Call) => /%25/.test(idOf(call));
const hasSpaceInId = (call: Call) => /%20/.test(idOf(call));
const hasLongId = (call: Call) => idOf(call).length > 255;

/** Faults of rejection. */
export const rejectionFaults: readonly Fault[] = [
  asInvalid("long-reason", "A reason of more than 255 characters", inReason, hasLongReason),
  asInvalid("empty-reason", "An empty reason", inReason, (call) => reasonOf(call) === ""),
  asInvalid("other-letters", "A reason with letters beyond ASCII", inReason, hasOtherLetters),
  asInvalid("no-reason", "A body without the optional reason", inReason, (call) => {
    return reasonOf(call) === undefined;
  }),
  asInvalid("any-reason", "A body with the optional reason", inReason, (call) => {
    return reasonOf(call) !== undefined;
  }),
  asInvalid("unknown-property", "An unknown property", ["body"], hasUnknownProperty),
  {
    // Nothing says that a server must tolerate one.
    ...asInvalid("unknown-query", "An unknown query parameter", ["query"], hasUnknownQuery),
    kind: "legal",
  },
  unusual(
    "rejects",
    "charset",
    "A media type with a charset",
    (call) => header(call, "content-type").includes(";"),
    415,
  ),
  {
    // Frameworks do it, and a warning is enough for what hardly a client sends.
    ...unusual(
      "rejects",
      "media-type-in-capitals",
      "A media type in capital letters",
      (call) => /[A-Z]/.test(header(call, "content-type").split(";")[0] ?? ""),
      415,
    ),
    kind: "legal",
  },
  unusual(
    "rejects",
    "scheme-in-lower-case",
    "The word bearer in small letters",
    (call) => header(call, "authorization").startsWith("bearer "),
    401,
  ),
  unusual(
    "rejects",
    "header-names-in-capitals",
    "A header name in capital letters",
    ({ headers }) => headers.some(([name]) => /^[A-Z-]{2,}$/.test(name)),
  ),
  unusual(
    "rejects",
    "header-names-in-lower-case",
    "A header name in small letters",
    ({ headers }) => headers.some(([name]) => name === "content-type"),
  ),
  unusual("rejects", "unknown-header", "A header that the API does not know", hasUnknownHeader),
  unusual("rejects", "encoded-slash", "An id with an encoded slash", hasEncodedSlash, 404),
  unusual("rejects", "other-letters-in-id", "An id beyond ASCII", hasOtherLettersInId),
  unusual("rejects", "percent-in-id", "An id with a percent sign", hasPercentInId),
  unusual("rejects", "space-in-id", "An id with a space", hasSpaceInId),
  unusual("rejects", "long-id", "An id of more than 255 characters", hasLongId, 414),
  unusual("crashes-on", "encoded-slash", "An id with an encoded slash", hasEncodedSlash),
  unusual("crashes-on", "other-letters-in-id", "An id beyond ASCII", hasOtherLettersInId),
  unusual("crashes-on", "percent-in-id", "An id with a percent sign", hasPercentInId),
  unusual("crashes-on", "long-id", "An id of more than 255 characters", hasLongId),
  unusual("crashes-on", "long-reason", "A reason of more than 255 characters", hasLongReason),
  unusual("crashes-on", "other-letters", "A reason with letters beyond ASCII", hasOtherLetters),
  unusual("crashes-on", "unknown-property", "An unknown property", hasUnknownProperty),
  {
    name: "crashes-on-another-method",
    kind: "breaks",
    sentence: "An undocumented method is answered with 500.",
    stages: () => ({ notAllowed: () => refusal(500, "Crashed.") }),
  },
  {
    name: "another-method-as-200",
    kind: "breaks",
    sentence: "An undocumented method is answered with 200, and does nothing.",
    stages: () => ({ notAllowed: () => refusal(200, "Nothing was done.") }),
  },
  {
    name: "another-method-as-404",
    kind: "legal",
    sentence: "An undocumented method is answered with 404 instead of 405.",
    stages: () => ({ notAllowed: () => refusal(404, "There is nothing here.") }),
  },
  {
    name: "lower-cases-id",
    kind: "breaks",
    sentence: "An id with capital letters is not found.",
    stages: ({ find }) => ({ find: (id) => find(id.toLowerCase()) }),
  },
  {
    name: "plus-as-space",
    kind: "breaks",
    sentence: "An encoded plus sign in an id is taken for a space.",
    stages: ({ idOf: decoded }) => ({ idOf: (call) => decoded(call)?.replaceAll("+", " ") }),
  },
];

const KNOWN_HEADERS = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "authorization",
  "connection",
  "content-length",
  "content-type",
  "host",
  "sec-fetch-mode",
  "transfer-encoding",
  "user-agent",
  "x-api-key",
]);
