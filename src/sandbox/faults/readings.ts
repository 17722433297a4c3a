/** Faults in which a request is read in other ways than the described one: its id, its credentials, its body. */
import { wholeSchema } from "../../description/document.js";
import { headerOf } from "../../http/wire.js";
import type { Effect, Fault } from "../fault.js";
import type { Call } from "../model.js";
import { refusal } from "../reply.js";
import { jsonOf } from "../validation.js";
import { isObject } from "./changes.js";
import { LOCATION, requestSchema, SERVICE } from "./described.js";
import { breaks, crashes, legal, readsId, refuses } from "./kit.js";

const cutsAt = (cut: string) => readsId((id) => id.split(cut)[0]);
const lastPart = (id: string) => id.split("/").at(-1);
const withoutExtension = (id: string) => id.replace(/\.[^.]*$/, "");
const cutTo64 = (id: string) => id.slice(0, 64).trimEnd();

const ids: readonly Fault[] = [
  breaks("cuts-id-at-slash", "An id is cut at an encoded slash.", cutsAt("/")),
  breaks(
    "takes-last-part-of-id",
    "Of an id, what stands behind its last slash counts.",
    readsId(lastPart),
  ),
  breaks(
    "cuts-extension-off-id",
    "What stands behind an id's last dot is cut off.",
    readsId(withoutExtension),
  ),
  breaks("cuts-verb-off-id", "An id is cut at an encoded colon.", cutsAt(":")),
  breaks("cuts-query-off-id", "An id is cut at an encoded question mark.", cutsAt("?")),
  breaks("cuts-id-to-64", "An id is cut off after 64 characters.", readsId(cutTo64)),
  // Tomcat cuts parameters off, and routers with an expression drop a last line end.
  legal("cuts-parameter-off-id", "An id is cut at an encoded semicolon.", cutsAt(";")),
  legal("drops-line-end-of-id", "A line end behind an id is dropped.", cutsAt("\n")),
];

/** Looks for the token in another place where it is not in its own. */
const readsToken = (read: (call: Call) => string | undefined): Effect => ({
  stages: ({ troubles }, { tokens }) => ({
    troubles: (call) => (tokens.has(read(call) ?? "") ? [] : troubles(call)),
  }),
});

const header = (name: string) => (call: Call) => headerOf(call.headers, name);
const authorization = header("authorization");
const secondWord = (call: Call) => authorization(call)?.split(/ +/)[1];
const cookie = (call: Call) => header("cookie")(call)?.replace(/^access_token=/, "");

const tokens: readonly Fault[] = [
  breaks(
    "accepts-any-scheme-word",
    "A good token is accepted behind any word.",
    readsToken(secondWord),
  ),
  breaks(
    "accepts-bare-token",
    "A good token is accepted without the word of its scheme.",
    readsToken(authorization),
  ),
  breaks(
    "accepts-token-in-another-header",
    "A good token is accepted in X-Access-Token.",
    readsToken(header("x-access-token")),
  ),
  breaks("accepts-token-in-a-cookie", "A good token is accepted in a cookie.", readsToken(cookie)),
  breaks(
    "asks-for-no-token-at-odd-paths",
    "No token is asked for where the id holds an encoded slash or dot.",
    {
      stages: ({ troubles }) => ({
        troubles: (call) =>
          /%2f|\./i.test(Object.values(call.parameters).join()) ? [] : troubles(call),
      }),
    },
  ),
];

type Member = readonly [name: string, value: unknown];

/** Takes a body's members for others, from its validation on. */
function readsMembers(read: (member: Member) => Member): Effect {
  const readAny = (body: unknown) =>
    isObject(body) ? Object.fromEntries(Object.entries(body).map(read)) : body;
  return {
    stages: ({ problems, samePlace }) => ({
      problems: (call) => {
        const text = JSON.stringify(readAny(jsonOf(call)));
        return problems(text ? { ...call, body: new TextEncoder().encode(text) } : call);
      },
      samePlace: (stored, body) => samePlace(stored, readAny(body)),
    }),
  };
}

/** Whether a list is what the description has in a member's place. */
function isList(name: string): boolean {
  const { type, items } = wholeSchema(requestSchema.properties?.[name] ?? {});
  return items !== undefined || [type].flat().includes("array");
}

const unwrapped = ([name, value]: Member): Member => [
  name,
  Array.isArray(value) && value.length === 1 && !isList(name) ? value[0] : value,
];

const inDescribedCase = ([name, value]: Member): Member => {
  const known = Object.keys(requestSchema.properties ?? {});
  const meant = known.find((each) => each.toLowerCase() === name.toLowerCase());
  return [known.includes(name) ? name : (meant ?? name), value];
};

const isChunked = (call: Call) => header("transfer-encoding")(call) !== undefined;
const hasHalfACharacter = ({ body }: Call) => /\\ud800/i.test(new TextDecoder().decode(body));

/** Faults of reading. */
export const readingFaults: readonly Fault[] = [
  ...ids,
  ...tokens,
  legal("unwraps-lists", "A list of one value is taken for the value.", readsMembers(unwrapped)),
  legal(
    "ignores-case-of-names",
    "Names of properties are read in any letter case.",
    readsMembers(inDescribedCase),
  ),
  breaks(
    "shows-cancelled-under-any-place",
    `A cancelled booking is shown whatever ${LOCATION} and ${SERVICE} are given.`,
    {
      stages: ({ samePlace }) => ({
        samePlace: (stored, body) => stored.cancelled > 0 || samePlace(stored, body),
      }),
    },
  ),
  // WSGI and CGI know no such body: a warning is enough.
  legal(
    "ignores-chunked-bodies",
    "A body in chunks is taken for none, and the request is refused.",
    refuses(isChunked, refusal(400, "There is no body.")),
  ),
  legal(
    "refuses-chunked-bodies",
    "A body in chunks is refused with 411.",
    refuses(isChunked, refusal(411, "A length is required.")),
  ),
  legal(
    "crashes-on-half-a-character",
    "A text with half a character is answered with 500.",
    crashes(hasHalfACharacter),
  ),
];
