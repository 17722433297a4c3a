/** Packs the package with npm, and says what is in it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Packed {
  readonly unpackedSize: number;
  /** Paths inside the package. */
  readonly files: readonly string[];
}

/** Writes the tarball to a folder, as `npm publish` would: after a build. */
export async function packTarball(
  root: string,
  folder: string,
): Promise<Packed & { readonly file: string }> {
  const { filename, ...packed } = await pack(root, ["--pack-destination", folder]);
  return { ...packed, file: join(folder, filename) };
}

/** What the tarball would hold if it were packed now, without a build. */
export function listPacked(root: string): Promise<Packed> {
  return pack(root, ["--dry-run", "--ignore-scripts"]);
}

async function pack(root: string, args: readonly string[]) {
  const { stdout } = await promisify(execFile)("npm", ["pack", "--json", ...args], {
    cwd: root,
    maxBuffer: 1 << 24,
  });
  // What runs before packing prints to the same stream. Older npm gives a list, newer an object by name.
  const report: unknown = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
  const [packed] = Object.values(report as object) as {
    filename: string;
    unpackedSize: number;
    files: { path: string }[];
  }[];
  if (!packed) throw new Error("npm pack reported nothing.");
  const { filename, unpackedSize, files } = packed;
  return { filename, unpackedSize, files: files.map(({ path }) => path) };
}
