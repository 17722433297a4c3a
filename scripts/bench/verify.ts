/**
 * Compares `solv-contract verify` with `redocly drift` on the same HAR, and with a plain loop on the
 * same NDJSON that parses each line and its two bodies: whole processes in interleaved rounds, start of
 * the process included. Shows what `verify` needs of memory from 1 MB to 1 GB. Prints ratios of wall and
 * of processor time. Fails when an exchange is not judged.
 *
 *     npm run build && npx tsx scripts/bench/verify.ts [exchanges] [largest size in MB]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { description } from "../../src/description/operations.js";
import type { Report } from "../../src/report/report.js";
import { writeTraffic } from "./traffic.js";

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

/** The least that a program can do that reads such a log. */
const LOOP = `
  import { createReadStream } from "node:fs";
  let rest = "";
  let read = 0;
  for await (const chunk of createReadStream(process.argv[1], { encoding: "utf8" })) {
    const lines = (rest + chunk).split("\\n");
    rest = lines.pop();
    for (const line of lines) {
      const { requestBody, responseBody } = JSON.parse(line);
      if (JSON.parse(requestBody) && JSON.parse(responseBody)) read += 1;
    }
  }
  console.log(read);`;

compare();
memory();

function compare(): void {
  const [har, lines] = [join(directory, "compared.har"), join(directory, "compared.ndjson")];
  const enough = (written: number) => written >= exchanges;
  const bytes = writeTraffic(har, "har", enough);
  writeTraffic(lines, "ndjson", enough);
  const size = `${(bytes / MB).toFixed(0)} MB, ${(bytes / exchanges).toFixed(0)} bytes an exchange`;
  console.log(`${exchanges} exchanges (HAR: ${size}), one process each, from start to exit.`);
  console.log(`Medians of ${ROUNDS} interleaved rounds, microseconds an exchange:`);
  const runs = { har: [] as Run[], drift: [] as Run[], ndjson: [] as Run[], loop: [] as Run[] };
  for (let round = 0; round < ROUNDS; round++) {
    runs.har.push(verified(har, exchanges));
    runs.drift.push(run(drift, har));
    runs.ndjson.push(verified(lines, exchanges));
    runs.loop.push(run(["--input-type=module", "-e", LOOP], lines));
  }
  const per = (all: readonly Run[], kind: "ms" | "cpuMs") =>
    ((median(all.map((one) => one[kind])) * 1000) / exchanges).toFixed(1).padStart(6);
  const line = (name: string, all: readonly Run[]) =>
    console.log(`  ${name} ${per(all, "ms")} wall ${per(all, "cpuMs")} processor`);
  line("verify, HAR   ", runs.har);
  line("redocly drift ", runs.drift);
  line("verify, NDJSON", runs.ndjson);
  line("plain loop    ", runs.loop);
  const ratio = (above: readonly Run[], below: readonly Run[]) =>
    (["ms", "cpuMs"] as const)
      .map((kind) => median(above.map((one, index) => one[kind] / (below[index]?.[kind] ?? 1))))
      .map((value) => value.toFixed(1))
      .join(" and ");
  console.log(`  drift to verify: ${ratio(runs.drift, runs.har)}; at least 3 is wanted`);
  console.log(`  verify to the loop: ${ratio(runs.ndjson, runs.loop)}; at most 4 is wanted`);
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
  console.log(
    `  ratio of the largest to the smallest: ${growth.toFixed(2)}; under 110 MB is wanted`,
  );
}

/** What a process needed. */
interface Run {
  readonly ms: number;
  /** Processor time of all its threads. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly stdout: string;
}

/** Runs `verify` and makes sure that it judged everything. */
function verified(file: string, wanted: number): Run {
  const needed = run([...verify, "--report", "json"], file);
  const { summary, results } = JSON.parse(needed.stdout) as Report;
  const judged = results.reduce((sum, result) => sum + (result.exchanges ?? 0), 0);
  if (judged !== wanted || summary.unreadable > 0 || summary.errors > 0) {
    throw new Error(`Only ${judged} of ${wanted} exchanges were judged as they should be.`);
  }
  return needed;
}

/** Runs one process over a file; its times and its peak of resident memory. */
function run(command: readonly string[], file: string): Run {
  // The child writes what it needed as it ends: no tool outside Node is needed.
  const peak =
    "process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();" +
    "console.error('needed', maxRSS, (userCPUTime + systemCPUTime) / 1000) })";
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
  const [, kilobytes, cpuMs] = (/needed (\d+) ([\d.]+)/.exec(stderr) ?? []).map(Number);
  return { ms, cpuMs: cpuMs ?? 0, peakMb: ((kilobytes ?? 0) * 1024) / MB, stdout };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
