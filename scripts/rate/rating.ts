/** Rates a difference: Redocly's judgement, with rules of our own where it is too mild. */
import {
  type Change,
  type Difference,
  type Impact,
  isText,
  type Side,
  shapeOf,
  TEXT,
} from "./change.js";
import { effectOf } from "./effects.js";
import { nameOf, shown } from "./names.js";

/** `none` when the two descriptions say the same. */
export type Bump = Impact | "none";

export interface RatedChange {
  readonly impact: Impact;
  readonly message: string;
  /** The line in the new description; in the old one when it is gone from there. */
  readonly line: number;
  readonly base?: Side;
  readonly revision?: Side;
  /** The pointer that Redocly names. */
  readonly path: string;
}

export interface Rating {
  readonly impact: Bump;
  readonly changes: readonly RatedChange[];
}

const ORDER: readonly Bump[] = ["none", "patch", "minor", "major"];

/** The words for a difference: of one description in time, or of two that stand side by side. */
export interface Voice {
  readonly added: string;
  readonly removed: string;
  readonly required: string;
  readonly optional: string;
  readonly before: string;
  readonly after: string;
}

const IN_TIME: Voice = {
  added: "was added",
  removed: "was removed",
  required: "required now",
  optional: "no longer required",
  before: "before",
  after: "now",
};

export function isAtLeast(impact: Bump, wanted: Bump): boolean {
  return ORDER.indexOf(impact) >= ORDER.indexOf(wanted);
}

/** Rates all changes but that of `info.version`, which follows from the others. */
export function rateDifference(
  { changes }: Omit<Difference, "versions">,
  voice: Voice = IN_TIME,
): Rating {
  const rated = new Map<string, RatedChange>();
  for (const change of changes) {
    if (change.path === "#/info" && change.property === "version") continue;
    const each = rateChange(change, voice);
    rated.set(`${each.impact} ${each.line} ${each.message}`, each);
  }
  const sorted = [...rated.values()].sort(
    (a, b) => ORDER.indexOf(b.impact) - ORDER.indexOf(a.impact),
  );
  return { impact: sorted[0]?.impact ?? "none", changes: sorted };
}

function rateChange(change: Change, voice: Voice): RatedChange {
  const { path, base, revision, sentence } = change;
  const line = revision?.line ?? base?.line ?? 1;
  const sides = { path, ...(base ? { base } : {}), ...(revision ? { revision } : {}) };
  if (sentence !== undefined)
    return { impact: change.impact, line, message: `${sentence}.`, ...sides };
  const own = ownRule(change);
  const isHigher = own !== undefined && !isAtLeast(change.impact, own.impact);
  const impact = isHigher ? own.impact : change.impact;
  const reason = own?.reason && (isHigher || own.impact === impact) ? `: ${own.reason}` : "";
  return { impact, line, message: `${whatHappened(change, voice)}${reason}.`, ...sides };
}

function whatHappened(
  { path, subject, property, kind, base, revision }: Change,
  voice: Voice,
): string {
  const where = subject ?? nameOf(path);
  if (property === undefined)
    return `${where} ${kind === "added" ? voice.added : kind === "removed" ? voice.removed : `was ${kind}`}`;
  const [before, after] = [base?.value, revision?.value];
  if (property === "required" && (Array.isArray(before) || Array.isArray(after))) {
    const [olds, news] = [namesIn(before), namesIn(after)];
    const more = news.filter((name) => !olds.includes(name)).map((name) => `\`${name}\``);
    const less = olds.filter((name) => !news.includes(name)).map((name) => `\`${name}\``);
    const parts = [
      ...(more.length > 0 ? [`${voice.required}: ${more.join(", ")}`] : []),
      ...(less.length > 0 ? [`${voice.optional}: ${less.join(", ")}`] : []),
    ];
    return `${where}, ${parts.join("; ") || "`required` stands in another order"}`;
  }
  if (TEXT.test(property) || (before === undefined && after === undefined)) {
    return `${where}: \`${property}\` changed`;
  }
  // Redocly's word for the name under which a node stands.
  const what = property === "key" ? where : `${where}: \`${property}\``;
  return `${what} is ${shown(after)} ${voice.after}, ${shown(before)} ${voice.before}`;
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

interface Rule {
  readonly impact: Impact;
  readonly reason?: string;
}

/** What Redocly 2.77 rates as a patch although somebody's program notices. */
function ownRule(change: Change): Rule | undefined {
  const { path, property, kind } = change;
  const shape = shapeOf(path);
  const isRemoved = kind === "removed" && property === undefined;
  if (isRemoved && /\/requestBody\/.*\/properties\/\*$/.test(shape)) {
    return { impact: "major", reason: "whoever sends this property is not understood" };
  }
  if (/^#\/servers\/\d+$/.test(path) && property === "description") {
    return { impact: "major", reason: "the client knows the server by this name" };
  }
  if (/\/parameters\/[^/]+$/.test(path) && property === "name") {
    return { impact: "major", reason: "callers give the parameter by this name" };
  }
  if (isText(change)) return undefined;
  const byRoom = roomRule(change, shape);
  if (byRoom) return byRoom;
  return { impact: "minor" };
}

/** Whoever sends must not get less room, whoever is answered not more: by the keyword that changed. */
function roomRule(
  { path, property, kind, base, revision }: Change,
  shape: string,
): Rule | undefined {
  const isSent = /\/(requestBody|parameters)(\/|$)/.test(shape);
  const isAnswered = /\/responses\//.test(shape);
  if (!isSent && !isAnswered) return undefined;
  const isAbsent = property === undefined;
  const keyword = property ?? shape.split("/").at(-1) ?? "";
  const before =
    isAbsent && kind === "added" ? undefined : (base?.value ?? (isAbsent ? true : undefined));
  const after =
    isAbsent && kind === "removed" ? undefined : (revision?.value ?? (isAbsent ? true : undefined));
  if (/\/headers\/\*$/.test(shape)) {
    if (isAbsent && kind === "removed")
      return { impact: "major", reason: "readers miss the header" };
    if (keyword === "required" && after !== true) {
      return { impact: "major", reason: "the header may be missing" };
    }
  }
  if (/\/parameters\/\*$/.test(shape) && /^(style|explode|allowReserved|in)$/.test(keyword)) {
    return { impact: "major", reason: "the value is written in another way" };
  }
  if (isAbsent && !/\/schema(\/|$)/.test(shape)) return undefined;
  // The schema as a whole came or went: with it there is a condition, without it anything.
  const effect =
    keyword === "schema"
      ? effectOf("allOf", before, after)
      : (branchEffect(path, kind, isAbsent) ?? effectOf(keyword, before, after));
  if (!effect) return undefined;
  if (isSent && effect.narrows) {
    return { impact: "major", reason: "what is sent may be refused" };
  }
  if (isAnswered && effect.widens) {
    return { impact: "major", reason: "readers may get what they do not expect" };
  }
  return undefined;
}

/** A branch of `anyOf` or `oneOf` that comes makes room, one of `allOf` takes it. */
function branchEffect(path: string, kind: string, isWhole: boolean) {
  const list = /\/(anyOf|oneOf|allOf|prefixItems)\/\d+$/.exec(path)?.[1];
  if (!list || !isWhole) return undefined;
  const isMore = (kind === "added") === /^(anyOf|oneOf)$/.test(list);
  return { narrows: !isMore, widens: isMore };
}
