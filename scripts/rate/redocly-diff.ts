/** Compares two descriptions with `redocly diff`; the only file that knows its report. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Impact = "patch" | "minor" | "major";

/** One change, as Redocly rates it. */
export interface Change {
  readonly path: string;
  readonly kind: "added" | "removed" | "modified" | string;
  readonly impact: Impact;
  readonly verdicts: readonly { readonly message: string }[];
  /** The member that changed; absent when the whole node came or went. */
  readonly property?: string;
  readonly base?: { readonly line: number };
  readonly revision?: { readonly line: number };
}

export interface Difference {
  readonly versions: { readonly base: string; readonly revision: string };
  readonly changes: readonly Change[];
}

/**
 * @param root - the package's folder, where Redocly is installed
 * @throws Error with Redocly's own words when one of the files is no description
 */
export async function compareDescriptions(
  root: string,
  base: string,
  revision: string,
): Promise<Difference> {
  const cli = join(root, "node_modules/@redocly/cli/bin/cli.js");
  const { stdout } = await run(
    process.execPath,
    [cli, "diff", base, revision, "--format", "json", "--fail-on", "none"],
    {
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      maxBuffer: 1 << 28,
    },
  );
  const report = JSON.parse(stdout) as {
    infoVersions: Difference["versions"];
    changes: Change[];
  };
  return { versions: report.infoVersions, changes: report.changes };
}
