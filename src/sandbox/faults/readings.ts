/** Faults in which a request is read in other ways than the described one: its id, its credentials, its body. */
import { wholeSchema } from "../../description/document.js";
import { headerOf } from "../../http/wire.js";
import type { Fault } from "../fault.js";
import type { Call } from "../model.js";
import { refusal } from "../reply.js";
import { jsonOf } from "../validation.js";
import { LOCATION, requestSchema, SERVICE } from "./kit.js";

const readsId = (
  name: string,
  sentence: string,
  read: (id: string) => string,
  kind: Fault["kind"] = "breaks",
): Fault => ({
  name,
  kind,
  sentence,
  stages: ({ idOf }) => ({
    idOf: (call) => {
      const id = idOf(call);
      return id === undefined ? undefined : read(id);
    },
  }),
});

const upTo = (cut: string) => (id: string) => id.split(cut)[0] ?? "";

const ids: readonly Fault[] = [
  readsId("cuts-id-at-slash", "An id is cut at an encoded slash.", upTo("/")),
  readsId("takes-last-part-of-id", "Of an id, what stands behind its last slash counts.", (id) => {
    return id.split("/").at(-1) ?? "";
  }),
  readsId("cuts-extension-off-id", "What stands behind an id's last dot is cut off.", (id) =>
    id.replace(/\.[^.]*$/, ""),
  ),
  readsId("cuts-verb-off-id", "An id is cut at an encoded colon.", upTo(":")),
  readsId("cuts-query-off-id", "An id is cut at an encoded question mark.", upTo("?")),
  readsId("cuts-id-to-64", "An id is cut off after 64 characters.", (id) =>
    id.slice(0, 64).trimEnd(),
  ),
  // Tomcat cuts parameters off, and routers with an expression drop a last line end.
  readsId("cuts-parameter-off-id", "An id is cut at an encoded semicolon.", upTo(";"), "legal"),
  readsId("drops-line-end-of-id", "A line end behind an id is dropped.", upTo("\n"), "legal"),
];

/** Looks for the token in another place where it is not in its own. */
const readsToken = (
  name: string,
  sentence: string,
  read: (call: Call) => string | undefined,
): Fault => ({
  name,
  kind: "breaks",
  sentence,
  stages: ({ troubles }, { tokens }) => ({
    troubles: (call) => (tokens.has(read(call) ?? "") ? [] : troubles(call)),
  }),
});

const authorization = ({ headers }: Call) => headerOf(headers, "authorization") ?? "";

const tokens: readonly Fault[] = [
  readsToken(
    "accepts-any-scheme-word",
    "A good token is accepted behind any word.",
    (call) => authorization(call).split(/ +/)[1],
  ),
  readsToken(
    "accepts-bare-token",
    "A good token is accepted without the word of its scheme.",
    authorization,
  ),
  readsToken(
    "accepts-token-in-another-header",
    "A good token is accepted in X-Access-Token.",
    ({ headers }) => headerOf(headers, "x-access-token"),
  ),
  readsToken("accepts-token-in-a-cookie", "A good token is accepted in a cookie.", ({ headers }) =>
    headerOf(headers, "cookie")?.replace(/^access_token=/, ""),
  ),
  {
    name: "asks-for-no-token-at-odd-paths",
    kind: "breaks",
    sentence: "No token is asked for where the id holds an encoded slash or dot.",
    stages: ({ troubles }) => ({
      troubles: (call) =>
        /%2f|\./i.test(Object.values(call.parameters).join()) ? [] : troubles(call),
    }),
  },
];

/** Takes a body for another one, from its validation on. */
const readsBody = (name: string, sentence: string, read: (body: object) => object): Fault => ({
  name,
  kind: "legal",
  sentence,
  stages: ({ problems, samePlace }) => {
    const readAny = (body: unknown) =>
      typeof body === "object" && body !== null && !Array.isArray(body) ? read(body) : body;
    return {
      problems: (call) => {
        const text = JSON.stringify(readAny(jsonOf(call)));
        return problems(text ? { ...call, body: new TextEncoder().encode(text) } : call);
      },
      samePlace: (stored, body) => samePlace(stored, readAny(body)),
    };
  },
});

const bodies: readonly Fault[] = [
  readsBody("unwraps-lists", "A list of one value is taken for the value.", (body) =>
    mapped(body, ([name, value]) => [
      name,
      Array.isArray(value) && value.length === 1 && !isList(name) ? value[0] : value,
    ]),
  ),
  readsBody("ignores-case-of-names", "Names of properties are read in any letter case.", (body) =>
    mapped(body, ([name, value]) => {
      const known = Object.keys(requestSchema.properties ?? {});
      const meant = known.find((each) => each.toLowerCase() === name.toLowerCase());
      return [known.includes(name) ? name : (meant ?? name), value];
    }),
  ),
];

/** Whether a list is what the description has in a member's place. */
function isList(name: string): boolean {
  const { type, items } = wholeSchema(requestSchema.properties?.[name] ?? {});
  return items !== undefined || [type].flat().includes("array");
}

function mapped(
  body: object,
  change: (entry: [string, unknown]) => readonly [string, unknown],
): object {
  return Object.fromEntries(Object.entries(body).map(change));
}

/** Faults of reading. */
export const readingFaults: readonly Fault[] = [
  ...ids,
  ...tokens,
  ...bodies,
  {
    name: "shows-cancelled-under-any-place",
    kind: "breaks",
    sentence: `A cancelled booking is shown whatever ${LOCATION} and ${SERVICE} are given.`,
    stages: ({ samePlace }) => ({
      samePlace: (stored, body) => stored.cancelled > 0 || samePlace(stored, body),
    }),
  },
  {
    name: "ignores-chunked-bodies",
    // WSGI and CGI know no such body: a warning is enough.
    kind: "legal",
    sentence: "A body in chunks is taken for none, and the request is refused.",
    intercept: ({ headers }) =>
      headerOf(headers, "transfer-encoding") ? refusal(400, "There is no body.") : undefined,
  },
  {
    name: "refuses-chunked-bodies",
    kind: "legal",
    sentence: "A body in chunks is refused with 411.",
    intercept: ({ headers }) =>
      headerOf(headers, "transfer-encoding") ? refusal(411, "A length is required.") : undefined,
  },
  {
    name: "crashes-on-half-a-character",
    kind: "legal",
    sentence: "A text with half a character is answered with 500.",
    intercept: (call) =>
      /\\ud800/i.test(new TextDecoder().decode(call.body)) ? refusal(500, "Crashed.") : undefined,
  },
];
