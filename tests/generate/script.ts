/** Runs the generator as a user does, on copies of the description, in a folder of its own. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export const root = resolve(__dirname, "../..");
const run = promisify(execFile);

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

/** Lets a process die while it replaces the artifacts of a folder. */
export async function crash(folder: string, phase: string): Promise<void> {
  const script = join(__dirname, "crash.ts");
  const args = ["--import", require.resolve("tsx"), script, folder, phase];
  const signal = await run(process.execPath, args).then(
    () => undefined,
    ({ signal }: { signal?: string }) => signal,
  );
  if (signal !== "SIGKILL") throw new Error("It did not die.");
}

/** Runs `npm run generate`'s command on a workplace. */
export async function generate(
  folder: string,
  flags: readonly string[],
  options: { env?: Record<string, string>; cwd?: string; node?: string } = {},
): Promise<Ran> {
  const paths = [
    "--description",
    join(folder, "openapi/external-bookings.yaml"),
    "--out",
    join(folder, "generated"),
  ];
  const preload = join(root, "scripts/generate/printer-thread.mjs");
  const tsx = require.resolve("tsx");
  return run(
    options.node ?? process.execPath,
    ["--import", preload, "--import", tsx, join(root, "scripts/generate.ts"), ...paths, ...flags],
    { cwd: options.cwd ?? folder, env: { ...process.env, ...options.env } },
  ).then(
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
