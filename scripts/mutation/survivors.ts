/** Why a change that no test notices is none that a test could or should notice. */
import { readFileSync } from "node:fs";

interface Survivor {
  /** The file below `src/`. */
  readonly file: string;
  /** What the changed line contains. */
  readonly line: string;
  /** Which changes of that line are meant; all when absent. */
  readonly mutators?: readonly string[];
  readonly reason: string;
}

const SURVIVORS: readonly Survivor[] = [];

/** The reason for a survivor, or `undefined`. */
export function reasonFor(mutant: {
  readonly fileName: string;
  readonly mutatorName: string;
  readonly location: { readonly start: { readonly line: number } };
}): string | undefined {
  const line = readFileSync(mutant.fileName, "utf8").split("\n")[mutant.location.start.line - 1];
  return SURVIVORS.find(
    (known) =>
      mutant.fileName.endsWith(`src/${known.file}`) &&
      line?.includes(known.line) &&
      (known.mutators?.includes(mutant.mutatorName) ?? true),
  )?.reason;
}
