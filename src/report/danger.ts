/** Says what a run may have done to given records: the first thing that somebody responsible asks. */
import { profile } from "../solv/profile.js";
import type { Report, Result } from "./report.js";

/** What the run was allowed to touch and what became of it, in sentences; never an id, only positions. */
export function dangerOf({ kind, results }: Report): string {
  const { one, many, undone } = profile.record;
  if (kind === "verify") return "Recorded traffic only: nothing was sent.";
  const touched = results.filter(({ booking, status }) => booking !== undefined && status);
  const given = positions(results);
  if (given.length === 0) return `Safe tier only: no ${one} was given.`;
  const accepted = touched.filter(({ status = 0 }) => status >= 200 && status < 300);
  const allowed = positions(accepted.filter(({ tier }) => tier === "cancel"));
  const invalid = accepted.filter(({ tier }) => tier === "booking");
  const mistaken = positions(invalid.filter((result) => !isUse(result)));
  const used = positions(invalid.filter(isUse));
  const open = positions(results.filter(({ undecided }) => undecided !== undefined));
  const isDone = (position: number) =>
    [allowed, mistaken, open].some((all) => all.includes(position));
  const named = (all: readonly number[]) =>
    `${all.length === 1 ? one : many} ${all.length === 1 ? all[0] : ranges(all)}`;
  const sentences = [
    mistaken.length > 0
      ? `${named(mistaken)} ${undone}, or answered as if so, by a request that must be refused`
      : "",
    allowed.length > 0 ? `${named(allowed)} ${undone}, as allowed` : "",
    used.length > 0 ? `${named(used)} used in valid requests, as allowed` : "",
    open.length > 0 ? `${named(open)} may be ${undone}` : "",
    given.every(isDone) ? "" : `${named(given.filter((p) => !isDone(p)))} not ${undone}`,
  ].filter(Boolean);
  return `${sentences.map((text) => text.charAt(0).toUpperCase() + text.slice(1)).join(". ")}.`;
}

/** Whether a probe of the tier `booking` is a valid request: one that reads, or that was allowed by name. */
function isUse({ case: caseName }: Result): boolean {
  return caseName.startsWith("valid/");
}

function positions(results: readonly Result[]): number[] {
  const all = results.flatMap(({ booking }) => (booking === undefined ? [] : [booking]));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** `1 to 3, 5`. */
function ranges(sorted: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const position of sorted) {
    const run = runs.at(-1);
    if (run && run.last === position - 1) run.last = position;
    else runs.push({ first: position, last: position });
  }
  return runs
    .map(({ first, last }) => {
      if (first === last) return String(first);
      return first + 1 === last ? `${first}, ${last}` : `${first} to ${last}`;
    })
    .join(", ");
}
