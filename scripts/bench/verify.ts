/**
 * Compares `solv-contract verify` with `redocly drift` on the same HAR, as whole processes in
 * interleaved pairs, and shows what `verify` needs of memory from 1 MB on. Fails when an exchange is not
 * judged. `npm run build && npx tsx scripts/bench/verify.ts [exchanges] [largest size in MB]`
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { description } from "../../src/description/operations.js";
import type { Report } from "../../src/report/report.js";
import { writeTraffic } from "./traffic.js";

const ROUNDS = 3;
const MB = 1_000_000;
const exchanges = Number(process.argv[2] ?? 200_000);
const largest = Number(process.argv[3] ?? 1000);

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "solv-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true }));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const verify = [join(root, manifest.bin["solv-contract"]), "verify", "--report", "json"];
const drift = [join(root, "node_modules/@redocly/cli/bin/cli.js"), "drift", "--format", "json"];
const har = join(folder, "traffic.har");

const bytes = writeTraffic(har, (written) => written >= exchanges);
console.log(`A HAR of ${exchanges} exchanges, ${(bytes / MB).toFixed(0)} MB, one process each:`);
const ratios: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const ours = verified();
  const theirs = run([...drift, "--api", description.file, har]).ms;
  ratios.push(theirs / ours);
  console.log(`  verify ${rate(ours)}, drift ${rate(theirs)} exchanges a second`);
}
const median = ratios.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
console.log(`  ratio ${median.toFixed(1)}, the median of ${ROUNDS}`);

console.log("Peak of resident memory of solv-contract verify:");
for (let size = 1; size <= largest; size *= 10) {
  writeTraffic(har, (_, written) => written >= size * MB);
  const { peakMb } = run([...verify, har]);
  console.log(`  ${String(size).padStart(5)} MB of HAR: ${peakMb.toFixed(0)} MB`);
}

/** Milliseconds of a verification that judged everything. */
function verified(): number {
  const { ms, stdout } = run([...verify, har]);
  const { summary, results } = JSON.parse(stdout) as Report;
  const judged = results.reduce((sum, result) => sum + (result.exchanges ?? 0), 0);
  if (judged !== exchanges || summary.unreadable > 0 || summary.errors > 0) {
    throw new Error(`Only ${judged} of ${exchanges} exchanges were judged as they should be.`);
  }
  return ms;
}

/** Runs one process; its time, its peak of resident memory and what it printed. */
function run(command: readonly string[]): { ms: number; peakMb: number; stdout: string } {
  // The child writes its own peak as it ends: no tool outside Node is needed.
  const peak = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
  const meter = `data:text/javascript,${encodeURIComponent(peak)}`;
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", meter, ...command], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`The command failed (${status}): ${stderr}`);
  return { ms, peakMb: (Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024) / MB, stdout };
}

function rate(ms: number): number {
  return Math.round((exchanges * 1000) / ms);
}
