/**
 * `npm run test:mutation [-- FOLDER… --concurrency N]`: changes `src/` in small ways with Stryker, one change at a time,
 * and prints how many of them a test notices, and each that none does. A folder is tried with its own
 * tests alone: that keeps a run affordable, and says whether what a folder promises is tested there.
 * Results are kept in `reports/mutation/`; what did not change is not tried again.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { readFlags } from "./flags.js";
import { FOLDERS } from "./mutation/folders.js";
import { reasonFor } from "./mutation/survivors.js";

type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/** Per cent of the changes that must be noticed. */
const REQUIRED = 90;
const root = resolve(import.meta.dirname, "..");
const reports = "reports/mutation";
const NOTICED = new Set(["Killed", "Timeout"]);
const MISSED = new Set(["Survived", "NoCoverage"]);

const { positionals, values: flags } = readFlags({
  allowPositionals: true,
  options: { concurrency: { type: "string", default: "2" } },
});
/** The folders of this name, or its parts. */
const named = (name: string) =>
  Object.keys(FOLDERS).filter((known) => known === name || known.startsWith(`${name}/`));
const unknown = positionals.filter((name) => named(name).length === 0);
if (unknown.length > 0) throw new Error(`Folders are ${Object.keys(FOLDERS).join(", ")}.`);
process.chdir(root);

/**
 * Takes changes that are made while a file is loaded, and were missed, out of the kept results: Stryker
 * does not know which tests reach them, so it would not try them again when tests were added.
 */
function forgetStatic(file: string): void {
  if (!existsSync(file)) return;
  const kept: { files: Record<string, { mutants: { static?: boolean; status: string }[] }> } =
    JSON.parse(readFileSync(file, "utf8"));
  for (const of of Object.values(kept.files)) {
    of.mutants = of.mutants.filter((mutant) => !(mutant.static && MISSED.has(mutant.status)));
  }
  writeFileSync(file, JSON.stringify(kept));
}

function mutate(name: string): Promise<Mutant[]> {
  const {
    sources,
    tests,
    testTimeout = 10_000,
    ignoreStatic = false,
  } = FOLDERS[name] ?? { sources: [], tests: [] };
  const report = `${reports}/${name.replaceAll("/", "-")}`;
  const incrementalFile = `${report}.json`;
  forgetStatic(incrementalFile);
  return new Stryker({
    mutate: [...sources],
    testRunner: "jest",
    coverageAnalysis: "perTest",
    ignoreStatic,
    jest: {
      // The runner chooses the tests by what the first run has seen, which is quicker and exact.
      enableFindRelatedTests: false,
      config: {
        runner: "<rootDir>/scripts/mutation/runner.cjs",
        testEnvironment: "./scripts/mutation/environment.cjs",
        testMatch: tests.map((pattern) => `**/tests/${pattern}`),
        // What a change leaves waiting for ever has failed by then.
        testTimeout,
      },
    },
    concurrency: Number(flags.concurrency),
    // Jest's workers grow with every run.
    maxTestRunnerReuse: 50,
    // A change may make an endless loop; a busy machine is not to pass for one.
    timeoutMS: 20_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 15,
    incremental: true,
    incrementalFile,
    reporters: ["progress-append-only", "html"],
    htmlReporter: { fileName: `${report}.html` },
    ignorePatterns: ["dist", "reports", "coverage"],
    tempDirName: ".stryker-tmp",
    allowConsoleColors: false,
  }).runMutationTest();
}

const percentOf = (noticed: number, missed: number) =>
  ((100 * noticed) / Math.max(1, noticed + missed)).toFixed(1);

const lines: string[] = [];
const total = { noticed: 0, missed: 0 };
for (const name of positionals.length > 0 ? positionals.flatMap(named) : Object.keys(FOLDERS)) {
  const start = performance.now();
  const mutants = await mutate(name);
  const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
  const missed = mutants.filter(({ status }) => MISSED.has(status));
  total.noticed += noticed;
  total.missed += missed.length;
  const seconds = Math.round((performance.now() - start) / 1000);
  const left = mutants.filter(({ status }) => status === "Ignored").length;
  const without = left > 0 ? `, without ${left} that are made while a file is loaded` : "";
  lines.push(
    `${name}: ${percentOf(noticed, missed.length)} % of ${noticed + missed.length}${without}, in ${seconds} s`,
  );
  for (const mutant of missed) lines.push(`  ${describe(mutant)}`);
}
lines.push(`total: ${percentOf(total.noticed, total.missed)} % of ${total.noticed + total.missed}`);
console.log(lines.join("\n"));
if (Number(percentOf(total.noticed, total.missed)) < REQUIRED) process.exitCode = 1;

function describe(mutant: Mutant): string {
  const { fileName, location, mutatorName, replacement = "" } = mutant;
  const place = `${fileName.slice(root.length + 1)}:${location.start.line}:${location.start.column}`;
  const change = `${mutatorName} -> ${replacement.replace(/\s+/g, " ").slice(0, 60)}`;
  return `${place} ${change} (${reasonFor(mutant) ?? "no reason known"})`;
}
