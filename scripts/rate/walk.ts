/** A walk through two descriptions collects their differences: where each is in both, and what it asks of the version. */
import { lineAt, type OpenApiDocument } from "../generate/document.js";
import { type Direction, type Node, textOf } from "./schema.js";
import { type Impact, type Judgement, judgeGone, MEMBERS, MINOR, REFUSED } from "./table.js";

/** `none` when the two descriptions say the same. */
export type Bump = Impact | "none";
const ORDER: readonly Bump[] = ["none", "patch", "minor", "major"];

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

/** A place of both descriptions, in words and by its pointers. */
export interface Place {
  readonly subject: string;
  /** The way to a property below the subject, such as `detail[].loc`. */
  readonly path?: string;
  readonly direction: Direction;
  readonly at: Pair<string>;
}

/** What stands at a pointer, and by what it is found in the other description. */
export interface Part<T> {
  readonly key: string;
  readonly at: string;
  /** What it is called; the key when absent. */
  readonly name?: string;
  readonly value: T;
}

interface Parts<T> {
  readonly read: (document: Document, index: 0 | 1) => readonly Part<T>[];
  readonly compare?: (place: Place, pair: Pair<T>) => void;
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

  get rating(): Rating {
    const changes = [...this.#found.values()].sort(
      (a, b) => ORDER.indexOf(b.impact) - ORDER.indexOf(a.impact),
    );
    return { impact: changes[0]?.impact ?? "none", changes };
  }

  /** The same of both sides. */
  both<T>(make: (document: Document, index: 0 | 1) => T): Pair<T> {
    return [make(this.sides[0].document, 0), make(this.sides[1].document, 1)];
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

  /** Notes that a part is there on one side only. */
  notePart(place: Place, kind: string, added?: object): void {
    const isAsked =
      place.direction === "sent" && added && "required" in added && added.required === true;
    if (!added) this.note(place, ` ${this.voice.removed}`, judgeGone(place.direction, kind));
    else this.note(place, ` ${this.voice.added}`, isAsked ? REFUSED : MINOR);
  }

  /** Notes that a member has another value, came or went. */
  noteMember(
    place: Place,
    { name, judgement }: { readonly name: string; readonly judgement: Judgement },
    pair: readonly unknown[],
  ): void {
    if (textOf(pair[0]) === textOf(pair[1])) return;
    const { after, before } = this.voice;
    const what = `: \`${name}\` is ${shown(pair[1])} ${after}, ${shown(pair[0])} ${before}`;
    this.note(below(place, name), what, judgement);
  }

  /** Compares a member by the table. */
  member<N extends keyof typeof MEMBERS>(
    place: Place,
    name: N,
    pair: readonly { readonly [K in N]?: unknown }[],
  ): void {
    // What is false is as good as absent.
    const values = pair.map((each) => (each[name] === false ? undefined : each[name]));
    this.noteMember(place, { name, judgement: MEMBERS[name] }, values);
  }

  /** Compares parts that have the same key, and notes those that one side lacks. */
  match<T extends object>(place: Place, kind: string, { read, compare }: Parts<T>): void {
    const [olds, news] = this.both(
      (...side) => new Map(read(...side).map((part) => [part.key, part])),
    );
    for (const key of new Set([...olds.keys(), ...news.keys()])) {
      const [before, after] = [olds.get(key), news.get(key)];
      const name = (before ?? after)?.name ?? `${kind} ${key}`;
      const subject = place.subject === "" ? name : `${place.subject}, ${name}`;
      const at: Pair<string> = [before?.at ?? place.at[0], after?.at ?? place.at[1]];
      const here = { ...place, subject, at };
      if (!before || !after) this.notePart(here, kind, after?.value);
      else compare?.(here, [before.value, after.value]);
    }
  }
}

export function isAtLeast(impact: Bump, wanted: Bump): boolean {
  return ORDER.indexOf(impact) >= ORDER.indexOf(wanted);
}

/** A place below another one. */
export function below(
  { at: [base, revision], ...place }: Place,
  step: string,
  more: Partial<Place> = {},
): Place {
  return { ...place, at: [`${base}/${step}`, `${revision}/${step}`], ...more };
}

/** A value of a description, short enough for a sentence. */
function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
