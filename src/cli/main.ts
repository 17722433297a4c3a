/** Dispatches `solv-contract` to its commands and turns every failure into a sentence and exit code 2. */

import { EXIT } from "./exit.js";
import { type CommandName, HELP } from "./help.js";
import type { Io } from "./io.js";

// Loaded on demand: `--help` must not wait for what it does not need.
const COMMANDS: Readonly<Record<CommandName, (args: string[], io: Io) => Promise<number>>> = {
  check: async (args, io) => (await import("./commands/check.js")).check(args, io),
  verify: async (args, io) => (await import("./commands/verify.js")).verify(args, io),
  sandbox: async (args, io) => (await import("./commands/sandbox.js")).sandbox(args, io),
};

/** Runs a command line; the result is the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name = "", ...args] = argv;
  const wantsHelp = argv.some((argument) => argument === "--help" || argument === "-h");
  if (name === "--version") return print(io, (await import("../solv/package.js")).VERSION);
  if (!isCommand(name)) {
    if (wantsHelp || name === "help") return print(io, HELP.overview);
    const problem = name ? "There is no such command." : "A command is missing.";
    io.stderr.write(`${problem} Use check, verify or sandbox; --help explains them.\n`);
    return EXIT.couldNotRun;
  }
  if (wantsHelp) return print(io, HELP[name]);
  try {
    return await COMMANDS[name](args, io);
  } catch (error) {
    // It may name a file, and a file's name may hold anything, such as a workflow command.
    const { printable } = await import("../report/words.js");
    io.stderr.write(`${printable(sentence(error, name))}\n`);
    return EXIT.couldNotRun;
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function print(io: Io, text: string): number {
  io.stdout.write(`${text}\n`);
  return EXIT.conforms;
}

function sentence(error: unknown, command: string): string {
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  if (name === "UsageError" || name === "CannotRunError") return message ?? "";
  if (code?.startsWith("ERR_PARSE_ARGS")) return explainArguments(error as Error, command);
  // What an unforeseen error says may quote anything, so only its kind is shown.
  return `solv-contract failed in a way it did not foresee (${code ?? name ?? "unknown"}). Please report it, with the command but without its secrets.`;
}

function explainArguments({ message }: Error, command: string): string {
  const hint = `\`solv-contract ${command} --help\` lists the flags.`;
  const flag = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1];
  if (!flag) return `An argument was not understood. ${hint}`;
  if (/token|secret|client-id|key/.test(flag)) {
    return `${flag} is no flag: secrets are never flags. Set the SOLV_… variables; ${hint}`;
  }
  if (/argument missing|ambiguous/.test(message)) return `${flag} needs a value. ${hint}`;
  if (/does not take/.test(message)) return `${flag} takes no value. ${hint}`;
  return `${flag} is no flag of ${command}. ${hint}`;
}
