/** The table rates: what a difference means to whoever sends, and to whoever is answered. */
import { type Direction, isNode, textOf } from "./schema.js";

export type Impact = "patch" | "minor" | "major";
/** What a difference asks of the version, and why where that is not plain. */
export type Judgement = readonly [impact: Impact, reason?: string];

export const MINOR: Judgement = ["minor"];
export const REFUSED: Judgement = ["major", "what is sent without it is refused"];
export const OTHERWISE: Judgement = ["major", "the value is written in another way"];

/** Why a name that is gone breaks somebody. */
const GONE: Readonly<Record<string, string>> = {
  example: "mocks and callers know it by this name",
  operation: "whoever calls it is not answered",
  schema: "the exported type of this name is gone",
  server: "whoever calls it is not answered",
};

export function judgeGone(direction: Direction, kind: string): Judgement {
  const reason = direction === "sent" ? "whoever sends it is not understood" : "readers miss it";
  return ["major", GONE[kind] ?? reason];
}

/** Members that have another value. */
export const MEMBERS = {
  allowReserved: OTHERWISE,
  deprecated: MINOR,
  description: ["major", "the client knows it by this name"],
  encoding: OTHERWISE,
  explode: OTHERWISE,
  links: MINOR,
  name: ["major", "callers give the parameter by this name"],
  operationId: ["major", "code calls it by this name"],
  style: OTHERWISE,
  value: ["minor", "mocks answer with it"],
} as const satisfies Record<string, Judgement>;

export function judgeRequired(direction: Direction, isRequired: boolean): Judgement {
  if (direction === "sent") return isRequired ? REFUSED : MINOR;
  return isRequired ? MINOR : ["major", "it may be missing"];
}

export interface Effect {
  /** A value that was allowed may not be allowed any more. */
  readonly narrows: boolean;
  /** A value that was not allowed may be allowed now. */
  readonly widens: boolean;
}

export const NARROWS: Effect = { narrows: true, widens: false };
export const WIDENS: Effect = { narrows: false, widens: true };
export const MOVES: Effect = { narrows: true, widens: true };
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

/** Whoever sends must not get less room, whoever is answered not more. */
export function judgeEffect(direction: Direction, { narrows, widens }: Effect): Judgement {
  if (direction === "sent") return narrows ? ["major", "what is sent may be refused"] : MINOR;
  return widens ? ["major", "readers may get what they do not expect"] : MINOR;
}
