/** Runs the generator on copies of the description, in a folder of its own. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generate as run } from "../../scripts/generate/command.js";

export const root = resolve(__dirname, "../..");

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** A folder with `openapi/` and `generated/` as they are in the repository. */
export async function makeWorkplace(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "solv-generate-"));
  await cp(join(root, "openapi"), join(folder, "openapi"), { recursive: true });
  await cp(join(root, "generated"), join(folder, "generated"), { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What `npm run generate` does, in this process. */
export async function generate(folder: string, check = false): Promise<Ran> {
  const description = join(folder, "openapi/external-bookings.yaml");
  const { code, lines } = await run({ description, out: join(folder, "generated"), check });
  return { code, output: lines.join("\n") };
}

/** The artifacts of a folder: name → text. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const files = await readdir(join(folder, "generated"));
  return Object.fromEntries(
    await Promise.all(
      files
        .sort()
        .map(async (file) => [file, await readFile(join(folder, "generated", file), "utf8")]),
    ),
  );
}

/** Replaces the only occurrence of a text in a file. */
export async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${from} does not occur.`);
  await writeFile(file, edited);
}
