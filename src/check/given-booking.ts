/** Decides whether a request may go to a given booking without the permission to cancel it. */
import { isDeepStrictEqual } from "node:util";
import { findOperation, type Operation } from "../description/operations.js";
import { judgeDraft } from "./judged-draft.js";
import type { Probe } from "./plan.js";
import { hasRemovableSegment, inOtherCase, inOtherForm, namesNoThird } from "./probes/ids.js";
import { plainDraft, type RequestDraft, type RequestValues, requestBodyOf } from "./request.js";
import { isAllowed } from "./unused-ids.js";

const NEEDS_REFUSAL = "a server that refuses it in the safe tier";

/** A part of a request in which it can differ from the plain one. */
type Part = "method" | "path" | "query" | "credentials" | "headers" | "body";

/**
 * What is missing for a probe to go to a given booking outside of the cancel tier; `undefined` when
 * nothing is. Each such request passes here before it leaves. It has to differ from the plain valid
 * request in what it claims, and in nothing else; and every honest server has to refuse it, or the safe
 * tier has seen this server refuse the very same change.
 *
 * @param values - the given booking's, with which it would be sent
 * @param refused - cases that the safe tier saw refused as wrong input
 */
export function objectionTo(
  probe: Probe,
  values: RequestValues,
  refused: ReadonlySet<string>,
): string | undefined {
  const { operation, expectation, mayBeCarriedOut } = probe;
  if (mayBeCarriedOut && !refused.has(probe.case)) return NEEDS_REFUSAL;
  const draft = probe.make(operation, values);
  if (!draft) return "a booking id that can be written in another way";
  const plain = plainDraft(operation, values);
  const changed = differences(operation, withoutMoved(probe, draft, values), plain);
  // Where this server is known to refuse the change, it may be one of several parts.
  const only = (...parts: Part[]) =>
    changed.size > 0 && (mayBeCarriedOut || [...changed].every((part) => parts.includes(part)));
  const isPlain = "a request that is not the valid one";
  switch (expectation.kind) {
    case "invalid": {
      const [own, others] = [draft, plain].map((each) => judgeDraft(operation, each).findings);
      const isInvalid = (own?.length ?? 0) > (others?.length ?? 0);
      return only("query", "headers", "body") && isInvalid ? undefined : isPlain;
    }
    case "unauthenticated": {
      const left = credentialsOf(operation, draft);
      const isWhole = credentialsOf(operation, plain).every((each) => left.includes(each));
      return only("credentials") && !isWhole ? undefined : isPlain;
    }
    case "method":
      return only("method") && !findOperation(draft.method, draft.path) ? undefined : isPlain;
    case "mismatch": {
      if (expectation.of === "member") {
        const { name, value } = expectation;
        const isSubstitute =
          typeof plain.body === "object" &&
          isDeepStrictEqual(draft.body, { ...plain.body, [name]: value });
        return isSubstitute && only("body") && requestBodyOf(operation)?.validate(draft.body)
          ? undefined
          : `a value for ${name} that is not the booking's and that the description allows`;
      }
      if (!only("path")) return isPlain;
      return expectation.of === "path" ? undefined : objectionToId(probe, draft, values);
    }
    default:
      // A request that is valid cancels the booking.
      return mayBeCarriedOut && changed.size > 0 && !changed.has("path") ? undefined : isPlain;
  }
}

function objectionToId(
  { operation, expectation }: Probe,
  draft: RequestDraft,
  { id: given }: RequestValues,
): string | undefined {
  const segment = segmentOf(operation, draft.path);
  const id = segment === undefined ? undefined : decode(segment);
  if (segment === undefined || id === undefined || id === given || hasRemovableSegment(id)) {
    return "a booking id that can be written in another way";
  }
  if (!isDescribedId(operation, id)) {
    return "a booking id that the description allows also when it is written in another way";
  }
  const respelled = expectation.kind === "mismatch" && expectation.of === "spelling";
  // That these are nobody else's was asserted by the caller; they are nothing but a spelling.
  if (respelled && [inOtherCase(given), inOtherForm(given)].includes(id)) return undefined;
  return !respelled && namesNoThird(segment, given)
    ? undefined
    : "a booking id of which no part could be another's";
}

/** Without the headers in which a token stands that is not where it belongs: another credential, so to say. */
function withoutMoved(
  { operation }: Probe,
  draft: RequestDraft,
  { accessToken }: RequestValues,
): RequestDraft {
  const names = credentialHeaders(operation);
  const headers = draft.headers.filter(
    ([name, value]) =>
      names.has(name.toLowerCase()) || accessToken === "" || !value.endsWith(accessToken),
  );
  return { ...draft, headers };
}

function differences(operation: Operation, draft: RequestDraft, plain: RequestDraft): Set<Part> {
  const credentials = credentialHeaders(operation);
  const parts = (of: RequestDraft): Record<Part, unknown> => ({
    method: of.method.toUpperCase(),
    path: of.path,
    query: of.query,
    credentials: credentialsOf(operation, of),
    headers: linesOf(of).filter(([name]) => !credentials.has(name)),
    body: typeof of.body === "object" ? JSON.stringify(of.body) : of.body,
  });
  const [own, others] = [parts(draft), parts(plain)];
  const names = Object.keys(own) as Part[];
  return new Set(names.filter((name) => !isDeepStrictEqual(own[name], others[name])));
}

/** The headers in an order that says nothing, as RFC 9110 §5.1 and §5.5 compare them. */
function linesOf({ headers }: RequestDraft): (readonly [name: string, value: string])[] {
  return headers
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

function credentialHeaders({ security }: Operation): ReadonlySet<string> {
  return new Set(security.flat().map(({ header }) => header.toLowerCase()));
}

/** The credentials that a request carries. The scheme's letter case says nothing (RFC 9110 §11.1). */
function credentialsOf(operation: Operation, draft: RequestDraft): string[] {
  const names = credentialHeaders(operation);
  return linesOf(draft)
    .filter(([name]) => names.has(name))
    .map(
      ([name, value]) => `${name}: ${value.replace(/^\S+(?=\s)/, (word) => word.toLowerCase())}`,
    );
}

/** What stands in the place of the path's parameter. */
function segmentOf({ path: template }: Operation, path: string): string | undefined {
  const [before = "", after = ""] = template.split(/\{[^}]*\}/);
  const fits = path.startsWith(before) && path.endsWith(after);
  return fits ? path.slice(before.length, path.length - after.length) : undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function isDescribedId({ parameters }: Operation, id: string): boolean {
  return parameters
    .filter(({ in: place }) => place === "path")
    .every((each) => isAllowed(each, id));
}
