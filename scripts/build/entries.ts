/** Reads from package.json what has to be built and packed: its `exports`, `bin` and `files`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** `js` is CommonJS, `mjs` an ES module: below `dist/` a package.json of its own says so. */
export type Extension = "js" | "mjs";

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

export async function readManifest(root: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
}

/** The modules of `src/` that are entries, without extension: `index` for `./dist/src/index.js`. */
export function entriesOf(manifest: Manifest, extension: Extension): string[] {
  const names = [...targetsOf(manifest.exports), ...Object.values(manifest.bin ?? {})].map(
    (target) => new RegExp(`^(?:\\./)?dist/src/(.+)\\.${extension}$`).exec(target)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** Every file that a value of `exports` names, whatever the conditions. */
export function targetsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(targetsOf);
}

/**
 * Whether a source (relative to the package, with forward slashes) is packed. What is generated is not:
 * its declarations say the same, and its code is not written to be read.
 */
export function isPackedSource(manifest: Manifest, file: string): boolean {
  // npm packs it whatever `files` says.
  if (file === "package.json") return true;
  const left = manifest.files
    .filter((entry) => entry.startsWith("!src/"))
    .map((entry) => entry.slice(1));
  return file.startsWith("src/") && !left.some((pattern) => covers(pattern, file));
}

/** The three forms that `files` uses here: a file, a folder, and the `*.ts` of one folder. */
function covers(pattern: string, file: string): boolean {
  if (!pattern.endsWith("/*.ts")) return file === pattern || file.startsWith(`${pattern}/`);
  const folder = pattern.slice(0, -"*.ts".length);
  return file.startsWith(folder) && !file.slice(folder.length).includes("/");
}
