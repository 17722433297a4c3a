/**
 * Makes a pattern of a judged exchange: its JSON text, with holes for values that cannot matter.
 * Recorded traffic repeats itself but for such values, and to match a pattern is far faster than to
 * parse and to judge.
 */

import { type Holes, INNER, literal, OUTER, POSITIVE, SEGMENT, type Template } from "./pattern.js";

/** What may change in a value without changing any judgement. */
export type Place =
  /** Nothing. */
  | "fixed"
  /** The characters of a string, and a whole number or another. */
  | "free"
  /** A number, but not whether it is positive, zero or negative. */
  | "size"
  /** What follows the first word of a string: the value of a credential behind its scheme. */
  | "after_scheme"
  /** The values in a string that is JSON text, but not their kinds. */
  | "json"
  /** The path parameters of a URL. */
  | "url"
  /** So much that there can be no pattern. */
  | "unique";

export interface TemplateRules {
  /** @param path keys and indexes from the root to the value */
  placeOf(path: readonly (string | number)[]): Place;
  /** The path template of the operation that the exchange belongs to. */
  readonly pathTemplate: string;
}

/** A larger exchange is seldom like another, and patterns are kept. */
const MAX_BYTES = 32_768;
/** Deeper than this, a recording is none of an API like this one, and could exhaust the stack. */
const MAX_DEPTH = 64;

/**
 * A pattern over bytes as Latin-1 characters, one for each byte; they have to be UTF-8.
 *
 * @param bytes valid JSON text
 * @returns `undefined` when the exchange allows no pattern
 */
export function makeTemplate(bytes: Uint8Array, rules: TemplateRules): Template | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const units = [...Buffer.from(bytes).toString("latin1")].map((char) => ({ char, raw: char }));
  try {
    return new Walker(units, rules, OUTER).value([]);
  } catch (error) {
    if (error instanceof NoTemplate) return undefined;
    throw error;
  }
}

class NoTemplate extends Error {}

/** One character of JSON text, and the characters it is written with; inside a string often several. */
interface Unit {
  readonly char: string;
  readonly raw: string;
}

/** Copies JSON text unit by unit and puts holes where the rules allow them. */
class Walker {
  readonly #out: string[] = [];
  #at = 0;

  constructor(
    readonly units: readonly Unit[],
    readonly rules: TemplateRules,
    readonly holes: Holes,
  ) {}

  /** The pattern of the value that comes next, in pieces. */
  value(path: readonly (string | number)[]): string[] {
    if (path.length > MAX_DEPTH) throw new NoTemplate();
    this.#space();
    const next = this.#next();
    if (next === "{" || next === "[") this.#members(path, next === "{" ? "}" : "]");
    else if (next === '"') this.#text(this.rules.placeOf(path));
    else this.#scalar(this.rules.placeOf(path));
    this.#space();
    return this.#out;
  }

  get atEnd(): boolean {
    return this.#at === this.units.length;
  }

  #members(path: readonly (string | number)[], close: "}" | "]"): void {
    this.#copy(1);
    this.#space();
    for (let index = 0; this.#next() !== close; index++) {
      let step: string | number = index;
      if (close === "}") {
        step = this.#key();
        this.#space();
        this.#copy(1);
      }
      this.value([...path, step]);
      if (this.#next() === ",") this.#copy(1);
      this.#space();
    }
    this.#copy(1);
  }

  #key(): string {
    const length = this.#stringLength();
    const text = textOf(this.units.slice(this.#at, this.#at + length));
    this.#copy(length);
    try {
      return String(JSON.parse(Buffer.from(text, "latin1").toString()));
    } catch {
      // A recorded body looks like JSON, and is none.
      throw new NoTemplate();
    }
  }

  #scalar(place: Place): void {
    let length = 0;
    while (/[-+.\w]/.test(this.units[this.#at + length]?.char ?? "")) length += 1;
    if (length === 0) throw new NoTemplate();
    const token = textOf(this.units.slice(this.#at, this.#at + length));
    if (place === "free" && new RegExp(`^${this.holes.number}$`).test(token)) {
      this.#hole(this.holes.number, length);
    } else if (place === "size" && /^-?[1-9][0-9]*$/.test(token)) {
      if (token.startsWith("-")) this.#copy(1);
      this.#hole(POSITIVE, token.replace("-", "").length);
    } else this.#copy(length);
  }

  #text(place: Place): void {
    const length = this.#stringLength();
    if (place === "unique") throw new NoTemplate();
    if (place === "fixed" || length === 2) {
      this.#copy(length);
      return;
    }
    const inner = this.units.slice(this.#at + 1, this.#at + length - 1);
    this.#copy(1);
    if (place === "after_scheme") this.#afterScheme(inner);
    else if (place === "url") this.#url(textOf(inner));
    else if (place === "json") this.#json(inner);
    else this.#out.push(this.holes.text);
    this.#at += inner.length;
    this.#copy(1);
  }

  #afterScheme(inner: readonly Unit[]): void {
    const space = inner.findIndex(({ char }) => char === " ");
    if (space === -1 || space === inner.length - 1) throw new NoTemplate();
    this.#out.push(...inner.slice(0, space + 1).map(({ raw }) => literal(raw)), this.holes.text);
  }

  #url(text: string): void {
    if (/[\\?#]/.test(text)) throw new NoTemplate();
    const described = this.rules.pathTemplate.split("/");
    const given = text.split("/");
    const offset = given.length - described.length;
    const steps = given.map((step, index) => {
      const isParameter = described[index - offset]?.startsWith("{") && step !== "";
      return isParameter ? SEGMENT : [...step].map(literal).join("");
    });
    this.#out.push(steps.join("\\/"));
  }

  #json(inner: readonly Unit[]): void {
    const rules: TemplateRules = { ...this.rules, placeOf: () => "free" };
    const nested = new Walker(charactersOf(inner), rules, INNER);
    this.#out.push(...nested.value([]));
    if (!nested.atEnd) throw new NoTemplate();
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#next() ?? "")) this.#copy(1);
  }

  #next(): string | undefined {
    return this.units[this.#at]?.char;
  }

  /** Units of the string that begins here, its quotes included. */
  #stringLength(): number {
    if (this.#next() !== '"') throw new NoTemplate();
    for (let to = this.#at + 1; to < this.units.length; to++) {
      const char = this.units[to]?.char;
      if (char === '"') return to + 1 - this.#at;
      if (char === "\\") to += 1;
    }
    throw new NoTemplate();
  }

  #copy(length: number): void {
    if (this.#at + length > this.units.length) throw new NoTemplate();
    this.#out.push(...this.units.slice(this.#at, this.#at + length).map(({ raw }) => literal(raw)));
    this.#at += length;
  }

  #hole(pattern: string, length: number): void {
    this.#out.push(pattern);
    this.#at += length;
  }
}

function textOf(units: readonly Unit[]): string {
  return units.map(({ char }) => char).join("");
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The characters that a string stands for, each with those it is written with. */
function charactersOf(inner: readonly Unit[]): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < inner.length; i++) {
    const char = inner[i]?.char ?? "";
    if (char !== "\\") {
      units.push({ char, raw: char });
      continue;
    }
    i += 1;
    const letter = inner[i]?.char ?? "u";
    // What is written as \uXXXX could be written otherwise in the next exchange.
    if (letter === "u") throw new NoTemplate();
    units.push({ char: ESCAPES[letter] ?? letter, raw: `\\${letter}` });
  }
  return units;
}
