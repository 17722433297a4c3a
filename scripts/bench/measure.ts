/** Measures whole processes, and prints medians of ratios: two things that take turns meet the same machine. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** What a process needed. */
export interface Run {
  readonly ms: number;
  /** Processor time of all its threads. */
  readonly cpuMs: number;
  /** Peak of resident memory. */
  readonly peakMb: number;
  readonly stdout: string;
}

/** The process writes what it needed as it ends: no tool outside Node is needed. */
const TOLD = `process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  console.error("needed", maxRSS, (userCPUTime + systemCPUTime) / 1000);
});`;

/** Runs Node, from start to exit; one that fails would be no measure. */
export function measured(...args: readonly string[]): Run {
  const started = performance.now();
  const told = ["--import", `data:text/javascript,${encodeURIComponent(TOLD)}`];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...told, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 27,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`${args.join(" ")} failed (${status}): ${stdout}${stderr}`);
  const [, kilobytes = 0, cpuMs = 0] = (/needed (\d+) ([\d.]+)/.exec(stderr) ?? []).map(Number);
  return { ms, cpuMs, peakMb: kilobytes / 1000, stdout };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

export function print(what: string, value: number): void {
  console.log(`${what.padEnd(78)} ${value.toFixed(2).padStart(7)}`);
}
