/** Runs the generator on copies of the description, in a folder of its own. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
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

/** `npm run generate`'s command in a process of its own. */
export async function spawnGenerate(
  folder: string,
  flags: readonly string[],
  options: { readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Promise<Ran> {
  const command = [join(root, "scripts/generate/start.mjs")];
  const description = join(folder, "openapi/external-bookings.yaml");
  const paths = ["--description", description, "--out", join(folder, "generated")];
  return promisify(execFile)(process.execPath, [...command, ...paths, ...flags], {
    cwd: options.cwd ?? folder,
    env: { ...process.env, ...options.env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      output: stdout + stderr,
    }),
  );
}

/** Replaces the only occurrence of a text in a file. */
export async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${from} does not occur.`);
  await writeFile(file, edited);
}
