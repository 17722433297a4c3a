/** What several commands read from their flags in the same way. */
import { readFile } from "node:fs/promises";
import { UsageError } from "./main.js";

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

/** A file's text. @throws UsageError that names the flag and why, when it cannot be read */
export async function textOf(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`The file of ${flag} cannot be read (${errorCode(error)}): ${path}`);
  }
}

/** The system's name for an error, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
