/** Rates a difference: Redocly's judgement, with a thin rule of our own where it is too mild. */
import { stepsOf } from "../../src/description/pointer.js";
import type { Change, Difference, Impact } from "./redocly-diff.js";

/** `none` when the two descriptions say the same. */
export type Bump = Impact | "none";

export interface RatedChange {
  readonly impact: Impact;
  readonly message: string;
  /** The line in the new description; in the old one when it is gone from there. */
  readonly line: number;
}

export interface Rating {
  readonly impact: Bump;
  readonly changes: readonly RatedChange[];
}

const ORDER: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Members that no program depends on. */
const TEXT =
  /^(description|summary|title|examples?|version|license|contact|termsOfService|externalDocs|tags|x-.*)$/;

export function isAtLeast(impact: Bump, wanted: Bump): boolean {
  return ORDER.indexOf(impact) >= ORDER.indexOf(wanted);
}

/** Rates all changes but that of `info.version`, which follows from the others. */
export function rateDifference({ changes }: Difference): Rating {
  const rated = changes
    .filter(({ path, property }) => !(path === "#/info" && property === "version"))
    .map(rateChange)
    .sort((a, b) => ORDER.indexOf(b.impact) - ORDER.indexOf(a.impact));
  return { impact: rated[0]?.impact ?? "none", changes: rated };
}

function rateChange(change: Change): RatedChange {
  const line = change.revision?.line ?? change.base?.line ?? 1;
  const where = stepsOf(change.path).join("/");
  const what = change.property ? `${change.property} of ${where}` : where;
  const own = ownRule(change);
  if (own && !isAtLeast(change.impact, own.impact)) {
    return { impact: own.impact, line, message: `${what}: ${own.reason}.` };
  }
  const verdict = change.verdicts.map(({ message }) => message).join(" ");
  return { impact: change.impact, line, message: verdict || `${what} was ${change.kind}.` };
}

/** What Redocly 2.77 rates as a patch although somebody's program notices. */
function ownRule(change: Change): { impact: Impact; reason: string } | undefined {
  const { path, property, kind } = change;
  const removed = kind === "removed" && property === undefined;
  if (removed && /\/requestBody\/.*\/properties\/[^/]+$/.test(path)) {
    return { impact: "major", reason: "whoever sends this property is no longer understood" };
  }
  if (removed && /^#\/components\/schemas\/[^/]+$/.test(path)) {
    return { impact: "major", reason: "the exported type of this name is gone" };
  }
  if (/^#\/servers\/\d+$/.test(path) && property === "description") {
    return { impact: "major", reason: "the client knows the server by this name" };
  }
  // What the description's author named is no member of OpenAPI: a property may be called "title".
  const shape = path.replace(/\/(properties|schemas|parameters|headers)\/[^/]+/g, "/$1/*");
  const member = property ?? shape.split("/").at(-1) ?? "";
  const inExamples = /\/(examples|example|tags)(\/|$)/.test(shape);
  if (!TEXT.test(member) && !inExamples) {
    return {
      impact: "minor",
      reason: "it changes what may be sent or is answered, not only words",
    };
  }
  return undefined;
}

/** What a step from one version to the next amounts to; `undefined` when it goes backwards. */
export function bumpOf(from: string, to: string): Bump | undefined {
  const before = from.split(/[.+-]/).slice(0, 3).map(Number);
  const after = to.split(/[.+-]/).slice(0, 3).map(Number);
  const levels = ["major", "minor", "patch"] as const;
  for (const [index, level] of levels.entries()) {
    const step = (after[index] ?? 0) - (before[index] ?? 0);
    if (step > 0) return level;
    if (step < 0) return undefined;
  }
  return "none";
}

/** Whether the versions moved as the changes ask; each item is a sentence that says what to do. */
export function versionFaults(
  rating: Rating,
  description: { readonly base: string; readonly revision: string },
  manifest?: { readonly base: string; readonly revision: string },
): string[] {
  const faults: string[] = [];
  const bump = bumpOf(description.base, description.revision);
  if (bump !== rating.impact) {
    const { base, revision } = description;
    faults.push(
      `The changes are ${rating.impact}, but info.version went from ${base} to ${revision}; ${
        rating.impact === "none" ? `keep ${base}` : `make it ${nextVersion(base, rating.impact)}`
      }.`,
    );
  }
  if (manifest) {
    // Below 1.0.0 a minor step is what breaks (SemVer §4, and what npm's ^ takes it for).
    const early = manifest.base.startsWith("0.") && rating.impact === "major";
    const wanted = early ? "minor" : rating.impact;
    const moved = bumpOf(manifest.base, manifest.revision);
    if (moved === undefined || !isAtLeast(moved, wanted)) {
      const next = nextVersion(manifest.base, wanted);
      faults.push(
        `The package's version went from ${manifest.base} to ${manifest.revision}; make it at least ${next}.`,
      );
    }
  }
  return faults;
}

function nextVersion(from: string, impact: Bump): string {
  const [major = 0, minor = 0, patch = 0] = from.split(/[.+-]/).slice(0, 3).map(Number);
  if (impact === "major") return `${major + 1}.0.0`;
  if (impact === "minor") return `${major}.${minor + 1}.0`;
  return impact === "patch" ? `${major}.${minor}.${patch + 1}` : from;
}
