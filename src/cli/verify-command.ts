/** `solv-contract verify`: recorded traffic from files or stdin in, reports out; nothing is sent. */
import { parseArgs } from "node:util";
import { createProgress } from "../report/progress.js";
import { type VerifyOptions, verifyTraffic } from "../traffic/verify.js";
import type { Io } from "./io.js";
import { UsageError } from "./main.js";
import { oneOf } from "./options.js";
import { exitCodeOf, REPORT_FLAGS, reportTargets, writeReports } from "./reports.js";

/** Runs the command; the result is the exit code. */
export async function verify(args: string[], io: Io): Promise<number> {
  const { values: flags, positionals: files } = parseArgs({
    args,
    options: REPORT_FLAGS,
    allowPositionals: true,
    strict: true,
  });
  const targets = reportTargets(flags);
  if (files.length === 0) {
    throw new UsageError("Name the files to verify, HAR or NDJSON; - is stdin.");
  }
  if (files.filter((file) => file === "-").length > 1) {
    throw new UsageError("Stdin (-) can be read only once.");
  }
  const failOn = oneOf("--fail-on", flags["fail-on"], ["error", "warning"]);
  const interrupt = new AbortController();
  const stopListening = io.onInterrupt(() => interrupt.abort());
  const progress = createProgress(io.stderr);
  const options: VerifyOptions = {
    ...(failOn === undefined ? {} : { failOn }),
    signal: interrupt.signal,
    onProgress: ({ exchanges }) => progress.update(`${exchanges} exchanges`),
  };
  try {
    const sources = files.map((file) => (file === "-" ? { name: "stdin", bytes: io.stdin } : file));
    const report = await verifyTraffic(sources, options);
    progress.clear();
    await writeReports(report, targets, io);
    return exitCodeOf(report, interrupt.signal.aborted);
  } finally {
    progress.clear();
    stopListening();
  }
}
