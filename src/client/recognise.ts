/** Recognises a booking in an answer that breaks the description, by most of what is required of it. */
import { bodyFor, type Operation, responseFor } from "../description/operations.js";
import { encodeUtf8 } from "../http/utf8.js";
import { type HeaderList, headerOf, type WireResponse } from "../http/wire.js";
import { parseJsonBody } from "../judge/body.js";
import { judgeAnswer } from "../judge/judge.js";
import { IDENTITY } from "../solv/profile.js";

/** What makes it that booking, in a state; nothing else makes up for them. */
const IDENTIFYING: readonly string[] = Object.values(IDENTITY);

/** Members of error documents: RFC 9457 §3.1 and RFC 6749 §5.2, and what frameworks write. */
const OF_ERRORS = [
  "error",
  "errors",
  "error_code",
  "error_description",
  "exception",
  "fault",
  "message",
  "title",
  "detail",
];

// A wrong media type takes nothing from a booking.
const JSON_HEADERS: HeaderList = [["content-type", "application/json"]];

/**
 * The value of an answer that is recognisably what was asked for: it has what identifies it and at least
 * half of the other required members, all of their described kinds, and no member of an error document.
 *
 * @returns `undefined` where it is not recognised
 */
export function recognise(operation: Operation, { status, body }: WireResponse): unknown {
  const { findings, value } = judgeAnswer(operation, { status, headers: JSON_HEADERS, body });
  const inBody = findings.filter(({ check }) => check !== "response_headers_conformance");
  if (typeof value !== "object" || value === null || inBody.some(({ pointer }) => pointer === "")) {
    return undefined;
  }
  const required = requiredMembers(operation, status);
  const broken = new Set(inBody.map(({ pointer }) => pointer.split("/")[1]));
  const isHeld = (name: string) => Object.hasOwn(value, name) && !broken.has(name);
  const others = required.filter((name) => !IDENTIFYING.includes(name));
  const held = others.filter(isHeld).length;
  const recognised =
    held > 0 &&
    held * 2 >= others.length &&
    !IDENTIFYING.some((name) => broken.has(name)) &&
    !OF_ERRORS.some((name) => Object.hasOwn(value, name) && !required.includes(name));
  return recognised ? value : undefined;
}

/**
 * The member in which an enveloped answer has what was asked for.
 *
 * @returns `undefined` where it is in none of them
 */
export function recogniseWithin(
  operation: Operation,
  { status, body }: WireResponse,
  members: readonly string[],
): string | undefined {
  const parsed = parseJsonBody(body);
  const value = Object(parsed.ok ? parsed.value : undefined) as Readonly<Record<string, unknown>>;
  return members.find((name) => {
    const inner = Object.hasOwn(value, name) ? JSON.stringify(value[name]) : "";
    return recognise(operation, { status, headers: [], body: encodeUtf8(inner) }) !== undefined;
  });
}

/** What the description's validator misses in an object that has nothing. */
function requiredMembers(operation: Operation, status: number): string[] {
  const content = responseFor(operation, status)?.content ?? {};
  const validate = bodyFor(content, headerOf(JSON_HEADERS, "content-type"))?.validate;
  if (!validate || validate({})) return [];
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword === "required")
    .map(({ pointer }) => pointer.slice(1));
}
