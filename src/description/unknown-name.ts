/** Words the refusal of a name that is not known, with the nearest one that is. */
import { nearestOf } from "./nearest.js";

/** The sentence for a name that is not known; one that could be a value is not shown. */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const shown = /^[A-Za-z][\w-]{0,30}$/.test(name) ? `\`${name}\`` : `One of the ${kind}s`;
  const nearest = nearestOf(name, known);
  const all = known.length > 0 ? `Known are ${known.join(", ")}.` : "None is known.";
  return `${shown} is not a known ${kind}. ${nearest ? `The nearest is \`${nearest}\`.` : all}`;
}

/** @throws TypeError for a member that is no option; one that is `undefined` is none */
export function refuseUnknownOptions(given: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || known.includes(name)) continue;
    throw new TypeError(unknownName("option", name, known));
  }
}
