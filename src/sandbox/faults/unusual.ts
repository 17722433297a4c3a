/** Names what is unusual of a call, and valid nevertheless. */
import { headerOf } from "../../http/wire.js";
import type { Call } from "../model.js";
import { jsonOf } from "../validation.js";
import { REASON, requestSchema } from "./described.js";

const bodyOf = (call: Call) => (jsonOf(call) ?? {}) as Readonly<Record<string, unknown>>;
const hasReason = (call: Call) => typeof bodyOf(call)[REASON] === "string";
const reasonOf = (call: Call) => (hasReason(call) ? String(bodyOf(call)[REASON]) : "");
const hasUnknownProperty = (call: Call) =>
  Object.keys(bodyOf(call)).some((name) => !Object.hasOwn(requestSchema.properties ?? {}, name));

const inReason = (pattern: RegExp) => (call: Call) => pattern.test(reasonOf(call));
const inId = (pattern: RegExp) => (call: Call) =>
  pattern.test(Object.values(call.parameters).join());
const inHeader = (name: string, pattern: RegExp) => (call: Call) =>
  pattern.test(headerOf(call.headers, name) ?? "");
const inNames = (pattern: RegExp) => (call: Call) =>
  call.headers.some(([name]) => pattern.test(name));

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

const KNOWN_HEADERS = [
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
];

interface Unusual {
  readonly what: string;
  readonly isSo: (call: Call) => boolean;
}

const unusual = (what: string, isSo: (call: Call) => boolean): Unusual => ({ what, isSo });

/** By the word that a fault's name has for it. */
export const UNUSUAL = {
  "long-reason": unusual("A reason of more than 255 characters", inReason(/^.{256}/s)),
  "empty-reason": unusual("An empty reason", (call) => bodyOf(call)[REASON] === ""),
  "other-letters": unusual("A reason with letters beyond ASCII", inReason(/[^\x20-\x7e]/)),
  "no-reason": unusual("A body without the optional reason", (call) => !hasReason(call)),
  "any-reason": unusual("A body with the optional reason", hasReason),
  "unknown-property": unusual("An unknown property", hasUnknownProperty),
  "unknown-query": unusual("An unknown query parameter", hasUnknownQuery),
  "unknown-header": unusual("A header that the API does not know", hasUnknownHeader),
  charset: unusual("A media type with a charset", inHeader("content-type", /;/)),
  "media-type-in-capitals": unusual(
    "A media type in capital letters",
    inHeader("content-type", /^[^;]*[A-Z]/),
  ),
  "scheme-in-lower-case": unusual(
    "The word bearer in small letters",
    inHeader("authorization", /^bearer /),
  ),
  "header-names-in-capitals": unusual("A header name in capital letters", inNames(/^[A-Z-]{2,}$/)),
  "header-names-in-lower-case": unusual(
    "A header name in small letters",
    inNames(/^content-type$/),
  ),
  "encoded-slash": unusual("An id with an encoded slash", inId(/%2f/i)),
  "other-letters-in-id": unusual("An id beyond ASCII", inId(/%[89a-f]/i)),
  "percent-in-id": unusual("An id with a percent sign", inId(/%25/)),
  "space-in-id": unusual("An id with a space", inId(/%20/)),
  "long-id": unusual("An id of more than 255 characters", inId(/.{256}/)),
};
