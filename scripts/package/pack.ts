/** Packs the package with npm, and says how large it is when it is installed. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Writes the tarball to a folder, as `npm publish` would: after a build. */
export async function packTarball(
  root: string,
  folder: string,
): Promise<{ readonly file: string; readonly unpackedSize: number }> {
  const args = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: root, maxBuffer: 1 << 24 });
  // What runs before packing prints to the same stream. Older npm gives a list, newer an object by name.
  const report: unknown = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
  const [packed] = Object.values(report as object) as { filename: string; unpackedSize: number }[];
  if (!packed) throw new Error("npm pack reported nothing.");
  return { file: join(folder, packed.filename), unpackedSize: packed.unpackedSize };
}
