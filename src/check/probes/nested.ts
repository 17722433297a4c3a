/** Makes values that depart from their schema in one place within them: a member, an item, a value of a map. */
import { type Schema, wholeSchema } from "../../description/document.js";
import { escapeStep } from "../../description/pointer.js";
import { kindsOf, SAMPLES } from "../schema-values.js";
import { wrongValues } from "./limits.js";

/** A whole value with one departure in it. */
export interface Departure {
  /** Such as `missing/visit/place`, `type/visit/notes/0/object` or `maxLength/visit/place`. */
  readonly case: string;
  readonly expects: string;
  readonly value: unknown;
  /** The keyword that the value breaks, where it is of the right kind. */
  readonly keyword?: string;
}

/** No server reads one of these as a text or a number; what stands for the other is refused as well. */
const STRICT_KINDS = ["object", "array"];

/**
 * The departures within a value that conforms. Of a list its first item is varied.
 *
 * @param at - steps that lead to the value, for the names of cases
 */
export function departuresWithin(schema: Schema, value: unknown, at: string): Departure[] {
  const { items, properties = {}, required = [], additionalProperties } = wholeSchema(schema);
  if (Array.isArray(value)) {
    if (!items || value.length === 0) return [];
    const [first, ...rest] = value;
    return departures(items, first, stepBelow(at, "0")).map((one) => ({
      ...one,
      value: [one.value, ...rest],
    }));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = stepBelow(at, escapeStep(name));
    const without = { ...value, [name]: undefined };
    const expects = `A body without ${place} is refused.`;
    const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    return [
      ...(required.includes(name) ? [{ case: `missing/${place}`, expects, value: without }] : []),
      ...departures(known, member, place).map((one) => ({
        ...one,
        value: { ...value, [name]: one.value },
      })),
    ];
  });
}

/** The values that break what is said of one beside its kind, for the value at this place. */
export function limitsOf(schema: Schema, value: unknown, at: string): Departure[] {
  return wrongValues(schema, value).map(({ keyword, value: wrong }) => ({
    case: `${keyword}/${at}`,
    expects: `${at} that breaks its ${keyword} is refused.`,
    value: wrong,
    keyword,
  }));
}

/** The value as another kind, the values that break its limits, and the departures within it. */
function departures(schema: unknown, value: unknown, at: string): Departure[] {
  if (typeof schema !== "object" || schema === null) return [];
  const allowed = kindsOf(schema);
  const kind = allowed.length > 0 && STRICT_KINDS.find((each) => !allowed.includes(each));
  const within = [...limitsOf(schema, value, at), ...departuresWithin(schema, value, at)];
  if (!kind) return within;
  const expects = `${at} as ${kind} is refused: it is documented as ${allowed.join(" or ")}.`;
  return [{ case: `type/${at}/${kind}`, expects, value: SAMPLES[kind] }, ...within];
}

function stepBelow(at: string, step: string): string {
  return at === "" ? step : `${at}/${step}`;
}
