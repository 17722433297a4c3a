/** What several commands read from their flags in the same way. */
import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./exit.js";

type Flags = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads a command line strictly. A second value for a flag that takes one is refused, because the last
 * would win in silence: a --location given for each --booking would be that of all.
 *
 * @throws UsageError; or the error of `parseArgs`
 */
export function readFlags<F extends Flags>(args: string[], flags: F, allowPositionals = false) {
  const config = { args, options: flags, strict: true, allowPositionals, tokens: true } as const;
  const { values, positionals, tokens } = parseArgs(config);
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option" || token.value === undefined) continue;
    const { name } = token;
    if (seen.has(name) && !flags[name]?.multiple) {
      throw new UsageError(`--${name} can be given only once.`);
    }
    seen.add(name);
  }
  return { flags: values, positionals };
}

/** A flag's whole number. @throws UsageError outside the range */
export function wholeNumber(
  flag: string,
  text: string | undefined,
  { min, max }: { min: number; max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`${flag} takes a whole number from ${min} to ${max}.`);
  }
  return value;
}

/** A flag's word out of a list. @throws UsageError for any other */
export function oneOf<T extends string>(
  flag: string,
  text: string | undefined,
  words: readonly T[],
): T | undefined {
  if (text === undefined) return undefined;
  const word = words.find((known) => known === text);
  if (!word) throw new UsageError(`${flag} takes one of ${words.join(", ")}.`);
  return word;
}

/**
 * A file's text. A character that was replaced would make another id of it.
 *
 * @throws UsageError that names the flag and why, when it cannot be read
 */
export async function textOf(flag: string, path: string): Promise<string> {
  const read = await readFile(path).catch(errorCode);
  if (typeof read !== "string" && isUtf8(read)) return read.toString();
  const why = typeof read === "string" ? read : "not UTF-8";
  throw new UsageError(`The file of ${flag} cannot be read (${why}): ${path}`);
}

/** The system's name for an error, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
