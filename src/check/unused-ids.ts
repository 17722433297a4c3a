/** Invents ids that cannot exist, of the kind that a path parameter asks for. */
import { createHash } from "node:crypto";
import { schemaAt, wholeSchema } from "../description/document.js";
import type { DescribedParameter } from "../description/operations.js";
import { readParameter, writeParameter } from "../description/parameters.js";
import { NOBODYS } from "./probes/ids.js";
import { keepsFormats } from "./schema-values.js";

/** So many random bits nobody's id has by chance. */
const MIN_BITS = 64;
const MAX_LENGTH = 128;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const ALPHABETS = [
  `${DIGITS}abcdef`,
  `${DIGITS}ABCDEF`,
  DIGITS,
  `${DIGITS}${LOWER}`,
  `${DIGITS}${UPPER}`,
  `${DIGITS}${LOWER}${UPPER}`,
  LOWER,
  UPPER,
];

/** Whether the description allows a value in a parameter's place. */
export function isAllowed(parameter: DescribedParameter, value: unknown): boolean {
  try {
    const read = readParameter(parameter, writeParameter(parameter, value));
    return (
      read !== undefined &&
      parameter.validate(read.value) &&
      keepsFormats(schemaAt(parameter.schema), read.value)
    );
  } catch {
    return false;
  }
}

/**
 * A value of the parameter's kind that nothing has: the invented text itself where it is allowed; one
 * with at least 64 random bits where the description has room for it; of an integer without a limit
 * 2^53-1, the greatest that every JSON reader knows exactly (RFC 8259 §6).
 *
 * @param invented - a text with a fresh random part; the same text makes the same value
 * @returns `undefined` where there is no room for such a value
 */
export function unusedId(parameter: DescribedParameter, invented: string): string | undefined {
  return isAllowed(parameter, invented) ? invented : shapeFor(parameter)?.(digitsOf(invented));
}

/** Whether the description has room for a value that nothing has. */
export function hasRoom(parameter: DescribedParameter): boolean {
  const [sample = ""] = SAMPLES;
  return isAllowed(parameter, sample) || shapeFor(parameter) !== undefined;
}

/** Several, since what some random bits make may be allowed by chance. */
const SAMPLES = ["a", "b", "c", "d"].map(
  (end) => `${NOBODYS}-00000000-0000-4000-8000-00000000000${end}`,
);

const shapes = new WeakMap<DescribedParameter, Shape | undefined>();

/** How an id that nothing has is written in a parameter's place; looked for once, among many ways. */
function shapeFor(parameter: DescribedParameter): Shape | undefined {
  if (!shapes.has(parameter)) {
    const isAlwaysAllowed = (shape: Shape) =>
      SAMPLES.every((sample) => isAllowed(parameter, shape(digitsOf(sample))));
    const isUnbounded =
      parameter.validate(Number.MAX_SAFE_INTEGER) &&
      parameter.validate(2 ** 1000) &&
      wholeSchema(schemaAt(parameter.schema)).format !== "int32";
    const greatest: Shape[] = isUnbounded ? [() => String(Number.MAX_SAFE_INTEGER)] : [];
    const ways = takesText(parameter) ? shapesOf(parameter) : greatest;
    shapes.set(parameter, ways.find(isAlwaysAllowed));
  }
  return shapes.get(parameter);
}

// Of a number in its place, more digits are another number and no more random.
function takesText({ kinds }: DescribedParameter): boolean {
  return kinds.length === 0 || kinds.includes("string");
}

type Shape = (digit: (below: number) => number) => string;

/** Ways to write at least 64 random bits: a UUID, an alphabet and a length, a documented example's own. */
function shapesOf({ schema }: DescribedParameter): Shape[] {
  const { format, examples = [] } = wholeSchema(schemaAt(schema));
  const uuid: Shape = (digit) =>
    "xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx".replace(/x/g, () => digit(16).toString(16));
  if (format === "uuid") return [uuid];
  const runs = ALPHABETS.flatMap((alphabet) => {
    const least = Math.ceil(MIN_BITS / Math.log2(alphabet.length));
    const lengths = Array.from({ length: MAX_LENGTH - least }, (_, more) => least + more);
    return lengths.map(
      (length): Shape =>
        (digit) =>
          Array.from({ length }, () => alphabet[digit(alphabet.length)]).join(""),
    );
  });
  const likeExamples = examples
    .filter((example) => typeof example === "string")
    .flatMap((example) => likeExample(example));
  const address: Shape = (digit) => `${runs[0]?.(digit)}@example.invalid`;
  const uri: Shape = (digit) => `https://example.invalid/${runs[0]?.(digit)}`;
  return [uuid, ...runs, ...likeExamples, address, uri];
}

/** The example with its end made of other characters of the same kinds, as little of it as is enough. */
function likeExample(example: string): Shape[] {
  let bits = 0;
  for (let at = example.length - 1; at >= 0; at -= 1) {
    const kind = kindOf(example[at] ?? "");
    bits += kind ? Math.log2(kind.length) : 0;
    if (bits < MIN_BITS) continue;
    const begin = example.slice(0, at);
    const end = example.slice(at).split("");
    return [
      (digit) =>
        begin +
        end
          .map((own) => {
            const kind = kindOf(own);
            return kind?.[digit(kind.length)] ?? own;
          })
          .join(""),
    ];
  }
  return [];
}

function kindOf(character: string): string | undefined {
  return [DIGITS, LOWER, UPPER].find((kind) => kind.includes(character));
}

/** Random digits in any base, which the same text makes in the same order. */
function digitsOf(text: string): (below: number) => number {
  let block = 0;
  let left: number[] = [];
  return (below) => {
    if (left.length < 4) {
      left = [...createHash("sha256").update(`${block++} ${text}`).digest()];
    }
    const [a = 0, b = 0, c = 0, d = 0] = left.splice(0, 4);
    return (((a * 256 + b) * 256 + c) * 256 + d) % below;
  };
}
