/** Reads the faults of a 422 so that they can be shown: places and kinds, without what was sent. */
import { operations } from "../description/operations.js";
import type { ValidationIssue } from "./errors.js";
import { repeats } from "./repeats.js";

const WITHHELD = "(withheld)";

// FastAPI puts the part of the request first.
const PARTS = ["body", "path", "query", "header", "cookie"];

/** Issues of one answer that are read, and steps of a way: a far end could send a million of them. */
const MAX_ISSUES = 50;
const MAX_STEPS = 50;
/** Characters of a message for the places of issues; the last of them may go beyond. */
const MAX_PLACES = 800;
/** Steps of a place in a message. */
const MAX_SHOWN = 10;

/** The issues of a 422, as far as they are read. */
interface Issues {
  readonly issues: ValidationIssue[];
  /** Kept apart because they may echo the input. */
  readonly messages: string[];
  /** How many issues the body holds. */
  readonly total: number;
}

/** The first issues of a body. */
export function readIssues(value: unknown, sent: readonly unknown[] = []): Issues {
  const { detail } = (value ?? {}) as { detail?: unknown };
  const all = Array.isArray(detail) ? detail : [];
  const items = all.slice(0, MAX_ISSUES);
  return {
    issues: items.map((item: { loc?: unknown; type?: unknown } | null) => ({
      loc: (Array.isArray(item?.loc) ? item.loc : []).slice(0, MAX_STEPS).map(shownStep),
      type: shownType(item?.type, sent),
    })),
    messages: items.map((item: { msg?: unknown } | null) =>
      typeof item?.msg === "string" ? item.msg : "",
    ),
    total: all.length,
  };
}

/** Where the faults are and of which kind, for a message: the first of them, and how many more. */
export function placesOf({ issues, total }: Pick<Issues, "issues" | "total">): string {
  let text = "";
  let told = 0;
  for (const { loc, type } of issues) {
    if (text.length > MAX_PLACES) break;
    const place = loc.slice(0, MAX_SHOWN).join(".");
    text += `${text && ", "}${place}${loc.length > MAX_SHOWN ? "…" : ""} (${type})`;
    told += 1;
  }
  return told < total ? `${text} and ${total - told} more` : text;
}

// A server may name what was sent (an unknown property, a key of a map), so only names of the
// description and small positions are shown.
function shownStep(step: unknown): string | number {
  if (typeof step === "number") return step >= 0 && step < 1000 ? step : WITHHELD;
  return typeof step === "string" && (PARTS.includes(step) || knownNames().has(step))
    ? step
    : WITHHELD;
}

// `missing`, `value_error.missing`, `string_type`: words of the validating library.
function shownType(type: unknown, sent: readonly unknown[]): string {
  return typeof type === "string" &&
    /^[a-z_]{1,40}(\.[a-z_]{1,40}){0,3}$/.test(type) &&
    !repeats(type, sent)
    ? type
    : WITHHELD;
}

let names: Set<string> | undefined;

function knownNames(): Set<string> {
  names ??= new Set(
    Object.values(operations).flatMap(({ parameters, requestBody }) => [
      ...parameters.map(({ name }) => name),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ properties = [] }) => properties),
    ]),
  );
  return names;
}
