/** Finds the credentials that a body carries as members: those of the token call. */
import { SECRET_MEMBERS } from "../solv/profile.js";

/** By the text and not by the value, since a body that is no JSON may hold a credential as well. */
const SECRET_TEXT = new RegExp(
  `("(?:${SECRET_MEMBERS.join("|")})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`,
  "g",
);

/** The values of such members, also where their names are coded and where JSON is inside of JSON. */
export function secretsIn(text: string): string[] {
  const written = [...text.matchAll(SECRET_TEXT)].map(([, , value = ""]) => unescaped(value));
  const found = new Set(written);
  // Not by recursion: an answer may be nested more deeply than the stack.
  const left: unknown[] = [parsed(text)];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string" && /^\s*[{["]/.test(value)) left.push(parsed(value));
    if (typeof value !== "object" || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (SECRET_MEMBERS.includes(name) && typeof member === "string") found.add(member);
      else left.push(member);
    }
  }
  return [...found];
}

/** The text with something else as the value of each such member. */
export function withoutSecretMembers(text: string, substitute: string): string {
  return text.replace(SECRET_TEXT, `$1${substitute}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unescaped(value: string): string {
  const text = parsed(`"${value}"`);
  return typeof text === "string" ? text : value;
}
