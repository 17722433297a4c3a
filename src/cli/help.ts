/** Renders the help from the tables that the flags are read by; the pages are made of the same. */
import { EXIT } from "./exit.js";
import { CHECK } from "./tables/check.js";
import { SANDBOX } from "./tables/sandbox.js";
import type { CommandTable, Flag } from "./tables/table.js";
import { VERIFY } from "./tables/verify.js";

export const TABLES = { check: CHECK, verify: VERIFY, sandbox: SANDBOX } as const;

export type CommandName = keyof typeof TABLES;

/** Columns of a terminal that nobody has widened. */
const WIDTH = 80;
const INDENT = 27;

const OVERVIEW = `solv-contract: is the Solv external bookings API as its description says?

  solv-contract check     send probes to a server and judge its answers
  solv-contract verify    judge recorded traffic; sends nothing
  solv-contract sandbox   start a loopback server that conforms, or one with a
                          fault

  solv-contract COMMAND --help   explains a command; so does help COMMAND
  solv-contract --version        also -v

Examples
  solv-contract check
  solv-contract check --base-url https://partner-api-staging.solvhealth.com
  solv-contract verify gateway.har`;

export const HELP: Readonly<Record<CommandName | "overview", string>> = {
  overview: OVERVIEW,
  check: helpOf(CHECK),
  verify: helpOf(VERIFY),
  sandbox: helpOf(SANDBOX),
};

function helpOf(table: CommandTable): string {
  const { title, about, flags, variables, couldNotRun, examples } = table;
  const sections = [
    [title],
    about ? wrap(about, WIDTH) : [],
    Object.entries(flags).flatMap(([name, flag]) =>
      entry(writtenFlag(name, flag), flag.help, INDENT),
    ),
    variables
      ? [
          variables.title,
          ...Object.entries(variables.names).flatMap(([name, text]) => entry(name, text, 31)),
        ]
      : [],
    couldNotRun
      ? ["Exit codes", ...exitCodes(table).flatMap(([code, text]) => entry(code, text, 7))]
      : [],
    ["Examples", ...examples.map((line) => `  ${line}`)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** The exit codes of a command, with what each stands for. */
export function exitCodes({ couldNotRun = "" }: CommandTable): (readonly [string, string])[] {
  return [
    [`${EXIT.conforms}`, "conforms"],
    [`${EXIT.violations}`, "findings at or above --fail-on"],
    [`${EXIT.couldNotRun}`, couldNotRun],
    [
      `${EXIT.interrupted}`,
      "ended by Ctrl-C, SIGTERM or SIGHUP, after reporting what was done, whatever was found",
    ],
  ];
}

/** A flag as it is written on a command line. */
export function writtenFlag(name: string, { value }: Flag): string {
  return value ? `--${name} ${value}` : `--${name}`;
}

/** A name and its text; a name that is too long has a line of its own. */
function entry(name: string, text: string, indent: number): string[] {
  const lines = wrap(text, WIDTH - indent).map((line) => `${" ".repeat(indent)}${line}`);
  const [first = ""] = lines;
  if (name.length + 4 > indent) return [`  ${name}`, ...lines];
  return [`  ${name.padEnd(indent - 2)}${first.slice(indent)}`, ...lines.slice(1)];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
