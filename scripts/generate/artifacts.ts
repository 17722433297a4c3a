/** Compares generated artifacts with those on disk, and replaces them only as a whole set. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** File name inside `generated/` → its exact text. */
export type Artifacts = ReadonlyMap<string, string>;

export interface Drift {
  readonly file: string;
  readonly kind: "missing" | "stale" | "unexpected";
  /** The first lines that differ, for a person; empty unless the artifact is stale. */
  readonly diff: readonly string[];
}

/** Between the folder's name and the process's id, in the name of the folder that is staged in. */
const STAGING = ".staging-";

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

/**
 * Writes the set beside the old one first and renames it over file by file at the end, so that a
 * crash while generating or writing leaves the old artifacts whole. What fails half-way is undone.
 */
export async function replaceArtifacts(folder: string, artifacts: Artifacts): Promise<void> {
  await removeLeftovers(folder);
  const staging = `${folder}${STAGING}${process.pid}`;
  await mkdir(staging, { recursive: true });
  const old = new Map<string, Buffer>();
  try {
    for (const [file, text] of artifacts) await writeFile(join(staging, file), text);
    await mkdir(folder, { recursive: true });
    const entries = await readdir(folder, { withFileTypes: true });
    for (const { name } of entries.filter((entry) => entry.isFile())) {
      old.set(name, await readFile(join(folder, name)));
    }
    for (const file of artifacts.keys()) await rename(join(staging, file), join(folder, file));
    for (const { name } of entries) {
      if (!artifacts.has(name)) await rm(join(folder, name), { recursive: true });
    }
  } catch (error) {
    for (const [file, bytes] of old) await writeFile(join(folder, file), bytes);
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What a run that crashed had staged; that of a run that is still alive is left alone. */
async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${basename(folder)}${STAGING}`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
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
