/** Bodies, fields and paths that a far end could send to exhaust whoever reads them. */

/** A name, a status and a text of about `size` characters. */
export type Bomb = readonly [name: string, status: number, body: string];

/** Words of the description, or that accompany all data: a name made of them is repeated in findings. */
const WORDS = [
  ..."meta data result error message code title details input type status reason first last".split(
    " ",
  ),
  ..."location birth date time page total count note version request".split(" "),
];

const repeated = (size: number, item: string) =>
  `[${Array.from({ length: Math.ceil(size / (item.length + 1)) }, () => item).join(",")}]`;

/** As many members as fit, each with another name. */
function members(size: number, nameOf: (index: number) => string): string {
  const parts: string[] = [];
  for (let length = 0; length < size; length += parts.at(-1)?.length ?? size) {
    parts.push(`"${nameOf(parts.length)}":1,`);
  }
  return `{${parts.join("")}"z":1}`;
}

function knownName(index: number): string {
  let rest = index;
  const words: string[] = [];
  for (let place = 0; place < 5; place += 1) {
    words.push(WORDS[rest % WORDS.length] ?? "");
    rest = Math.floor(rest / WORDS.length);
  }
  return words.join("_");
}

export function bombs(size: number): readonly Bomb[] {
  const text = "x".repeat(size);
  const depth = Math.floor(size / 2);
  const names = members(size, knownName);
  return [
    ["many items without anything", 422, `{"detail":${repeated(size, "{}")}}`],
    ["many items that are no objects", 422, `{"detail":${repeated(size, "1")}}`],
    ["many steps of no kind", 422, `{"detail":[{"loc":${repeated(size, "null")}}]}`],
    ["many items with many steps", 422, `{"detail":${repeated(size, '{"loc":[{},[],1.5]}')}}`],
    ["many items with other names", 422, `{"detail":${repeated(size, '{"meta_data":1}')}}`],
    ["many known names", 200, names],
    ["many known names in an item", 422, `{"detail":[${names}]}`],
    ["many unknown names", 200, members(size, (index) => `n${index}`)],
    ["many numbers as names", 200, members(size, String)],
    ["one long name", 200, `{"${text}":1}`],
    ["a long name of known words", 200, `{"${"data_".repeat(size / 5)}":1}`],
    ["names of the prototype", 200, `{"__proto__":${names},"constructor":${names}}`],
    ["one name many times", 422, `{${'"detail":1,'.repeat(size / 11)}"detail":[{}]}`],
    ["arrays in arrays", 422, `{"detail":${"[".repeat(depth)}${"]".repeat(depth)}}`],
    ["arrays in arrays alone", 422, `${"[".repeat(depth)}${"]".repeat(depth)}`],
    ["objects in objects", 422, `${'{"detail":'.repeat(size / 11)}1${"}".repeat(size / 11)}`],
    ["a long message", 422, `{"detail":[{"loc":[],"msg":"${text}","type":"a"}]}`],
    ["a long kind", 422, `{"detail":[{"loc":[],"msg":"","type":"${"a.".repeat(size / 2)}"}]}`],
    ["a long step", 422, `{"detail":[{"loc":["${text}"],"msg":"","type":"a"}]}`],
    ["many long steps", 422, `{"detail":[{"loc":${repeated(size, `"${knownName(7)}"`)}}]}`],
    [
      "many steps of the description",
      422,
      `{"detail":[{"loc":${repeated(size, '"external_location_id"')},"msg":"","type":"a"}]}`,
    ],
    [
      "many issues as they should be",
      422,
      `{"detail":${repeated(size, '{"loc":["body","external_location_id"],"msg":"m","type":"missing"}')}}`,
    ],
    ["a long text in each place", 200, `{"id":"${text}","status":["${text}"],"${text}":"${text}"}`],
    ["one long text", 200, `"${text}"`],
    ["a long number", 200, `{"id":${"9".repeat(size)}}`],
    ["escapes", 422, `{"detail":"${"\\u0000".repeat(size / 6)}"}`],
    ["text that is not JSON", 422, text],
    ["markup that is not JSON", 500, `<${text}`],
    ["spaces", 200, " ".repeat(size)],
  ];
}
