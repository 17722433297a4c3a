/**
 * Compares `solv-contract verify` with `redocly drift` on the same HAR, and with a plain loop on the
 * same NDJSON that parses each line and its two bodies: whole processes in interleaved rounds, start of
 * the process included. Shows what `verify` needs of memory from 1 MB to 1 GB. Fails when an exchange is
 * not judged.
 *
 *     npm run build && npx tsx scripts/bench/verify.ts [exchanges] [largest size in MB]
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { description } from "../../src/description/operations.js";
import type { Report } from "../../src/report/report.js";
import { measured, median, print, type Run, root } from "./measure.js";
import { writeTraffic } from "./traffic.js";

const ROUNDS = 3;
const MB = 1_000_000;
const exchanges = Number(process.argv[2] ?? 200_000);
const largest = Number(process.argv[3] ?? 1000);

const folder = mkdtempSync(join(tmpdir(), "solv-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const verify = [join(root, manifest.bin["solv-contract"]), "verify"];
const drift = ["node_modules/@redocly/cli/bin/cli.js", "drift", "--api", description.file].concat([
  "--format",
  "json",
]);

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

/** Runs `verify` and makes sure that it judged everything. */
function verified(file: string): Run {
  const run = measured(...verify, "--report", "json", file);
  const { summary, results } = JSON.parse(run.stdout) as Report;
  const judged = results.reduce((sum, result) => sum + (result.exchanges ?? 0), 0);
  if (judged === exchanges && summary.unreadable === 0 && summary.errors === 0) return run;
  throw new Error(`Only ${judged} of ${exchanges} exchanges were judged as they should be.`);
}

function compare(): void {
  const [har, lines] = [join(folder, "compared.har"), join(folder, "compared.ndjson")];
  const isEnough = (written: number) => written >= exchanges;
  const bytes = writeTraffic(har, "har", isEnough);
  writeTraffic(lines, "ndjson", isEnough);
  console.log(
    `${exchanges} exchanges, ${(bytes / MB).toFixed(0)} MB of HAR; medians of ${ROUNDS}:`,
  );
  const rounds = Array.from({ length: ROUNDS }, () => ({
    "verify, HAR": verified(har),
    "redocly drift": measured(...drift, har),
    "verify, NDJSON": verified(lines),
    "plain loop": measured("--input-type=module", "-e", LOOP, lines),
  }));
  type Name = keyof (typeof rounds)[number];
  for (const kind of ["ms", "cpuMs"] as const) {
    const unit = `µs an exchange, ${kind === "ms" ? "wall" : "processor"}`;
    const of = (name: Name) => rounds.map((round) => round[name][kind]);
    const ratio = (above: Name, below: Name) =>
      median(of(above).map((value, index) => value / (of(below)[index] ?? 1)));
    for (const name of Object.keys(rounds[0] ?? {}) as Name[]) {
      print(`${name}: ${unit}`, (median(of(name)) * 1000) / exchanges);
    }
    print("drift to verify; at least 3 is wanted", ratio("redocly drift", "verify, HAR"));
    print("verify to the loop; at most 4 is wanted", ratio("verify, NDJSON", "plain loop"));
  }
}

function memory(): void {
  for (let size = 1; size <= largest; size *= 10) {
    const file = join(folder, "growing.har");
    writeTraffic(file, "har", (_, bytes) => bytes >= size * MB);
    const { peakMb } = measured(...verify, file);
    print(`MB of memory at the peak for ${size} MB of HAR; under 110 is wanted`, peakMb);
    rmSync(file);
  }
}

compare();
memory();
