/** Takes the credentials out of recorded exchanges: where they belong, and wherever they recur. */
import { type Operation, operations } from "../description/operations.js";
import type { Exchange } from "../http/exchange.js";
import type { HeaderList } from "../http/wire.js";
import { holdsAny } from "./decodings.js";
import { secretsIn, withoutSecretMembers } from "./secrets.js";

/** Texts, headers and bodies of some exchanges, without the credentials of all of them. */
export interface Redaction {
  readonly url: (origin: string, target: string) => string;
  readonly fields: (headers: HeaderList) => HeaderList;
  /** HAR 1.2 writes what is no text as base64. What is left out has a comment in its place. */
  readonly body: (body: Uint8Array) => RecordedBody;
}

export interface RecordedBody {
  readonly text?: string;
  readonly encoding?: "base64";
  readonly comment?: string;
}

/** Stands where a credential was. */
const REDACTED = "redacted";

const LEFT_OUT = "left out, because it holds a credential in a coded form";

const COOKIES: ReadonlySet<string> = new Set(["cookie", "set-cookie"]);

/** The headers with a scheme in front of the credential (RFC 9110 §11.4 and §11.7.2). */
const WITH_SCHEME: ReadonlySet<string> = new Set(["authorization", "proxy-authorization"]);

/** All headers that carry a credential: those of the description, and what a proxy asks for. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  ...Object.values<Operation>(operations).flatMap(({ security }) =>
    security.flat().map(({ header }) => header.toLowerCase()),
  ),
  ...WITH_SCHEME,
]);

/** What is shorter occurs in innocent text by chance, and no credential is. */
const MIN_LENGTH = 6;

/** What may be the beginning of a coded character (`\u00`, `%2`, `&#x`), of which the rest would be taken. */
const NOT_IN_CODE = "(?<![\\\\%&][#\\w{]{0,8})";

/**
 * Learns the credentials from the exchanges themselves. One that stands as it is gets replaced; where
 * there is one in a coded form, the body or field is left out, since a replacement could break the code.
 */
export function createRedaction(exchanges: readonly Exchange[]): Redaction {
  const secrets = [...new Set(exchanges.flatMap(secretsOf))];
  // The longest first: one credential may begin like another.
  const patterns = secrets.sort((a, b) => b.length - a.length).map(escapePattern);
  const recurring = new RegExp(
    patterns.length > 0 ? `${NOT_IN_CODE}(?:${patterns.join("|")})` : "(?!)",
    "gi",
  );
  /** @returns `undefined` for what must not be recorded */
  const redact = (whole: string) => {
    const text = withoutSecretMembers(whole, REDACTED).replace(recurring, REDACTED);
    if (holdsAny(secrets, text)) return undefined;
    return text !== whole && isJson(whole) && !isJson(text) ? undefined : text;
  };
  return {
    url: (origin, target) => `${origin}${redact(target) ?? `/${REDACTED}`}`,
    fields: (headers) =>
      headers.map(([name, value]) => [
        redact(name) ?? REDACTED,
        redactField(name, value) ?? redact(value) ?? LEFT_OUT,
      ]),
    body: (body) => {
      const decoded = decode(body);
      const text = redact(decoded ?? Buffer.from(body).toString("latin1"));
      if (text === undefined) return { comment: LEFT_OUT };
      if (decoded !== undefined) return { text };
      return { text: Buffer.from(text, "latin1").toString("base64"), encoding: "base64" };
    },
  };
}

function secretsOf({ request, response }: Exchange): string[] {
  const inHeaders = request.headers
    .filter(([name]) => CREDENTIALS.has(name.toLowerCase()))
    .map(([name, value]) => value.slice(schemeOf(name, value).length));
  const inBodies = [request.body, response?.body].flatMap((body) => secretsIn(decode(body) ?? ""));
  return [...inHeaders, ...inBodies].filter(({ length }) => length >= MIN_LENGTH);
}

/** The value to record of a header that carries a credential; `undefined` for other headers. */
function redactField(name: string, value: string): string | undefined {
  const key = name.toLowerCase();
  if (COOKIES.has(key)) return REDACTED;
  // The scheme stays (RFC 9110 §11.1): a judge of the recording looks at it.
  return CREDENTIALS.has(key) ? `${schemeOf(name, value)}${REDACTED}` : undefined;
}

/** The scheme with the space behind it; empty where there is none. */
function schemeOf(name: string, value: string): string {
  return (WITH_SCHEME.has(name.toLowerCase()) && value.match(/^\S+\s+/)?.[0]) || "";
}

function decode(body: Uint8Array | undefined): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
