/**
 * `npm run mutate`: spoils a copy of the description in thirty ways, regenerates everything from it as
 * a careless editor would, and prints which part of the test command notices: the linter, the
 * compiler, or a test. (The drift check notices every one of them even before that.)
 */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { parse, stringify } from "yaml";
import { MUTATIONS, type Mutation } from "./mutate/mutations.js";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "..");
const { values: flags } = parseArgs({ options: { only: { type: "string", default: "" } } });
const node = (folder: string, ...args: string[]) =>
  run(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }).then(
    () => true,
    () => false,
  );

/** What a stage of the test command runs, in the order of the command. */
const STAGES: readonly (readonly [name: string, args: readonly string[]])[] = [
  [
    "linter",
    [
      ...["--import", "./scripts/generate/printer-thread.mjs", "--import", "tsx"],
      "scripts/generate.ts",
    ],
  ],
  ["compiler", ["node_modules/typescript/bin/tsc", "-p", "."]],
  // Without the tests that change copies of the description themselves, or need more than a copy has.
  [
    "tests",
    [
      "node_modules/jest/bin/jest.js",
      "--bail",
      "--testPathIgnorePatterns",
      "/generate/",
      "/gate/",
      "/readme/",
      "/consumers/",
    ],
  ],
];

async function noticedBy(folder: string, { apply }: Mutation): Promise<string | undefined> {
  const document = parse(await readFile(join(root, "openapi/external-bookings.yaml"), "utf8"));
  apply(document);
  await cp(join(root, "generated"), join(folder, "generated"), { recursive: true });
  await writeFile(
    join(folder, "openapi/external-bookings.yaml"),
    stringify(document, { aliasDuplicateObjects: false }),
  );
  for (const [name, args] of STAGES) if (!(await node(folder, ...args))) return name;
  return undefined;
}

const folder = await mkdtemp(join(tmpdir(), "solv-mutate-"));
const missed: string[] = [];
try {
  for (const name of [
    "openapi",
    "generated",
    "src",
    "scripts",
    "tests",
    "package.json",
    "tsconfig.json",
    "README.md",
    "CHANGELOG.md",
    ".github",
  ]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  // If something fails without a mutation, what follows would prove nothing.
  const baseline = await noticedBy(folder, { name: "nothing changes", apply: () => undefined });
  if (baseline) throw new Error(`The ${baseline} fails on the description as it is.`);
  for (const mutation of MUTATIONS.filter(({ name }) => name.includes(flags.only))) {
    const stage = await noticedBy(folder, mutation);
    const kind = mutation.textOnly ? "words only" : "";
    console.log(`${(stage ?? "-").padEnd(9)} ${mutation.name}${kind && ` (${kind})`}`);
    if (stage === undefined && !mutation.textOnly) missed.push(mutation.name);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(missed.length === 0 ? "All were noticed." : `Not noticed: ${missed.join("; ")}`);
process.exitCode = missed.length === 0 ? 0 : 1;
