/** Names the likely cause of what is wrong with an answer, where the evidence allows it; quotes nothing. */
import type { HTTPValidationError, ValidationError } from "../../generated/schema.js";
import { decodeUtf8 } from "../http/utf8.js";
import type { WireResponse } from "../http/wire.js";
import { ENVELOPE } from "../solv/profile.js";
import { parseJsonBody } from "./body.js";
import type { Finding } from "./finding.js";

const WRITES_NULL = "The server writes an absent value as null; no documented property allows it.";

/** The likely cause of markup. */
export const PROXY_ANSWERED = "A proxy or gateway answered in the API's place.";

/** The cause of markup that a framework is known to write. */
const FRAMEWORK_ANSWERED = "The framework answered with its own error page.";

/**
 * What stands in the error pages of Express, Werkzeug, Tomcat, Jetty, Sinatra, Django, Starlette, Rails, .NET,
 * Bottle, Tornado, gunicorn, and the servers that come with Python, Java and PHP.
 */
const FRAMEWORK_MARKS: readonly RegExp[] = [
  /<pre>(Cannot [A-Z]+ |\w*Error\b)/,
  /<title>Error<\/title>/,
  /<html lang=en>\s*<title>\d{3} /,
  /<title>HTTP Status \d{3}|Apache Tomcat|Powered by Jetty|Whitelabel Error Page/,
  /Sinatra doesn|sinatra\.error|\bWerkzeug\b|\bRackup?\b/,
  /<p>The requested resource was not found on this server|<h1>(Bad Request|Server Error) \(\d{3}\)/,
  /action_dispatch|routing error|An unhandled exception occurred/i,
  /<title>(Error: \d{3} |\d{3}: |Error response<)/,
  /<h1><p>[A-Z][a-z]+( [A-Z][a-z]+)*<\/p><\/h1>/,
  /<h1>404 Not Found<\/h1>No context found|The requested resource <code class="url">/,
];

/** So much of a page is looked at. */
const LOOKED_AT = 4_096;

function isFrameworkPage({ body }: WireResponse): boolean {
  // It was markup, so it is UTF-8.
  const text = decodeUtf8(body).slice(0, LOOKED_AT);
  return FRAMEWORK_MARKS.some((mark) => mark.test(text));
}

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
    if (!/markup/.test(parsed.received)) return undefined;
    return isFrameworkPage(response) ? FRAMEWORK_ANSWERED : PROXY_ANSWERED;
  }
  const { value } = parsed;
  if (typeof value !== "object" || value === null) return undefined;
  const has = (name: string) => Object.hasOwn(value, name);
  if (ENVELOPE.members.every(has)) return ENVELOPE.cause;
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

/** Whether an answer says that the body as a whole is missing or wrong. */
export function complainsOfBody(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  // Pydantic 1 says `value_error.missing`, Pydantic 2 `missing`; both point at the body as a whole.
  const items: unknown = (value as HTTPValidationError).detail;
  return (
    Array.isArray(items) &&
    items.some((item: Partial<ValidationError> | null) => {
      const loc: unknown = item?.loc;
      return Array.isArray(loc) && loc.length === 1 && loc[0] === "body";
    })
  );
}
