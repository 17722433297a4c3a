/** Words mistakes in options, such as a name that only JavaScript lets pass. */
import { SolvConfigurationError } from "./errors.js";

/** @internal */
export function misconfigured(text: string): SolvConfigurationError {
  return new SolvConfigurationError({ text, outcome: "not_applied" });
}

/**
 * A time limit under a wrong name would not hold, and a `fetch` or an agent that is none would look
 * like a failure of the network.
 *
 * @internal
 * @param known every option, and what `typeof` says of it where the check of its value does not say more
 * @throws SolvConfigurationError
 */
export function refuseMistakes(options: object, known: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) {
      throw misconfigured(unknownName("option", name, Object.keys(known)));
    }
    if (type !== "" && typeof value !== type) throw misconfigured(`${name} must be a ${type}.`);
  }
}

/** The sentence for a name that is not known; one that could be a value is not shown. */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const shown = /^[A-Za-z]\w{0,30}$/.test(name) ? `\`${name}\`` : `One of the ${kind}s`;
  const nearest = nearestOf(name, known);
  const all = known.length > 0 ? `Known are ${known.join(", ")}.` : "None is known.";
  return `${shown} is not a known ${kind}. ${nearest ? `The nearest is \`${nearest}\`.` : all}`;
}

/** The known name that begins alike, or is at most a third of its letters away. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const given = name.slice(0, 31).toLowerCase();
  const rated = known.map((each) => {
    const other = each.toLowerCase();
    const alike = given.length >= 4 && (other.includes(given) || given.includes(other));
    return { each, far: alike ? 0 : distance(given, other) / other.length };
  });
  const [first] = rated.sort((a, b) => a.far - b.far);
  return first && first.far <= 1 / 3 ? first.each : undefined;
}

/** Letters to add, drop or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const letter of a) {
    const next = [(row[0] ?? 0) + 1];
    for (const [at, other] of [...b].entries()) {
      const replaced = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
