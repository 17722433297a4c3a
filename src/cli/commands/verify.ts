/** `solv-contract verify`: reads recorded traffic from files or stdin, judges it, and reports. */

import type { TrafficSource } from "../../verify/read/sources.js";
import { verifyTraffic } from "../../verify/verify.js";
import { UsageError } from "../exit.js";
import { oneOf, readFlags } from "../flags.js";
import type { Io } from "../io.js";
import { createProgress } from "../progress.js";
import { exitCodeOf, REPORT_FLAGS, reportTargets, writeReports } from "../reports.js";

const FLAGS = { "base-url": { type: "string" }, ...REPORT_FLAGS } as const;

/** Runs the command; the result is the exit code. */
export async function verify(args: string[], io: Io): Promise<number> {
  const { flags, positionals } = readFlags(args, FLAGS, true);
  const targets = reportTargets(flags);
  const baseUrl = flags["base-url"];
  const failOn = oneOf("--fail-on", flags["fail-on"], ["error", "warning"]);
  const interrupt = new AbortController();
  const stopListening = io.onInterrupt(() => interrupt.abort());
  const progress = createProgress(io.stderr);
  try {
    const report = await verifyTraffic(sources(positionals, io), {
      ...(failOn === undefined ? {} : { failOn }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
      signal: interrupt.signal,
      onProgress: ({ exchanges }) => progress.update(`${exchanges} exchanges`),
    });
    progress.clear();
    await writeReports(report, targets, io);
    if (report.verdict === "inconclusive" && !interrupt.signal.aborted) {
      io.stderr.write(`Nothing could be judged: ${report.inconclusive}.\n`);
    }
    return exitCodeOf(report, interrupt.signal.aborted);
  } finally {
    progress.clear();
    stopListening();
  }
}

function sources(paths: readonly string[], io: Io): TrafficSource[] {
  if (paths.length === 0) throw new UsageError("verify needs a file of recorded traffic, or -.");
  if (paths.filter((path) => path === "-").length > 1) {
    throw new UsageError("stdin (-) can be read only once.");
  }
  return paths.map((path) => (path === "-" ? { name: "stdin", bytes: io.stdin } : path));
}
