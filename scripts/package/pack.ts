/** Packs the package, and finds what an installation of it brings along. */
import { execFile } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Packed {
  readonly file: string;
  readonly unpackedSize: number;
  readonly fileCount: number;
  /** Paths inside the package. */
  readonly files: readonly string[];
}

/** Runs `npm pack`, which builds first. */
export async function packTarball(root: string, folder: string): Promise<Packed> {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: root,
    maxBuffer: 1 << 24,
  });
  // The build that runs before packing prints to the same stream.
  const report: unknown = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
  const [packed] = Object.values(report as object) as {
    filename: string;
    unpackedSize: number;
    entryCount: number;
    files: { path: string }[];
  }[];
  if (!packed) throw new Error("npm pack reported nothing.");
  return {
    file: join(folder, packed.filename),
    unpackedSize: packed.unpackedSize,
    fileCount: packed.entryCount,
    files: packed.files.map(({ path }) => path),
  };
}

/** Sources that a packed map leads to although they are not packed themselves. */
export async function unpackedSources(root: string, files: readonly string[]): Promise<string[]> {
  const missing = new Set<string>();
  for (const map of files.filter((file) => file.endsWith(".map"))) {
    const { sources } = JSON.parse(await readFile(join(root, map), "utf8")) as {
      sources: string[];
    };
    for (const source of sources) {
      const file = join(dirname(map), source).replaceAll("\\", "/");
      if (!files.includes(file)) missing.add(file);
    }
  }
  return [...missing];
}

export interface Installed {
  readonly name: string;
  readonly size: number;
}

/** The packages that npm installs beside ours, as they lie in our own `node_modules`. */
export async function closureOf(root: string): Promise<Installed[]> {
  const found = new Map<string, Installed>();
  const visit = async (folder: string) => {
    const { dependencies = {} } = JSON.parse(
      await readFile(join(folder, "package.json"), "utf8"),
    ) as { dependencies?: Record<string, string> };
    for (const name of Object.keys(dependencies)) {
      if (found.has(name)) continue;
      const at = join(root, "node_modules", name);
      found.set(name, { name, size: await sizeOf(at) });
      await visit(at);
    }
  };
  await visit(root);
  return [...found.values()];
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  const children = await readdir(path);
  const sizes = await Promise.all(children.map((child) => sizeOf(join(path, child))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
