/** Runs consumers of the packed package, two at a time, in a folder where it is installed with their tools. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { readFlags } from "../flags.js";
import { packTarball } from "../package/pack.js";

/** Consumers by name; what a consumer's run rejects with is what failed. */
export type Consumers = Readonly<Record<string, () => Promise<unknown>>>;

const { values: flags } = readFlags({
  options: {
    /** Runs only consumers whose name contains this. */
    only: { type: "string", default: "" },
    /** Runs a few only, with what they need: both module formats on two Nodes, types, one bundle. */
    smoke: { type: "boolean", default: false },
    /** Keeps the folder, to look into. */
    keep: { type: "boolean", default: false },
  },
});

/** Consumers of a quick run, and the packages that they need. */
const SMOKE = {
  names: /^(installation|node2[04], |TypeScript 5\.9, (nodenext|esnext)|esbuild, the client)/,
  packages: ["node20", "node24", "typescript-5.9", "@types/node", "esbuild", "nock"],
};

export const root = resolve(import.meta.dirname, "../..");
/** A copy of `tests/consumers`. */
export const folder = await mkdtemp(join(tmpdir(), "solv-consumers-"));
/** A file of an installed tool. */
export const bin = (path: string) => join(folder, "node_modules", path);
/** Runs a program in the folder, unless told another. */
export const run = (program: string, args: readonly string[], cwd = folder) =>
  promisify(execFile)(program, args, { cwd, maxBuffer: 1 << 26 });
/** Runs a script on this Node, or on another. */
export const node = (script: string, args: readonly string[] = [], binary = process.execPath) =>
  run(binary, [script, ...args]);
export const install = (where: string, packages: readonly string[]) => {
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  // Some are for other versions of Node, which are installed with them.
  return run("npm", ["install", ...quiet, "--engine-strict=false", ...packages], where);
};

/** Packs, installs and runs; what failed is printed, and sets the exit code. */
export async function runConsumers(consumersOf: (tarball: string) => Consumers): Promise<void> {
  const count = { passed: 0, failed: 0 };
  try {
    const { file } = await packTarball(root, folder);
    await cp(join(root, "tests/consumers"), folder, { recursive: true });
    if (flags.smoke) await keepPackages(SMOKE.packages);
    await install(folder, [file]);
    const queue = Object.entries(consumersOf(file)).filter(
      ([name]) => name.includes(flags.only) && (!flags.smoke || SMOKE.names.test(name)),
    );
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        count[await tryConsumer(...next)] += 1;
      }
    };
    await Promise.all([work(), work()]);
  } finally {
    if (flags.keep) console.log(folder);
    else await rm(folder, { recursive: true, force: true });
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
}

async function keepPackages(wanted: readonly string[]): Promise<void> {
  const file = join(folder, "package.json");
  const { dependencies, ...manifest } = JSON.parse(await readFile(file, "utf8"));
  const kept = wanted.map((name) => [name, dependencies[name]]);
  await writeFile(file, JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept) }));
}

async function tryConsumer(
  name: string,
  consume: () => Promise<unknown>,
): Promise<"passed" | "failed"> {
  try {
    await consume();
    console.log(`ok     ${name}`);
    return "passed";
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & Record<string, string>;
    console.log(`FAILED ${name}\n${stdout}${stderr || message}`);
    return "failed";
  }
}
