/** `solv-contract verify`: reads recorded traffic from files or stdin, judges it, and reports. */

import type { TrafficSource } from "../../verify/read/sources.js";
import { verifyTraffic } from "../../verify/verify.js";
import { readBaseline, updatedBy } from "../baseline.js";
import { UsageError } from "../exit.js";
import { oneOf, readFlags } from "../flags.js";
import { type Io, progressStream } from "../io.js";
import { createProgress } from "../progress.js";
import { exitCodeOf, reportTargets, writeReports } from "../reports.js";
import { VERIFY_FLAGS } from "../tables/verify.js";

/** Runs the command; the result is the exit code. */
export async function verify(args: string[], io: Io): Promise<number> {
  const { flags, positionals } = readFlags(args, VERIFY_FLAGS, true);
  const targets = reportTargets(flags);
  const baseUrl = flags["base-url"];
  const failOn = oneOf("--fail-on", flags["fail-on"], ["error", "warning"]);
  const baseline = await readBaseline(flags);
  const interrupt = new AbortController();
  const stopListening = io.onInterrupt(() => interrupt.abort());
  const progress = createProgress(progressStream(io));
  try {
    const updates = flags["update-baseline"] === true;
    const verified = await verifyTraffic(sources(positionals, io), {
      ...(failOn === undefined ? {} : { failOn }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(baseline === undefined || updates ? {} : { baseline }),
      signal: interrupt.signal,
      onProgress: ({ exchanges }) => progress.update(`${exchanges} exchanges`),
    });
    progress.clear();
    const { report, written } = updates
      ? await updatedBy(verified, baseline, { flags, io })
      : { report: verified, written: undefined };
    await writeReports(report, targets, io);
    await written;
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
