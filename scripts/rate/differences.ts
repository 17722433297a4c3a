/** A walk through two descriptions collects their differences: where each is in both, and what it asks of the version. */
import { lineAt, type OpenApiDocument } from "../generate/document.js";
import type { Effect } from "./effects.js";
import { type Direction, type Node, textOf } from "./schema.js";

export type Impact = "patch" | "minor" | "major";
/** `none` when the two descriptions say the same. */
export type Bump = Impact | "none";
const ORDER: readonly Bump[] = ["none", "patch", "minor", "major"];

/** What a difference asks of the version, and why where that is not plain. */
export type Judgement = readonly [impact: Impact, reason?: string];

export interface Difference {
  readonly impact: Impact;
  readonly direction: Direction;
  readonly message: string;
  /** The line in each document; that of the nearest node where a side has none. */
  readonly base: number;
  readonly revision: number;
}

export interface Rating {
  readonly impact: Bump;
  /** The gravest first. */
  readonly changes: readonly Difference[];
}

export type Document = Node & OpenApiDocument;

/** A description, and the line of each of its nodes. */
export interface Side {
  readonly document: Document;
  readonly lines: Readonly<Record<string, number>>;
}

export type Pair<T> = readonly [base: T, revision: T];

/** A place that both descriptions have, in words and by its pointers. */
export interface Place {
  readonly subject: string;
  /** The way to a property below the subject, such as `detail[].loc`. */
  readonly path?: string;
  readonly direction: Direction;
  readonly at: Pair<string>;
}

const IN_TIME = {
  added: "was added",
  removed: "was removed",
  required: "required now",
  optional: "no longer required",
  before: "before",
  after: "now",
};
const SIDE_BY_SIDE: typeof IN_TIME = {
  added: "is there, and not here",
  removed: "is here, and not there",
  required: "required there, not here",
  optional: "required here, not there",
  before: "here",
  after: "there",
};

export class Walk {
  readonly sides: Pair<Side>;
  /** Only what travels counts, and the revision is somebody else's: names in code, examples and marks do not. */
  readonly wireOnly: boolean;
  readonly voice: typeof IN_TIME;
  readonly #found = new Map<string, Difference>();

  constructor(sides: Pair<Side>, { wireOnly }: { readonly wireOnly: boolean }) {
    this.sides = sides;
    this.wireOnly = wireOnly;
    this.voice = wireOnly ? SIDE_BY_SIDE : IN_TIME;
  }

  /** The same of both sides. */
  both<T>(make: (document: Document, index: 0 | 1) => T): Pair<T> {
    return [make(this.sides[0].document, 0), make(this.sides[1].document, 1)];
  }

  get rating(): Rating {
    const changes = [...this.#found.values()].sort(
      (a, b) => ORDER.indexOf(b.impact) - ORDER.indexOf(a.impact),
    );
    return { impact: changes[0]?.impact ?? "none", changes };
  }

  /** Notes what happened at a place, and why that breaks somebody. */
  note({ subject, path, direction, at }: Place, what: string, [impact, reason]: Judgement): void {
    const where = path ? `${subject}, \`${path}\`` : subject;
    const message = `${where}${what}${reason ? `: ${reason}` : ""}.`;
    const [base = 1, revision = 1] = this.sides.map(({ lines }, index) =>
      lineAt(lines, at[index] ?? "#"),
    );
    const found = { impact, direction, message, base, revision };
    this.#found.set(`${impact} ${revision} ${message}`, found);
  }

  /** Notes that what stands here is there on one side only. */
  noteWhole(place: Place, isAdded: boolean, judgement: Judgement): void {
    this.note(place, ` ${isAdded ? this.voice.added : this.voice.removed}`, judgement);
  }

  /** Notes that a member has another value, came or went. */
  noteMember(place: Place, name: string, pair: readonly unknown[], judgement: Judgement): void {
    if (textOf(pair[0]) === textOf(pair[1])) return;
    const { after, before } = this.voice;
    const what = `: \`${name}\` is ${shown(pair[1])} ${after}, ${shown(pair[0])} ${before}`;
    this.note(below(place, name), what, judgement);
  }
}

export function isAtLeast(impact: Bump, wanted: Bump): boolean {
  return ORDER.indexOf(impact) >= ORDER.indexOf(wanted);
}

/** Whoever sends must not get less room, whoever is answered not more. */
export function impactOf(direction: Direction, { narrows, widens }: Effect): Judgement {
  if (direction === "sent") return narrows ? ["major", "what is sent may be refused"] : ["minor"];
  return widens ? ["major", "readers may get what they do not expect"] : ["minor"];
}

/** A place below another one. */
export function below(
  { at: [base, revision], ...place }: Place,
  step: string,
  more: Partial<Place> = {},
): Place {
  return { ...place, at: [`${base}/${step}`, `${revision}/${step}`], ...more };
}

/** What both have under the same key, and what only one of them has. */
export function matched<T>(
  olds: ReadonlyMap<string, T>,
  news: ReadonlyMap<string, T>,
): (readonly [key: string, before: T | undefined, after: T | undefined])[] {
  const keys = new Set([...olds.keys(), ...news.keys()]);
  return [...keys].map((key) => [key, olds.get(key), news.get(key)]);
}

/** A value of a description, short enough for a sentence. */
function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
