/** Names the likely cause of what is wrong with an answer, where the evidence allows it; quotes nothing. */
import type { HTTPValidationError, ValidationError } from "../../generated/schema.js";
import type { WireResponse } from "../http/wire.js";
import { profile } from "../solv/profile.js";
import { parseJsonBody } from "./body.js";
import type { Finding } from "./finding.js";

const WRITES_NULL = "The server writes an absent value as null; no documented property allows it.";

/** The likely cause of markup. */
export const PROXY_ANSWERED = "A proxy or gateway answered in the API's place.";

/**
 * The likely cause of all that is wrong with an answer, where the evidence allows to name one; it quotes nothing.
 *
 * @param expectation.validBody - the request's body was valid, so a complaint about it is telling
 * @param expectation.validated - the answer is, or stands for, a documented refusal
 */
export function likelyCause(
  response: WireResponse,
  { validBody, validated }: { validBody: boolean; validated: boolean },
): string | undefined {
  const parsed = parseJsonBody(response.body);
  if (!parsed.ok) {
    return /markup/.test(parsed.received) ? PROXY_ANSWERED : undefined;
  }
  const { value } = parsed;
  if (typeof value !== "object" || value === null) return undefined;
  const has = (name: string) => Object.hasOwn(value, name);
  if (profile.envelope.members.every(has)) return profile.envelope.cause;
  if (validBody && complainsOfBody(value)) {
    return "The body that was sent did not arrive: an intermediary probably dropped the body of the DELETE.";
  }
  const detail = (value as { detail?: unknown }).detail;
  if (
    validated &&
    !Array.isArray(detail) &&
    (has("errors") || has("message") || has("title") || typeof detail === "string")
  ) {
    return "The refusal has the shape of another framework, or of a handler of its own.";
  }
  return undefined;
}

/** The findings about one answer with their likely causes: that of a null, or else the answer's own. */
export function withCauses(
  findings: readonly Finding[],
  ofAnswer: string | undefined,
): readonly Finding[] {
  return findings.map((each) => {
    const cause = each.received === "null" ? WRITES_NULL : ofAnswer;
    return cause ? { cause, ...each } : each;
  });
}

// Pydantic 1 says `value_error.missing`, Pydantic 2 `missing`; both point at the body as a whole.
function complainsOfBody(value: HTTPValidationError & object): boolean {
  const items: unknown = value.detail;
  return (
    Array.isArray(items) &&
    items.some((item: Partial<ValidationError> | null) => {
      const loc: unknown = item?.loc;
      return Array.isArray(loc) && loc.length === 1 && loc[0] === "body";
    })
  );
}
