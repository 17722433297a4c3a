/** Keeps the licence of every package whose code is bundled into ours. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The text of `dist/THIRD-PARTY-LICENSES.txt`; empty when nothing is bundled. */
export async function collectLicences(folders: Iterable<string>): Promise<string> {
  const parts: string[] = [];
  for (const folder of [...new Set(folders)].sort()) {
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
      name: string;
      version: string;
      license: string;
    };
    const file = (await readdir(folder)).find((name) => /^licen[cs]e(\.|$)/i.test(name));
    if (file === undefined) throw new Error(`${manifest.name} is bundled but ships no licence.`);
    const text = (await readFile(join(folder, file), "utf8")).trim();
    parts.push(`${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`);
  }
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}
