/** Writes the report files that were asked for where nothing could be run, so that they say why. */
import { parseArgs } from "node:util";
import { createCoverage } from "../report/coverage.js";
import { createReport } from "../report/create.js";
import type { Report } from "../report/report.js";
import { BASE_URL } from "../solv/profile.js";
import type { Io } from "./io.js";
import { reportTargets, writeReports } from "./reports.js";
import { REPORT_FLAGS } from "./tables/report.js";

const OTHERS = {
  "base-url": { type: "string" },
  har: { type: "string" },
  journal: { type: "string" },
} as const;

/** A command that could not be run. */
export interface Failure {
  readonly command: "check" | "verify";
  readonly args: readonly string[];
  /** The sentence that was printed. */
  readonly why: string;
}

/** Writes them as far as the command line can be read; what goes to stdout is left out. */
export async function writeFailure({ command, args, why }: Failure, io: Io): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...REPORT_FLAGS, ...OTHERS },
    strict: false,
    allowPositionals: true,
  });
  const texts = (given: unknown) => [given].flat().filter((each) => typeof each === "string");
  try {
    const [format] = texts(values.format);
    const flags = {
      report: texts(values.report),
      ...(format === undefined ? {} : { format }),
      // Where two are to go into one file, it stays as it is.
      ...Object.fromEntries(
        ["har", "journal", "baseline"].flatMap((name) =>
          texts(values[name]).map((file) => [name, file]),
        ),
      ),
    };
    const isSummary = (name: string) => name === "github" && io.env.GITHUB_STEP_SUMMARY;
    const targets = reportTargets(flags).filter(
      ({ file, format: name }) => file !== undefined || isSummary(name),
    );
    const [baseUrl = io.env[BASE_URL] ?? ""] = texts(values["base-url"]);
    const silent = {
      ...io,
      stdout: { write: () => undefined },
      stderr: { write: () => undefined },
    };
    await writeReports(failedRun(command, baseUrl, why), targets, silent);
  } catch {
    // The mistake may be in these very flags, and it was told.
  }
}

function failedRun(kind: Report["kind"], baseUrl: string, why: string): Report {
  return createReport({
    kind,
    target: URL.canParse(baseUrl) ? new URL(baseUrl).host : "an unknown target",
    startedAt: new Date(),
    durationMs: 0,
    failOn: "error",
    interrupted: false,
    exchanges: 0,
    results: [],
    coverage: createCoverage().report(),
    inconclusive: `it could not be run. ${why}`,
  });
}
