/** Makes the parts of the pages that must not be typed: tables of flags, variables and exit codes, sample output. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, TABLES, writtenFlag } from "../../src/cli/help.js";
import { main } from "../../src/cli/main.js";
import type { CommandTable } from "../../src/cli/tables/table.js";

/** The pages for people, as paths from the root: the start page, the description's, the map and one for each door. */
export function pagesIn(root: string): string[] {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const doors = files.filter((file) => file.endsWith("README.md")).sort();
  return ["README.md", "openapi/README.md", ...doors.map((file) => `src/${file}`)];
}

const PARTS: Readonly<Record<string, (command: string) => string | Promise<string>>> = {
  flags: (command) =>
    tableOfRows(
      ["flag", "what it does"],
      Object.entries(tableOf(command).flags).map(([name, flag]) => [
        writtenFlag(name, flag),
        flag.help,
      ]),
    ),
  variables: (command) =>
    tableOfRows(
      ["variable", "what it is"],
      Object.entries(tableOf(command).variables?.names ?? {}),
    ),
  exits: (command) => tableOfRows(["exit code", "meaning"], exitCodes(tableOf(command))),
  output: sampleOutput,
};

const MARKED = /^<!-- (\w+):(\w+) -->\n[\s\S]*?^<!-- \/\1 -->$/gm;

/** A page with its marked parts made anew: what stands between `<!-- flags:check -->` and `<!-- /flags -->`. */
export async function withParts(page: string): Promise<string> {
  const made = new Map<string, string>();
  for (const [, kind = "", of = ""] of page.matchAll(MARKED)) {
    const make = PARTS[kind];
    if (!make)
      throw new Error(`There is no part ${kind}; known are ${Object.keys(PARTS).join(", ")}.`);
    made.set(`${kind}:${of}`, await make(of));
  }
  return page.replace(
    MARKED,
    (_, kind: string, of: string) =>
      `<!-- ${kind}:${of} -->\n\n${made.get(`${kind}:${of}`)}\n\n<!-- /${kind} -->`,
  );
}

/** What is another number at every run or with every description, such as a port or a digest, put aside. */
export function withoutNumbers(page: string): string {
  return (
    page
      .replace(/\b(?=[a-f]*\d)[\da-f]{12}\b/g, "0")
      .replace(/\d+(\.\d+)*( ms| s)?/g, "0")
      // Where the coverage is wrapped depends on the length of its numbers.
      .replace(/^Coverage: [\s\S]*?(?=\n[A-Z`])/gm, (line) => line.replace(/\s+/g, " "))
  );
}

function tableOf(command: string): CommandTable {
  const table = Object.entries(TABLES).find(([name]) => name === command)?.[1];
  if (!table) throw new Error(`There is no command ${command}.`);
  return table;
}

/** A Markdown table whose columns are aligned, as the formatter wants them. */
function tableOfRows(
  heads: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): string {
  const cells = [heads, ...rows.map(([name, text]) => [`\`${name}\``, inCode(text)])];
  const widths = [0, 1].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const [head, ...lines] = cells.map(
    (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [head, rule, ...lines].join("\n");
}

/** Help text as a cell: flags, variables and globs in it are code. */
function inCode(text: string): string {
  return text
    .replace(/[|<>]/g, "\\$&")
    .replace(/'([^' ]*\*[^' ]*)'/g, "`$1`")
    .replace(/(?<![\w-])--[a-z][a-z-]*|\b[A-Z]+_[A-Z_]+\b/g, "`$&`");
}

/** A command on the embedded sandbox, as it is typed and as it answers; its long shell line is cut. */
async function sampleOutput(command: string): Promise<string> {
  const args = [command, "--only", "cancelExternalBooking/body/*"];
  let output = "";
  await main(args, {
    env: {},
    stdout: { columns: 100, write: (text) => (output += text) },
    stderr: { write: () => undefined },
    stdin: (async function* () {})(),
    onInterrupt: () => () => undefined,
  });
  const lines = output.trimEnd().split("\n");
  const shown = lines.map((line) => (line.length > 100 ? `${line.slice(0, 99).trimEnd()}…` : line));
  return ["```console", `$ npx solv-contract ${shellOf(args)}`, ...shown, "```"].join("\n");
}

function shellOf(args: readonly string[]): string {
  return args.map((each) => (each.includes("*") ? `'${each}'` : each)).join(" ");
}
