/**
 * `npm run mutate`: spoils copies of the description in thirty ways, regenerates everything from each as
 * a careless editor would, and prints what of the test command notices: the linter, the compiler, or
 * a test. (The drift check notices every one of them even before that.)
 */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { readFlags } from "./flags.js";
import { MUTATIONS, type Mutation } from "./mutate/mutations.js";

/** How many copies are worked on at once; the regeneration alone keeps a core busy. */
const COPIES = 2;
const COPIED =
  "openapi generated src scripts tests package.json tsconfig.json README.md CHANGELOG.md .github";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "..");
const { values: flags } = readFlags({ options: { only: { type: "string", default: "" } } });

const jest = (...args: string[]) => ["node_modules/jest/bin/jest.js", "--bail", ...args];

/** Stages of the test command, those first that decide for the least time. */
const STAGES = {
  linter: [
    "--import",
    "./scripts/generate/printer-thread.mjs",
    "--import",
    "tsx",
    "scripts/generate.ts",
  ],
  compiler: ["node_modules/typescript/bin/tsc", "-p", "."],
  facts: jest("tests/description"),
  // Without the tests that change copies of the description themselves, or need more than a copy has.
  tests: jest("--testPathIgnorePatterns", "/generate/", "/gate/", "/readme/", "/consumers/"),
} as const;
type Stage = keyof typeof STAGES;

const passes = (folder: string, stage: Stage) =>
  run(process.execPath, [...STAGES[stage]], { cwd: folder, maxBuffer: 1 << 26 }).then(
    () => true,
    () => false,
  );

/** The whole of the tests takes minutes, and none of them has to notice mere words. */
const stagesFor = ({ textOnly }: Mutation) =>
  (Object.keys(STAGES) as Stage[]).filter((stage) => !textOnly || stage !== "tests");

async function noticedBy(folder: string, mutation: Mutation): Promise<Stage | undefined> {
  const document = parse(await readFile(join(root, "openapi/external-bookings.yaml"), "utf8"));
  mutation.apply(document);
  await cp(join(root, "generated"), join(folder, "generated"), { recursive: true });
  await writeFile(
    join(folder, "openapi/external-bookings.yaml"),
    stringify(document, { aliasDuplicateObjects: false }),
  );
  for (const stage of stagesFor(mutation)) {
    if (await passes(folder, stage)) continue;
    if (stage === "tests") await proveBaseline("tests");
    return stage;
  }
  return undefined;
}

/** If something fails without a mutation, its failing with one would prove nothing. */
async function proveBaseline(...stages: Stage[]): Promise<void> {
  const folder = await makeCopy();
  for (const stage of stages) {
    if (!(await passes(folder, stage))) {
      throw new Error(`The ${stage} fail on the description as it is.`);
    }
  }
}

const folders: string[] = [];
async function makeCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "solv-mutate-"));
  folders.push(folder);
  for (const name of COPIED.split(" ")) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

const missed: string[] = [];
const counts = { words: 0, linter: 0, compiler: 0, facts: 0, tests: 0 };
async function work(queue: Mutation[]): Promise<void> {
  const folder = await makeCopy();
  for (let mutation = queue.shift(); mutation; mutation = queue.shift()) {
    const stage = await noticedBy(folder, mutation);
    const kind = mutation.textOnly ? " (words only)" : "";
    console.log(`${(stage ?? "-").padEnd(9)} ${mutation.name}${kind}`);
    if (mutation.textOnly) counts.words += 1;
    else if (stage === undefined) missed.push(mutation.name);
    else counts[stage] += 1;
  }
}

const chosen = MUTATIONS.filter(({ name }) => name.includes(flags.only));
try {
  await proveBaseline("linter", "compiler", "facts");
  const queue = [...chosen];
  await Promise.all(Array.from({ length: COPIES }, () => work(queue)));
} finally {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
const { words, ...noticed } = counts;
const by = Object.entries(noticed).map(([stage, count]) => `${count} by the ${stage}`);
console.log(
  `${chosen.length - words} mutations and ${words} rewordings. Noticed ${by.join(", ")}.`,
);
console.log(missed.length === 0 ? "None was missed." : `Missed: ${missed.join("; ")}`);
process.exitCode = missed.length === 0 ? 0 : 1;
