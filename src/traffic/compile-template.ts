/** Makes a template of an exchange that was judged: everything stays, but for values that cannot matter. */
import { DIGITS, NESTED_TEXT, SEGMENT, TEXT, type Template } from "./template.js";

/** What may change in a value without changing any judgement. */
export type Place =
  /** Nothing. */
  | "fixed"
  /** The characters of a string, the digits of an integer. */
  | "free"
  /** What follows the first word of a string: the value of a credential behind its scheme. */
  | "after_scheme"
  /** The values in a string that is JSON text. */
  | "json"
  /** The path parameters of a URL. */
  | "url"
  /** Everything that there could be is told apart, so there is no template. */
  | "unique";

export interface TemplateRules {
  /** @param path keys and indexes from the root to the value */
  placeOf(path: readonly (string | number)[]): Place;
  /** The path template of the operation that the exchange belongs to. */
  readonly pathTemplate: string;
}

/** A larger exchange is seldom like another, and its template would be kept. */
const MAX_TEMPLATE_BYTES = 65_536;

/**
 * @param bytes valid JSON text
 * @returns `undefined` when the exchange allows no template
 */
export function compileTemplate(bytes: Uint8Array, rules: TemplateRules): Template | undefined {
  if (bytes.length > MAX_TEMPLATE_BYTES) return undefined;
  const units = Array.from(bytes, (code, start) => ({ code, start, end: start + 1 }));
  const out: number[] = [];
  try {
    new Walker(bytes, units, out, rules, TEXT).value([]);
  } catch (error) {
    if (error instanceof NoTemplate) return undefined;
    throw error;
  }
  return Uint8Array.from(out);
}

class NoTemplate extends Error {}

/** One character of JSON text, and the bytes it is written with; inside a string these may be several. */
interface Unit {
  readonly code: number;
  readonly start: number;
  readonly end: number;
}

const code = (char: string) => char.charCodeAt(0);
const QUOTE = code('"');
const BACKSLASH = code("\\");

/** Copies JSON text unit by unit and puts holes where the rules allow them. */
class Walker {
  #at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly units: readonly Unit[],
    readonly out: number[],
    readonly rules: TemplateRules,
    readonly hole: typeof TEXT | typeof NESTED_TEXT,
  ) {}

  value(path: readonly (string | number)[]): void {
    this.#space();
    const next = this.#next();
    if (next === code("{")) this.#members(path, "}");
    else if (next === code("[")) this.#members(path, "]");
    else if (next === QUOTE) this.#text(this.rules.placeOf(path));
    else this.#scalar(this.rules.placeOf(path));
    this.#space();
  }

  #members(path: readonly (string | number)[], close: "}" | "]"): void {
    this.#copy(1);
    this.#space();
    for (let index = 0; this.#next() !== code(close); index++) {
      let step: string | number = index;
      if (close === "}") {
        const from = this.#at;
        this.#copy(this.#stringLength());
        step = this.#parse(from, this.#at);
        this.#space();
        this.#copy(1);
      }
      this.value([...path, step]);
      if (this.#next() === code(",")) this.#copy(1);
      this.#space();
    }
    this.#copy(1);
  }

  #scalar(place: Place): void {
    const from = this.#at;
    let to = from;
    while (/[-+.\w]/.test(String.fromCharCode(this.units[to]?.code ?? 0))) to += 1;
    const token = this.units.slice(from, to).map((unit) => String.fromCharCode(unit.code));
    if (to === from) throw new NoTemplate();
    if (place === "free" && /^-?[1-9]\d*$/.test(token.join(""))) {
      if (token[0] === "-") this.#copy(1);
      this.out.push(DIGITS);
      this.#at = to;
    } else this.#copy(to - from);
  }

  #text(place: Place): void {
    const length = this.#stringLength();
    // Whether a string is empty may matter, so an empty one is no example for others.
    if (place === "fixed" || length === 2) {
      this.#copy(length);
      return;
    }
    if (place === "unique") throw new NoTemplate();
    const inner = this.units.slice(this.#at + 1, this.#at + length - 1);
    this.#copy(1);
    if (place === "free") this.out.push(this.hole);
    else if (place === "after_scheme") this.#afterScheme(inner);
    else if (place === "url") this.#url(inner);
    else this.#json(inner);
    this.#at += length - 2;
    this.#copy(1);
  }

  #afterScheme(inner: readonly Unit[]): void {
    const space = inner.findIndex((unit) => unit.code === code(" "));
    if (space === -1 || space === inner.length - 1) throw new NoTemplate();
    this.#emit(inner.slice(0, space + 1));
    this.out.push(this.hole);
  }

  #url(inner: readonly Unit[]): void {
    const text = inner.map((unit) => String.fromCharCode(unit.code)).join("");
    if (/[\\?#]/.test(text)) throw new NoTemplate();
    const steps = this.rules.pathTemplate.split("/");
    const given = text.split("/");
    const offset = given.length - steps.length;
    for (const [index, step] of given.entries()) {
      if (index > 0) this.out.push(code("/"));
      const isParameter = index >= offset && steps[index - offset]?.startsWith("{");
      if (isParameter && step !== "") this.out.push(SEGMENT);
      else this.out.push(...Buffer.from(step, "latin1"));
    }
  }

  #json(inner: readonly Unit[]): void {
    if (this.hole !== TEXT) throw new NoTemplate();
    const units = charactersOf(inner);
    const nested = new Walker(
      this.bytes,
      units,
      this.out,
      { ...this.rules, placeOf: () => "free" },
      NESTED_TEXT,
    );
    nested.value([]);
    if (nested.#at !== units.length) throw new NoTemplate();
  }

  #space(): void {
    while ([0x20, 0x09, 0x0a, 0x0d].includes(this.#next() ?? -1)) this.#copy(1);
  }

  #next(): number | undefined {
    return this.units[this.#at]?.code;
  }

  /** Units of the string that begins here, its quotes included. */
  #stringLength(): number {
    if (this.#next() !== QUOTE) throw new NoTemplate();
    for (let to = this.#at + 1; to < this.units.length; to++) {
      const unit = this.units[to]?.code;
      if (unit === QUOTE) return to + 1 - this.#at;
      if (unit === BACKSLASH) to += 1;
    }
    throw new NoTemplate();
  }

  #parse(from: number, to: number): string {
    const codes = this.units.slice(from, to).map((unit) => unit.code);
    try {
      return String(JSON.parse(Buffer.from(codes).toString()));
    } catch {
      throw new NoTemplate();
    }
  }

  #copy(length: number): void {
    this.#emit(this.units.slice(this.#at, this.#at + length));
    this.#at += length;
  }

  #emit(units: readonly Unit[]): void {
    for (const { start, end } of units) this.out.push(...this.bytes.subarray(start, end));
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The characters that a string stands for, each with the bytes it is written with. */
function charactersOf(inner: readonly Unit[]): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < inner.length; i++) {
    const unit = inner[i];
    if (!unit) break;
    if (unit.code !== BACKSLASH) {
      units.push(unit);
      continue;
    }
    i += 1;
    const escaped = inner[i];
    const letter = String.fromCharCode(escaped?.code ?? 0);
    // What is written as \uXXXX could be written otherwise in the next exchange.
    if (!escaped || letter === "u") throw new NoTemplate();
    units.push({ code: code(ESCAPES[letter] ?? letter), start: unit.start, end: escaped.end });
  }
  return units;
}
