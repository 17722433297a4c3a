/** Words the refusal of a name that is not known, with the nearest one that is. */

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

/** The known name that begins alike, or is at most a third of its letters away. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const given = name.slice(0, 31).toLowerCase();
  const rated = known.map((each) => {
    const other = each.toLowerCase();
    const isAlike = given.length >= 4 && (other.includes(given) || given.includes(other));
    return { each, far: isAlike ? 0 : distance(given, other) / other.length };
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
