/** Dispatches `solv-contract` to its commands and turns every failure into a sentence and exit code 2. */
import { nearestOf } from "../description/nearest.js";
import { explainArguments } from "./arguments.js";
import { EXIT, OutputError } from "./exit.js";
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
  if (name === "--version" || name === "-v") {
    return print(io, (await import("../solv/package.js")).VERSION);
  }
  if (name === "help") return help(args, io);
  if (!isCommand(name)) {
    if (wantsHelp) return print(io, HELP.overview);
    return noCommand(name, name ? "There is no such command." : "A command is missing.", io);
  }
  if (wantsHelp) return print(io, HELP[name]);
  try {
    return await COMMANDS[name](args, io);
  } catch (error) {
    // It may name a file, and a file's name may hold anything, such as a workflow command.
    const { printable } = await import("../report/words.js");
    const why = printable(sentence(error, name, args));
    io.stderr.write(`${why}\n`);
    if (name !== "sandbox" && !(error instanceof OutputError)) {
      const { writeFailure } = await import("./failure.js");
      await writeFailure({ command: name, args, why }, io);
    }
    return EXIT.couldNotRun;
  }
}

function help([topic = "overview"]: readonly string[], io: Io): number {
  const isTopic = topic === "overview" || topic.startsWith("-") || isCommand(topic);
  if (!isTopic) return noCommand(topic, "There is no such command to explain.", io);
  return print(io, HELP[isCommand(topic) ? topic : "overview"]);
}

function noCommand(name: string, problem: string, io: Io): number {
  const nearest = nearestOf(name, Object.keys(COMMANDS));
  const advice = nearest ? `Did you mean ${nearest}? ` : "";
  const known = "Use check, verify or sandbox; --help explains them.";
  io.stderr.write(`${problem} ${advice}${known}\n`);
  return EXIT.couldNotRun;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function print(io: Io, text: string): number {
  io.stdout.write(`${text}\n`);
  return EXIT.conforms;
}

function sentence(error: unknown, command: CommandName, args: readonly string[]): string {
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  if (name === "UsageError" || name === "CannotRunError") return message ?? "";
  if (code?.startsWith("ERR_PARSE_ARGS")) return explainArguments(error as Error, command, args);
  // What an unforeseen error says may quote anything, so only its kind is shown.
  return `solv-contract failed in a way it did not foresee (${code ?? name ?? "unknown"}). Please report it, with the command but without its secrets.`;
}
