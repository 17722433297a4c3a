/**
 * Compares `solv-contract verify` with `redocly drift` on the same HAR, as whole processes in
 * interleaved pairs, start of the process included, and shows what `verify` needs of memory from 1 MB
 * to 1 GB. Prints ratios. Fails when an exchange is not judged.
 *
 *     npm run build && npx tsx scripts/bench/verify.ts [exchanges] [largest size in MB]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { description } from "../../src/description/operations.js";
import type { Report } from "../../src/report/report.js";
import { gzip, writeTraffic } from "./traffic.js";

const ROUNDS = 3;
const root = resolve(import.meta.dirname, "../..");

const exchanges = Number(process.argv[2] ?? 200_000);
const largest = Number(process.argv[3] ?? 1000);
const MB = 1_000_000;

const directory = mkdtempSync(join(tmpdir(), "solv-bench-"));
process.on("exit", () => rmSync(directory, { recursive: true }));

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const verify = [join(root, manifest.bin["solv-contract"]), "verify"];
const drift = [
  join(root, "node_modules/@redocly/cli/bin/cli.js"),
  "drift",
  "--api",
  description.file,
  "--format",
  "json",
];

compare();
otherForms();
memory();

function compare(): void {
  const [har, one] = [join(directory, "compared.har"), join(directory, "one.har")];
  const bytes = writeTraffic(har, "har", (written) => written >= exchanges);
  writeTraffic(one, "har", (written) => written >= 1);
  const size = `${(bytes / MB).toFixed(0)} MB, ${(bytes / exchanges).toFixed(0)} bytes an exchange`;
  console.log(`A HAR of ${exchanges} exchanges (${size}), one process each, from start to exit.`);
  console.log(`Medians of ${ROUNDS} interleaved pairs, both tools with a JSON report:`);
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(verified(har, exchanges).ms);
    times.theirs.push(run(drift, har).ms);
  }
  const starts = { ours: verified(one, 1).ms, theirs: run(drift, one).ms };
  const line = (name: string, ms: number, start: number) =>
    `  ${name}  ${rate(ms)} exchanges a second (${seconds(ms)}; one exchange alone ${seconds(start)})`;
  console.log(line("solv-contract verify", median(times.ours), starts.ours));
  console.log(line("redocly drift       ", median(times.theirs), starts.theirs));
  const ratios = times.ours.map((ours, index) => (times.theirs[index] ?? 0) / ours);
  const all = ratios.map((ratio) => ratio.toFixed(1)).join(", ");
  console.log(
    `  ratio                 ${median(ratios).toFixed(1)} of ${all}; at least 20 is wanted`,
  );
}

/** What drift is not compared on: the other file form, and both in gzip. */
function otherForms(): void {
  console.log("solv-contract verify on the same exchanges in other forms, one process each:");
  for (const form of ["har", "ndjson"] as const) {
    const file = join(directory, `other.${form}`);
    writeTraffic(file, form, (written) => written >= exchanges);
    for (const [name, path] of [
      [form, file],
      [`${form}.gz`, gzip(file)],
    ] as const) {
      const { ms } = verified(path, exchanges);
      const size = `${(statSync(path).size / MB).toFixed(0)} MB`.padStart(6);
      console.log(`  ${name.padEnd(9)} ${size}  ${rate(ms)} exchanges a second`);
    }
  }
}

function memory(): void {
  console.log("Peak of resident memory of solv-contract verify:");
  const peaks: number[] = [];
  for (let size = 1; size <= largest; size *= 10) {
    const file = join(directory, "growing.har");
    writeTraffic(file, "har", (_, bytes) => bytes >= size * MB);
    const { peakMb } = run(verify, file);
    peaks.push(peakMb);
    console.log(`  ${String(size).padStart(5)} MB of HAR: ${peakMb.toFixed(0)} MB at the peak`);
    rmSync(file);
  }
  const growth = (peaks.at(-1) ?? 0) / (peaks[0] ?? 1);
  console.log(`  ratio of the largest to the smallest: ${growth.toFixed(2)}`);
}

/** Runs `verify` and makes sure that it judged everything. */
function verified(file: string, wanted: number): { ms: number } {
  const { ms, stdout } = run([...verify, "--report", "json"], file);
  const { summary, results } = JSON.parse(stdout) as Report;
  const judged = results.reduce((sum, result) => sum + (result.exchanges ?? 0), 0);
  if (judged !== wanted || summary.unreadable > 0 || summary.errors > 0) {
    throw new Error(`Only ${judged} of ${wanted} exchanges were judged as they should be.`);
  }
  return { ms };
}

/** Runs one process over a file; its time and its peak of resident memory. */
function run(
  command: readonly string[],
  file: string,
): { ms: number; peakMb: number; stdout: string } {
  // The child writes its own peak as it ends: no tool outside Node is needed.
  const peak = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(peak)}`, ...command, file],
    {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 100 * MB,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`The command failed (${status}): ${stderr}`);
  const kilobytes = Number(/peak (\d+)/.exec(stderr)?.[1]);
  return { ms, peakMb: (kilobytes * 1024) / MB, stdout };
}

function rate(ms: number): number {
  return Math.round((exchanges * 1000) / ms);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
