/** Takes the credentials out of recorded exchanges: where they belong, and wherever they recur. */
import type { AccessToken, AccessTokenRequest } from "../../generated/schema.js";
import { type Operation, operations } from "../description/operations.js";
import type { WireExchange } from "../http/exchange.js";
import type { HeaderList } from "../http/wire.js";

/** Texts, headers and bodies of some exchanges, without the credentials of all of them. */
export interface Redaction {
  readonly text: (text: string) => string;
  readonly fields: (headers: HeaderList) => HeaderList;
  /** HAR 1.2 writes what is no text as base64. */
  readonly body: (body: Uint8Array) => { text: string; encoding?: "base64" };
}

/** Stands where a credential was. */
const REDACTED = "redacted";

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

const SECRET_MEMBERS = [
  ...(["client_id", "client_secret"] satisfies (keyof AccessTokenRequest)[]),
  ...(["access_token", "refresh_token"] satisfies (keyof AccessToken)[]),
];

// By the text and not by the value, since a body that is no JSON may hold a credential as well.
const SECRET_TEXT = new RegExp(
  `("(?:${SECRET_MEMBERS.join("|")})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`,
  "g",
);

/** What is shorter occurs in innocent text by chance, and no credential is. */
const MIN_LENGTH = 6;

/** Learns the credentials from the exchanges themselves. */
export function createRedaction(exchanges: readonly WireExchange[]): Redaction {
  const secrets = [...new Set(exchanges.flatMap(secretsOf))];
  // The longest first: one credential may begin like another.
  const patterns = secrets.sort((a, b) => b.length - a.length).flatMap(patternsOf);
  const recurring = new RegExp(patterns.join("|") || "(?!)", "gi");
  const text = (whole: string) =>
    whole.replace(SECRET_TEXT, `$1${REDACTED}`).replace(recurring, REDACTED);
  return {
    text,
    fields: (headers) =>
      headers.map(([name, value]) => [text(name), redactField(name, value) ?? text(value)]),
    body: (body) => {
      const decoded = decode(body);
      if (decoded !== undefined) return { text: text(decoded) };
      const bytes = Buffer.from(text(Buffer.from(body).toString("latin1")), "latin1");
      return { text: bytes.toString("base64"), encoding: "base64" };
    },
  };
}

function secretsOf({ request, response }: WireExchange): string[] {
  const inHeaders = request.headers
    .filter(([name]) => CREDENTIALS.has(name.toLowerCase()))
    .map(([name, value]) => value.slice(schemeOf(name, value).length));
  const inBodies = [request.body, response?.body].flatMap((body) =>
    [...(decode(body) ?? "").matchAll(SECRET_TEXT)].map(([, , value = ""]) => unescaped(value)),
  );
  return [...inHeaders, ...inBodies].filter(({ length }) => length >= MIN_LENGTH);
}

/** Patterns of the ways in which a server may repeat a text: as it is, in a URL, in Latin-1, in JSON. */
function patternsOf(secret: string): string[] {
  const inUrl = new URLSearchParams([["", secret]]).toString().slice(1);
  const latin = Buffer.from(secret).toString("latin1");
  return [jsonPattern(secret), ...[secret, inUrl, latin].map(escapePattern)];
}

/** JSON has several ways to escape a character, and JSON inside a text of JSON escapes it again. */
function jsonPattern(secret: string): string {
  const json = JSON.stringify(secret).slice(1, -1);
  return json.replace(/\\+|[^\\]/g, (part) => {
    // Two are one of the secret's own; how many more stand there depends on the depth.
    if (part.startsWith("\\")) return `\\\\{${Math.floor(part.length / 2)},}`;
    if (part === "/") return "\\\\*/";
    const code = part.charCodeAt(0);
    const hex = code.toString(16).padStart(4, "0");
    return code > 0x7f ? `(?:${part}|\\\\+u${hex})` : escapePattern(part);
  });
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

function unescaped(value: string): string {
  try {
    return JSON.parse(`"${value}"`) as string;
  } catch {
    return value;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
