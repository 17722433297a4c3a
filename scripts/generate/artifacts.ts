/** Compares generated artifacts with those on disk, and writes them. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** File name inside `generated/` → its exact text. */
export type Artifacts = ReadonlyMap<string, string>;

export interface Drift {
  readonly file: string;
  readonly kind: "missing" | "stale" | "unexpected";
  /** The first lines that differ, for a person; empty unless the artifact is stale. */
  readonly diff: readonly string[];
}

/** Names every artifact that is not on disk exactly as it would be generated. Writes nothing. */
export async function findDrift(folder: string, artifacts: Artifacts): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (const [file, wanted] of artifacts) {
    const found = await readFile(join(folder, file), "utf8").catch(() => undefined);
    if (found === undefined) drift.push({ file, kind: "missing", diff: [] });
    // A checkout may have turned LF into CRLF; that is git's doing and no drift.
    else if (found.replaceAll("\r\n", "\n") !== wanted) {
      drift.push({ file, kind: "stale", diff: firstDifference(found, wanted) });
    }
  }
  for (const file of await readdir(folder).catch((): string[] => [])) {
    if (!artifacts.has(file)) drift.push({ file, kind: "unexpected", diff: [] });
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

function firstDifference(found: string, wanted: string): string[] {
  const before = found.split(/\r?\n/);
  const after = wanted.split("\n");
  const at = after.findIndex((line, index) => line !== before[index]);
  const index = at === -1 ? after.length : at;
  return [
    `line ${index + 1}`,
    ...before.slice(index, index + 2).map((line) => `- ${shortened(line)}`),
    ...after.slice(index, index + 2).map((line) => `+ ${shortened(line)}`),
  ];
}

function shortened(line: string): string {
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
