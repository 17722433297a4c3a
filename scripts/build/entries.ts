/** Reads from package.json what has to be built: its `exports` and `bin` are the only list of entries. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export type Format = "esm" | "cjs";

/** The formats that are shipped, each in a folder of its own under `dist/`. */
export const FORMATS: readonly Format[] = ["esm", "cjs"];

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export async function readManifest(root: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
}

/**
 * The sources that a format's folder is built from, without folder and extension: `index` for
 * `./dist/esm/src/index.js`.
 */
export function entriesOf(manifest: Manifest, format: Format): string[] {
  const names = [...targetsOf(manifest.exports), ...Object.values(manifest.bin ?? {})].map(
    (target) => new RegExp(`^(?:\\./)?dist/${format}/src/(.+)\\.js$`).exec(target)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** Every file that a value of `exports` names, whatever the conditions. */
export function targetsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(targetsOf);
}
