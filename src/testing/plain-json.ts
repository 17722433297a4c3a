/** Writes a JSON value as its text, and refuses every value that JSON has not. */
import { printableName } from "../judge/lookup.js";

/** Levels of a value; answers of APIs have a dozen. */
const MAX_DEPTH = 500;

/**
 * `JSON.stringify` drops, empties or changes what is no JSON value (a Map becomes `{}`), so that another
 * value would be judged than the one at hand.
 *
 * @throws TypeError which names the place and the kind
 */
export function jsonText(value: unknown): string {
  refuseOthers(value, "", []);
  return JSON.stringify(value);
}

function refuseOthers(value: unknown, pointer: string, above: readonly unknown[]): void {
  const kind = otherKind(value, above);
  if (kind !== undefined) {
    const place = pointer === "" ? "it" : pointer;
    throw new TypeError(
      `The body is no plain JSON value: ${place} is ${kind}. Give the text that travelled, or a value that JSON.parse could make.`,
    );
  }
  if (typeof value !== "object" || value === null) return;
  const below = [...above, value];
  // By number: holes of a list have no entries.
  const entries = Array.isArray(value)
    ? Array.from(value, (item, index) => [String(index), item] as const)
    : Object.entries(value).map(([name, member]) => [printableName(name), member] as const);
  for (const [step, member] of entries) refuseOthers(member, `${pointer}/${step}`, below);
}

function otherKind(value: unknown, above: readonly unknown[]): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : "NaN or infinite";
    case "undefined":
      return "undefined";
    case "object":
      return value === null ? undefined : otherObject(value, above);
    default:
      return `a ${typeof value}`;
  }
}

function otherObject(value: object, above: readonly unknown[]): string | undefined {
  if (above.includes(value)) return "a value that contains itself";
  if (above.length > MAX_DEPTH) return "nested too deeply";
  if (typeof (value as { readonly toJSON?: unknown }).toJSON === "function")
    return "an object with toJSON";
  if (Array.isArray(value)) return undefined;
  // Not by `Object.prototype`: a test runner has a realm of its own.
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (isPlain && Object.prototype.toString.call(value) === "[object Object]") return undefined;
  return "an instance of a class";
}
