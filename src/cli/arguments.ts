/** Explains a command line that could not be read, without repeating what may be a value. */
import { parseArgs } from "node:util";
import { nearestOf } from "../description/nearest.js";
import { type CommandName, TABLES } from "./help.js";

/** One sentence: which argument it was, and what was probably meant. */
export function explainArguments(
  { message }: Error,
  command: CommandName,
  args: readonly string[],
): string {
  const hint = `\`solv-contract ${command} --help\` lists the flags.`;
  const { flags } = TABLES[command];
  const known = Object.keys(flags);
  const flag = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1];
  if (!flag || !/option/i.test(message)) return explainStray(command, args, hint);
  if (/token|secret|client-id|key/.test(flag)) {
    return `${flag} is no flag: secrets are never flags. Set the SOLV_… variables; ${hint}`;
  }
  if (/argument missing|ambiguous/.test(message)) return `${flag} needs a value. ${hint}`;
  if (/does not take/.test(message)) return `${flag} takes no value. ${hint}`;
  // One dash is taken for a letter; what follows it was the name.
  const typed = flag.startsWith("--")
    ? flag
    : (args.find((argument) => argument.startsWith(flag) && argument.length > 2) ?? flag);
  const nearest = nearestOf(typed.replace(/^-+/, "").replace(/=.*/s, ""), known);
  const advice = nearest ? ` Did you mean --${nearest}?` : "";
  return `${flag} is no flag of ${command}.${advice} ${hint}`;
}

// It may be an id or a secret, so its place is told and not the argument itself.
function explainStray(command: CommandName, args: readonly string[], hint: string): string {
  const { flags } = TABLES[command];
  const { tokens } = parseArgs({
    args: [...args],
    options: flags,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const stray = tokens.find(({ kind }) => kind === "positional");
  const place = stray ? `Argument ${stray.index + 1} of ${command}` : "An argument";
  const word = stray?.kind === "positional" ? stray.value : "";
  const nearest = nearestOf(word, Object.keys(flags));
  const advice = nearest ? ` Did you mean --${nearest}?` : "";
  const before = stray && stray.index > 0 ? args[stray.index - 1] : undefined;
  const behind = before && Object.hasOwn(flags, before.slice(2)) ? `, behind ${before},` : "";
  return `${place}${behind} was not understood: it belongs to no flag.${advice} ${hint}`;
}
