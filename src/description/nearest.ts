/** Finds the known name that a mistyped one was meant to be. */

/** The known name that begins alike, or is at most a third of its letters away. */
export function nearestOf(name: string, known: readonly string[]): string | undefined {
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
