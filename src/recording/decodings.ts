/** Finds secrets in a text however often, and in whichever way, it is coded. */

/** How often a text is decoded as a whole; who codes it more often hides something. */
const MAX_ROUNDS = 8;
/** Characters that are looked at for one text, as a multiple of its own and at least. */
const MAX_GROWTH = 40;
const MIN_ALLOWANCE = 100_000;

/** Characters that a secret must have beside backslashes to be compared without them. */
const MIN_COMPARED = 6;

/** A coding of bytes, and the runs of a text that may be one of the shortest secret. */
const RUNS = [
  { coding: "hex", runs: /(?:[\da-f]{2}){6,}/gi, offsets: [0] },
  // RFC 4648 §4 and §5. What stands before a run may be of its alphabet, so it may begin anywhere.
  { coding: "base64", runs: /[\w+/-]{8,}/g, offsets: [0, 1, 2, 3] },
] as const;
/** Text in what bytes were decoded to; what is shorter holds no secret. */
const TEXT_RUN = /(?:[^\p{Cc}\ufffd]|[\t\r\n]){6,}/gu;

/** HTML's names for ASCII characters that are no letters or digits. */
const ENTITIES: ReadonlyMap<string, string> = new Map(
  `amp & apos ' ast * bsol \\ colon : comma , commat @ dollar $ equals = excl ! grave \` gt > hat ^
   lbrace { lbrack [ lcub { lowbar _ lpar ( lsqb [ lt < midast * num # percnt % period . plus + quest ?
   quot " rbrace } rbrack ] rcub } rpar ) rsqb ] semi ; sol / verbar | vert |`
    .split(/\s+/)
    .flatMap((word, index, words) => (index % 2 === 0 ? [[word, words[index + 1] ?? ""]] : [])),
);

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** Each undoes one coding wherever it occurs, once, and makes the text shorter or leaves it. */
const DECODERS: readonly ((text: string) => string)[] = [
  // JSON and JavaScript: `\u002B`, `\u{2B}`, `\x2B`, `\/`.
  (text) =>
    text.replace(
      /\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|(.))/gis,
      (_, ...[unit, point, byte, other]) =>
        other === undefined ? character(unit ?? point ?? byte, 16) : (CONTROLS.get(other) ?? other),
    ),
  // HTML and XML: `&#43;`, `&#x2B;`, `&plus;`.
  (text) => text.replace(/&#(\d{1,8});?/g, (_, decimal) => character(decimal, 10)),
  (text) => text.replace(/&#x([\da-f]{1,8});?/gi, (_, hex) => character(hex, 16)),
  (text) => text.replace(/&([a-z]+);?/gi, (all, name) => ENTITIES.get(name.toLowerCase()) ?? all),
  // URLs (RFC 3986 §2.1), of UTF-8 and of single bytes, and what JavaScript's `escape` makes.
  (text) => text.replace(/(?:%[\da-f]{2})+/gi, (run) => ofHex(run.replaceAll("%", ""))),
  (text) => text.replace(/%u([\da-f]{4})/gi, (_, unit) => character(unit, 16)),
  // Quoted-printable; base64 too is broken into lines.
  (text) => text.replace(/(?:=[\da-f]{2})+/gi, (run) => ofHex(run.replaceAll("=", ""))),
  (text) => text.replace(/=?[\r\n]\s*/g, ""),
];

/** Whether a text, decoded in any way and order, holds one of these; also where it cannot be told. */
export function holdsAny(secrets: readonly string[], text: string): boolean {
  if (secrets.length === 0) return false;
  const needles = secrets
    .flatMap((secret) => [secret, Buffer.from(secret).toString("latin1")])
    .map(comparable)
    // Of a secret of backslashes nothing would be left to compare.
    .filter(({ length }) => length >= MIN_COMPARED);
  let allowance = Math.max(text.length * MAX_GROWTH, MIN_ALLOWANCE);
  // UTF-16 has one beside each character of ASCII.
  const queue = new Set([text.replaceAll("\0", "")]);
  for (const coded of queue) {
    for (const form of decodedForms(coded)) {
      allowance -= form?.length ?? 0;
      if (form === undefined || allowance < 0) return true;
      const compared = comparable(form);
      if (needles.some((needle) => compared.includes(needle))) return true;
      if (secrets.some((secret) => form.includes(secret))) return true;
      for (const runs of RUNS) queue.add(textsIn(form, runs));
    }
  }
  return false;
}

/**
 * A text, and what it becomes step by step, since a secret may look like a coding of something else;
 * last `undefined` where it goes on for too long.
 */
function* decodedForms(text: string): Generator<string | undefined> {
  yield text;
  let form = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = form;
    for (const decode of DECODERS) {
      const decoded = decode(form);
      if (decoded === form) continue;
      form = decoded;
      yield form;
    }
    if (form === before) return;
  }
  yield undefined;
}

/**
 * Servers change the case, and forms write a space as a plus sign. A backslash is a secret's own or the
 * beginning of a code; which of them was undone first does not matter without it.
 */
function comparable(text: string): string {
  return text.replaceAll("\\", "").replaceAll("+", " ").toLowerCase();
}

function character(digits: string, radix: number): string {
  const point = Number.parseInt(digits, radix);
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

function ofHex(digits: string): string {
  const bytes = Buffer.from(digits, "hex");
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

/** The texts that runs of a text are codings of, each in a line of its own. */
function textsIn(text: string, { coding, runs, offsets }: (typeof RUNS)[number]): string {
  const found = new Set<string>();
  for (const [run] of text.matchAll(runs)) {
    for (const offset of offsets) {
      const decoded = Buffer.from(run.slice(offset), coding).toString("utf8");
      for (const [part] of decoded.matchAll(TEXT_RUN)) found.add(part);
    }
  }
  return [...found].join("\n");
}
