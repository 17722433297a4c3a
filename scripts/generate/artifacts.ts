/** Compares generated artifacts with those on disk, and writes them. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** File name inside `generated/` → its exact text. */
export type Artifacts = ReadonlyMap<string, string>;

export interface Drift {
  readonly file: string;
  /** What it is; of a stale one also the first lines that differ, for a person. */
  readonly said: readonly string[];
}

/** Names every artifact that is not on disk exactly as it would be generated. Writes nothing. */
export async function findDrift(folder: string, artifacts: Artifacts): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (const [file, wanted] of artifacts) {
    const found = await readFile(join(folder, file), "utf8").catch(() => undefined);
    // A checkout may have turned LF into CRLF; that is git's doing and no drift.
    const text = found?.replaceAll("\r\n", "\n");
    if (text === undefined) drift.push({ file, said: ["is missing."] });
    else if (text !== wanted)
      drift.push({ file, said: ["is stale.", ...difference(text, wanted)] });
  }
  for (const file of await readdir(folder).catch((): string[] => [])) {
    if (!artifacts.has(file)) drift.push({ file, said: ["is unexpected."] });
  }
  return drift;
}

/** Writes every artifact beside its old version first, then renames them, and removes what is no artifact. */
export async function writeArtifacts(folder: string, artifacts: Artifacts): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = (file: string) => join(folder, `${file}.new`);
  for (const [file, text] of artifacts) await writeFile(temporary(file), text);
  for (const file of artifacts.keys()) await rename(temporary(file), join(folder, file));
  for (const file of await readdir(folder)) {
    if (!artifacts.has(file)) await rm(join(folder, file), { recursive: true });
  }
}

/** The first two lines that differ, before and after. */
function difference(found: string, wanted: string): string[] {
  const [before, after] = [found.split("\n"), wanted.split("\n")];
  const at = after.findIndex((line, index) => line !== before[index]);
  const index = at === -1 ? after.length : at;
  const shown = (lines: readonly string[], sign: string) =>
    lines
      .slice(index, index + 2)
      .map((line) => `    ${sign} ${line.length > 160 ? `${line.slice(0, 159)}…` : line}`);
  return [`    line ${index + 1}`, ...shown(before, "-"), ...shown(after, "+")];
}
