/** Reads the file of --baseline, and writes it where --update-baseline asks for that. */
import { access } from "node:fs/promises";
import { applyBaseline, type Baseline, updateBaseline } from "../report/baseline.js";
import { parseBaseline } from "../report/read-baseline.js";
import type { Report } from "../report/report.js";
import { UsageError } from "./exit.js";
import { textOf } from "./flags.js";
import type { Io } from "./io.js";
import { writeWhole } from "./reports.js";

interface BaselineFlags {
  readonly baseline?: string;
  readonly "update-baseline"?: boolean;
}

/** @throws UsageError or CannotRunError naming the file and why it is no baseline */
export async function readBaseline(flags: BaselineFlags): Promise<Baseline | undefined> {
  const { baseline: file, "update-baseline": update = false } = flags;
  if (file === undefined) {
    if (update) throw new UsageError("--update-baseline needs --baseline FILE, the file to write.");
    return undefined;
  }
  if (file === "") throw new UsageError("--baseline needs a file.");
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (update && !isThere) return undefined;
  const text = await textOf("--baseline", file).catch((error: unknown) => {
    if (isThere || !(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message}. --update-baseline writes one.`);
  });
  try {
    return parseBaseline(JSON.parse(text), file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${file} is no baseline: it is not JSON.`);
  }
}

/**
 * The report as it stands beside the updated baseline, which is written where the run allows it; what
 * does not allow it is said. The file that failed is the caller's to tell.
 */
export async function updatedBy(
  report: Report,
  baseline: Baseline | undefined,
  { flags, io, ids }: { flags: BaselineFlags; io: Io; ids?: readonly string[] },
): Promise<{ readonly report: Report; readonly written: Promise<void> }> {
  const context = ids ? { ids } : {};
  const { baseline: file = "" } = flags;
  try {
    const updated = updateBaseline(report, baseline, ids);
    const before = new Set(baseline?.findings);
    const added = updated.findings.filter((entry) => !before.has(entry)).length;
    const gone = before.size - (updated.findings.length - added);
    const written = writeWhole(file, `${JSON.stringify(updated, null, 2)}\n`).then(() => {
      io.stderr.write(
        `The baseline holds ${updated.findings.length} findings, ${added} of them new; ${gone} are gone. Give each a reason.\n`,
      );
    });
    return { report: applyBaseline(report, updated, context), written };
  } catch (error) {
    io.stderr.write(
      `${error instanceof Error ? error.message : "The baseline was not updated."}\n`,
    );
    const applied = baseline ? applyBaseline(report, baseline, context) : report;
    return { report: applied, written: Promise.resolve() };
  }
}
