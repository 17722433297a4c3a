/** The regular expressions that templates are made of, and what is compiled of templates. */

/** The source of a pattern in pieces: one for each literal character, one for each hole. */
export type Template = readonly string[];

/** One sticky pattern for several templates; what they begin with in common is matched once. */
export function compileTemplates(templates: readonly Template[]): RegExp {
  return new RegExp(unionOf(templates, 0), "y");
}

function unionOf(templates: readonly Template[], from: number): string {
  const [first = []] = templates;
  let shared = from;
  while (shared < first.length && templates.every((one) => one[shared] === first[shared])) {
    shared += 1;
  }
  const prefix = first.slice(from, shared).join("");
  const branches = new Map<string | undefined, Template[]>();
  for (const one of templates) {
    branches.set(one[shared], [...(branches.get(one[shared]) ?? []), one]);
  }
  if (branches.size === 1) return prefix;
  const alternatives = [...branches.values()].map((branch) => unionOf(branch, shared));
  return `${prefix}(?:${alternatives.join("|")})`;
}

/** The holes at one level: in JSON text, or in JSON text that is a string of JSON text. */
export interface Holes {
  readonly text: string;
  readonly number: string;
}

// RFC 8259 §7. The loops are unrolled so that no character can be matched in two ways, which keeps a
// failing match linear. Whether a string of the outer level is empty may matter, so a hole there
// never is.
const PLAIN = '[^"\\\\\\x00-\\x1f]*';
const UNICODE = "u[0-9A-Fa-f]{4}";

export const OUTER: Holes = {
  text: `(?!")${PLAIN}(?:\\\\(?:["\\\\/bfnrt]|${UNICODE})${PLAIN})*`,
  number: "-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?",
};

// A quote and a backslash are escaped at both levels, a slash may be at either, the rest at the
// inner one. The kind of a number matters here, so an integer stays one.
export const INNER: Holes = {
  text: `${PLAIN}(?:(?:\\\\/|\\\\\\\\(?:\\\\["\\\\/]|[/bfnrt]|${UNICODE}))${PLAIN})*`,
  number: "-?(?:0|[1-9][0-9]*)",
};

/** One step of a path. */
export const SEGMENT = "[!$-.0->@-\\[\\]-~]+";
/** A positive integer. */
export const POSITIVE = "[1-9][0-9]*";

/** A character as itself. */
export function literal(character: string): string {
  return character.replace(
    /[^\w ]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
