/** The table of effects: whether a changed keyword leaves less room for a value, or more, or moves it. */
import { isNode, textOf } from "./schema.js";

export interface Effect {
  /** A value that was allowed may not be allowed any more. */
  readonly narrows: boolean;
  /** A value that was not allowed may be allowed now. */
  readonly widens: boolean;
}

export const NARROWS: Effect = { narrows: true, widens: false };
export const WIDENS: Effect = { narrows: false, widens: true };
const MOVES: Effect = { narrows: true, widens: true };
const NONE: Effect = { narrows: false, widens: false };

const UPPER = /^(maxLength|maximum|exclusiveMaximum|maxItems|maxProperties|maxContains)$/;
const LOWER = /^(minLength|minimum|exclusiveMinimum|minItems|minProperties|minContains)$/;
/** These say something about a value and forbid none. */
const ANNOTATIONS = /^(default|deprecated|readOnly|writeOnly)$/;

/**
 * @param before - a keyword's value in the normal form, `undefined` when it is absent
 * @param after - its value in the other one
 */
export function effectOf(keyword: string, before: unknown, after: unknown): Effect {
  if (keyword === "type") return setEffect(kindsOf(before), kindsOf(after));
  if (keyword === "enum") return setEffect(before, after);
  if (UPPER.test(keyword)) return limitEffect(before, after);
  if (LOWER.test(keyword)) return limitEffect(negated(before), negated(after));
  if (ANNOTATIONS.test(keyword)) return NONE;
  // Beside the same branches it only says how to choose.
  if (keyword === "discriminator" && (before === undefined || after === undefined)) return NONE;
  if (before === undefined) return NARROWS;
  if (after === undefined) return WIDENS;
  if (keyword === "multipleOf") return multipleEffect(Number(before), Number(after));
  if (isNode(before) && after === false) return NARROWS;
  if (isNode(after) && before === false) return WIDENS;
  return MOVES;
}

function multipleEffect(before: number, after: number): Effect {
  if (Number.isInteger(after / before)) return NARROWS;
  return Number.isInteger(before / after) ? WIDENS : MOVES;
}

function limitEffect(before: unknown, after: unknown): Effect {
  if (after === undefined) return WIDENS;
  if (before === undefined) return NARROWS;
  return Number(after) < Number(before) ? NARROWS : WIDENS;
}

function negated(value: unknown): unknown {
  return typeof value === "number" ? -value : value;
}

/** An absent list allows everything. */
function setEffect(before: unknown, after: unknown): Effect {
  if (!Array.isArray(before)) return NARROWS;
  if (!Array.isArray(after)) return WIDENS;
  const [olds, news] = [before, after].map((list) => new Set(list.map(textOf)));
  return {
    narrows: [...(olds ?? [])].some((value) => !news?.has(value)),
    widens: [...(news ?? [])].some((value) => !olds?.has(value)),
  };
}

/** Each integer is a number too. */
export function kindsOf(type: unknown): unknown[] | undefined {
  if (type === undefined) return undefined;
  const kinds = [type].flat();
  return kinds.includes("number") ? [...kinds, "integer"] : kinds;
}
