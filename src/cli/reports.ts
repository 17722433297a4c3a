/** Which reports a run writes and where they go. */
import { randomUUID } from "node:crypto";
import { appendFile, mkdir, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { renderers } from "../report/formats/renderers.js";
import { FORMATS, type Format, type Report } from "../report/report.js";
import { printable, verdictOf } from "../report/words.js";
import { EXIT, OutputError, UsageError } from "./exit.js";
import { errorCode, oneOf } from "./flags.js";
import { type Io, isTerminal } from "./io.js";

export interface ReportTarget {
  readonly format: Format;
  /** `undefined` is stdout. */
  readonly file: string | undefined;
}

interface ReportFlagValues {
  readonly report?: readonly string[];
  readonly format?: string;
  readonly har?: string;
  readonly journal?: string;
  readonly baseline?: string;
}

// Two of these on one stream would leave a text that no program can read.
const FOR_MACHINES: readonly Format[] = ["json", "junit", "html"];

/** @throws UsageError for an unknown format, and for several in one place where only one can be read */
export function reportTargets(flags: ReportFlagValues): ReportTarget[] {
  const { report = [], format, har, journal, baseline } = flags;
  const wanted = [...report, ...(format === undefined ? [] : [format])];
  const targets = (wanted.length > 0 ? wanted : ["pretty"]).map((text) => {
    const at = text.indexOf("=");
    const name = at === -1 ? text : text.slice(0, at);
    const file = at === -1 ? undefined : text.slice(at + 1);
    if (file === "")
      throw new UsageError("--report FORMAT=FILE needs a file after the equals sign.");
    return { format: oneOf("--report", name, FORMATS) ?? "pretty", file };
  });
  const onStdout = targets.filter(({ file }) => file === undefined);
  if (onStdout.length > 1 && onStdout.some(({ format: name }) => FOR_MACHINES.includes(name))) {
    throw new UsageError(
      "Only one report can go to stdout when it is json, junit or html; give the others a =FILE.",
    );
  }
  const files = [...targets.map(({ file }) => file), har, journal, baseline]
    .filter((file) => file !== undefined)
    .map((file) => resolve(file));
  if (new Set(files).size < files.length) {
    const more = baseline === undefined ? "" : ", and so does --baseline";
    throw new UsageError(`Each --report, --har and --journal needs a file of its own${more}.`);
  }
  return targets;
}

/**
 * Writes every report; a file appears whole or not at all.
 *
 * @throws OutputError for the first that could not be written, after the others have been
 */
export async function writeReports(
  report: Report,
  targets: readonly ReportTarget[],
  io: Io,
): Promise<void> {
  const color = wantsColor(io);
  const width = io.stdout.columns ?? 100;
  const failures: unknown[] = [];
  const keep = (error: unknown) => failures.push(error);
  for (const { format, file } of targets) {
    if (file === undefined) io.stdout.write(renderers[format](report, { color, width }));
    else await writeWhole(file, renderers[format](report)).catch(keep);
  }
  const summary = io.env.GITHUB_STEP_SUMMARY;
  if (summary && targets.some(({ format }) => format === "github")) {
    await appendFile(summary, renderers.markdown(report)).catch(cannotWrite(summary)).catch(keep);
  }
  // Whatever the reports are and wherever they went: how it ended, in one line.
  io.stderr.write(`${printable(verdictOf(report))}\n`);
  if (failures.length > 0) throw failures[0];
}

/** `FORCE_COLOR` wins, as it does in Node itself; then `NO_COLOR`, and what the terminal can do. */
function wantsColor({ env, stdout }: Io): boolean {
  const { FORCE_COLOR: forced } = env;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal(stdout, env) && !env.NO_COLOR;
}

/** The exit code that a report leads to; that of an interrupted run, whatever was found until then. */
export function exitCodeOf({ verdict }: Report, aborted: boolean): number {
  if (aborted) return EXIT.interrupted;
  return EXITS[verdict];
}

const EXITS: Readonly<Record<Report["verdict"], number>> = {
  conforms: EXIT.conforms,
  violations: EXIT.violations,
  inconclusive: EXIT.couldNotRun,
};

/**
 * Writes a file that appears whole or not at all. What is there and no file, such as a pipe or a device,
 * is written to; a link is followed.
 *
 * @param mode - its permissions, where the usual ones would let too many read it
 * @throws OutputError that names the file and why
 */
export async function writeWhole(file: string, text: string, mode?: number): Promise<void> {
  try {
    const target = await realpath(file).catch(() => file);
    const found = await stat(target).catch(() => undefined);
    if (found && !found.isFile() && !found.isDirectory()) await writeFile(target, text);
    else await replaceFile(target, text, mode);
  } catch (error) {
    cannotWrite(file)(error);
  }
}

async function replaceFile(file: string, text: string, mode: number | undefined): Promise<void> {
  await makeFolder(dirname(file));
  // A name that nobody can guess, made anew: in a folder that others can write to, a link could wait
  // where the text is about to go.
  const staged = join(dirname(file), `.${randomUUID()}.part`);
  const handle = await open(staged, "wx", mode);
  try {
    await handle.writeFile(text).finally(() => handle.close());
    await rename(staged, file);
  } catch (error) {
    // What went wrong above is the thing to report, not that there is nothing to remove.
    await rm(staged).catch(() => undefined);
    throw error;
  }
}

/** A folder and those above it. Node's own way, `recursive`, never ends below `/proc` and its like. */
async function makeFolder(folder: string): Promise<void> {
  const make = () =>
    mkdir(folder).catch((error: unknown) => {
      if (errorCode(error) !== "EEXIST") throw error;
    });
  try {
    await make();
  } catch (error) {
    if (errorCode(error) !== "ENOENT" || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await make();
  }
}

function cannotWrite(file: string) {
  return (error: unknown): never => {
    throw new OutputError(`A file could not be written (${errorCode(error)}): ${file}`);
  };
}
