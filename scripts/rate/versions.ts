/** Versions have to follow the rating of a change, and the changelog has to mention it. */
import { type Bump, isAtLeast, type Rating } from "./walk.js";

/** The version of something before and after a change. */
export interface Step {
  readonly base: string;
  readonly revision: string;
}

/** What a step from one version to the next amounts to; `undefined` when it goes backwards. */
export function bumpOf(from: string, to: string): Bump | undefined {
  const before = numbersOf(from);
  const after = numbersOf(to);
  const levels = ["major", "minor", "patch"] as const;
  for (const [index, level] of levels.entries()) {
    const step = (after[index] ?? 0) - (before[index] ?? 0);
    if (step > 0) return level;
    if (step < 0) return undefined;
  }
  return "none";
}

/** Whether the versions moved as far as the changes ask; each item is a sentence that says what to do. */
export function versionFaults({ impact }: Rating, description: Step, manifest?: Step): string[] {
  const faults: string[] = [];
  const why = impact === "none" ? "Nothing changed" : `The changes are ${impact}`;
  if (!reaches(description, impact)) {
    const next = nextVersion(description.base, impact);
    faults.push(`${why}, but info.version ${moved(description)}; make it ${next}.`);
  }
  if (manifest) {
    // Below 1.0.0 a minor step is what breaks (SemVer §4, and what npm's ^ takes it for).
    const isEarly = manifest.base.startsWith("0.") && impact === "major";
    const wanted = isEarly ? "minor" : impact;
    if (!reaches(manifest, wanted)) {
      const next = nextVersion(manifest.base, wanted);
      faults.push(
        `${why}, but the package's version ${moved(manifest)}; make it at least ${next}.`,
      );
    }
  }
  return faults;
}

/** A higher step than asked for is fine: a release may hold more than this change. */
function reaches({ base, revision }: Step, wanted: Bump): boolean {
  const step = bumpOf(base, revision);
  return step !== undefined && isAtLeast(step, wanted);
}

function moved({ base, revision }: Step): string {
  if (base === revision) return `is still ${base}`;
  const went = bumpOf(base, revision) === undefined ? "went back" : "went";
  return `${went} from ${base} to ${revision}`;
}

function nextVersion(from: string, impact: Bump): string {
  const [major = 0, minor = 0, patch = 0] = numbersOf(from);
  if (impact === "major") return `${major + 1}.0.0`;
  if (impact === "minor") return `${major}.${minor + 1}.0`;
  return impact === "patch" ? `${major}.${minor}.${patch + 1}` : from;
}

function numbersOf(version: string): number[] {
  return version.split(/[.+-]/).slice(0, 3).map(Number);
}

/**
 * Whether the changelog has an entry that it did not have: under "Unreleased", or under the version
 * that the package has now.
 *
 * @returns a sentence that says what to do, or nothing
 */
export function changelogFaults({ impact }: Rating, changelog: Step, versions: Step): string[] {
  if (impact === "none") return [];
  const known = new Set(entriesOf(changelog.base));
  const isNew = versions.base !== versions.revision;
  const headings = ["Unreleased", ...(isNew ? [versions.revision] : [])];
  const entries = headings.flatMap((heading) => entriesOf(sectionOf(changelog.revision, heading)));
  if (entries.some((entry) => !known.has(entry))) return [];
  return [
    'CHANGELOG.md has no new entry under "Unreleased"; add a line that says what callers will notice.',
  ];
}

function sectionOf(changelog: string, heading: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  return sections.find((section) => section.split(/[\s\]]/)[0]?.replace("[", "") === heading) ?? "";
}

function entriesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => /^\s*[-*] +\S/.test(line));
}
