/** Reads the faults of a 422 so that they can be shown: places and kinds, without what was sent. */
import { operations } from "../description/operations.js";
import type { ValidationIssue } from "./errors.js";
import { repeats } from "./repeats.js";

const WITHHELD = "(withheld)";

// FastAPI puts the part of the request first.
const PARTS = ["body", "path", "query", "header", "cookie"];

/** The issues of a body; messages are kept apart because they may echo the input. */
export function readIssues(
  value: unknown,
  sent: readonly unknown[] = [],
): { issues: ValidationIssue[]; messages: string[] } {
  const { detail } = (value ?? {}) as { detail?: unknown };
  const items = Array.isArray(detail) ? detail : [];
  return {
    issues: items.map((item: { loc?: unknown; type?: unknown } | null) => ({
      loc: (Array.isArray(item?.loc) ? item.loc : []).map(shownStep),
      type: shownType(item?.type, sent),
    })),
    messages: items.map((item: { msg?: unknown } | null) =>
      typeof item?.msg === "string" ? item.msg : "",
    ),
  };
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
