/** An effect tells whether a changed keyword leaves less room for a value, or more, or moves it. */

export interface Effect {
  /** A value that was allowed may not be allowed any more. */
  readonly narrows: boolean;
  /** A value that was not allowed may be allowed now. */
  readonly widens: boolean;
}

const NARROWS: Effect = { narrows: true, widens: false };
const WIDENS: Effect = { narrows: false, widens: true };
const MOVES: Effect = { narrows: true, widens: true };
const NONE: Effect = { narrows: false, widens: false };

const UPPER = /^(maxLength|maximum|exclusiveMaximum|maxItems|maxProperties|maxContains)$/;
const LOWER = /^(minLength|minimum|exclusiveMinimum|minItems|minProperties|minContains)$/;
const CONDITION =
  /^(pattern|format|multipleOf|contentEncoding|contentMediaType|items|prefixItems|not|contains|if|then|else|propertyNames|dependentRequired|dependentSchemas|patternProperties|unevaluatedProperties|unevaluatedItems|allOf|anyOf|oneOf|additionalProperties|uniqueItems)$/;

/**
 * @param keyword - a keyword of JSON Schema
 * @param before - its value, `undefined` when it was absent
 * @param after - its value, `undefined` when it is absent
 * @returns `undefined` for a keyword that allows and forbids nothing, such as `default`
 */
export function effectOf(keyword: string, before: unknown, after: unknown): Effect | undefined {
  if (keyword === "type") return setEffect(kindsOf(before), kindsOf(after));
  if (keyword === "enum") return setEffect(listOf(before), listOf(after));
  if (keyword === "required") {
    const { narrows, widens } = setEffect(new Set(listOf(before)), new Set(listOf(after)));
    return { narrows: widens, widens: narrows };
  }
  if (UPPER.test(keyword)) return limitEffect(before, after);
  if (LOWER.test(keyword)) return limitEffect(negated(before), negated(after));
  if (!CONDITION.test(keyword)) return undefined;
  if (before === undefined) return NARROWS;
  if (after === undefined) return WIDENS;
  if (/^(anyOf|oneOf)$/.test(keyword)) return setEffect(listOf(before), listOf(after));
  if (after === false) return NARROWS;
  if (before === false) return WIDENS;
  return MOVES;
}

function limitEffect(before: unknown, after: unknown): Effect {
  if (before === after) return NONE;
  if (after === undefined) return WIDENS;
  if (before === undefined) return NARROWS;
  return Number(after) < Number(before) ? NARROWS : WIDENS;
}

function negated(value: unknown): unknown {
  return typeof value === "number" ? -value : value;
}

type Values = ReadonlySet<string> | undefined;

/** An absent list allows everything. */
function setEffect(before: Values | undefined, after: Values | undefined): Effect {
  if (!before || !after) return before ? WIDENS : after ? NARROWS : NONE;
  return {
    narrows: [...before].some((value) => !after.has(value)),
    widens: [...after].some((value) => !before.has(value)),
  };
}

function listOf(value: unknown): Values {
  if (!Array.isArray(value)) return undefined;
  return new Set(value.map((each) => JSON.stringify(each)));
}

/** Each integer is a number too. */
function kindsOf(type: unknown): Values {
  if (type === undefined) return undefined;
  const kinds = [type].flat().map(String);
  return new Set(kinds.includes("number") ? [...kinds, "integer"] : kinds);
}
