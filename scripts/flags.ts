/** Reads the flags of a script; a mistake ends it with one sentence and exit code 2, not with a stack. */
import { type ParseArgsConfig, parseArgs } from "node:util";

export function readFlags<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
