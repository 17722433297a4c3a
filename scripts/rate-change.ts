/** `npm run rate-change -- --base REF`: rates a change of the description, and checks that the versions followed. */
import { execFile } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { readFlags } from "./flags.js";
import { readDescription, refuseMalformed } from "./generate/description.js";
import { DescriptionError } from "./generate/document.js";
import { refuseUnsupported } from "./generate/supported.js";
import { printable, summarize } from "./rate/annotations.js";
import { rateChange, sideOf } from "./rate/rating.js";
import { changelogFaults, versionFaults } from "./rate/versions.js";

const DESCRIPTION = "openapi/external-bookings.yaml";
const CHANGELOG = "CHANGELOG.md";

const root = resolve(import.meta.dirname, "..");
const run = promisify(execFile);
const { values: flags } = readFlags({ options: { base: { type: "string", default: "main" } } });

// A name that starts with a dash would be read by git as an option.
if (flags.base === "" || flags.base.startsWith("-")) {
  console.error("--base needs a branch, a tag or a commit to compare with.");
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), "solv-rate-"));
try {
  process.exitCode = await rate(flags.base);
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function rate(ref: string): Promise<number> {
  // What cannot be generated from cannot be compared either, and here the sentence is the better one.
  await readDescription(join(root, DESCRIPTION)).then(refuseUnsupported);
  const before = await showFile(ref, DESCRIPTION);
  if (before === undefined) {
    console.error(`${ref} has no ${DESCRIPTION}, or is not known here; nothing to compare with.`);
    return 2;
  }
  const base = join(folder, "base.yaml");
  await writeFile(base, before);
  await refuseMalformed(base, `${DESCRIPTION} of ${ref}`);
  const sides = [sideOf(before), sideOf(await readFile(join(root, DESCRIPTION), "utf8"))] as const;
  const rating = rateChange(...sides);
  const [from, to] = sides.map(({ document }) => document.info.version);
  const described = { base: String(from), revision: String(to) };
  const changelog = {
    base: (await showFile(ref, CHANGELOG)) ?? "",
    revision: await readFile(join(root, CHANGELOG), "utf8").catch(() => ""),
  };
  const versions = {
    base: versionOf((await showFile(ref, "package.json")) ?? "{}"),
    revision: versionOf(await readFile(join(root, "package.json"), "utf8")),
  };
  const faults = [
    ...versionFaults(rating, described, versions),
    ...changelogFaults(rating, changelog, versions),
  ];

  console.log(`Compared with ${ref}: ${rating.impact === "none" ? "no change" : rating.impact}.`);
  const onGitHub = Boolean(process.env.GITHUB_ACTIONS);
  for (const line of printable(rating, faults, { file: DESCRIPTION, onGitHub })) console.log(line);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary) await appendFile(summary, summarize(rating, faults));
  return faults.length === 0 ? 0 : 1;
}

async function showFile(ref: string, file: string): Promise<string | undefined> {
  return run("git", ["show", `${ref}:${file}`], { cwd: root, maxBuffer: 1 << 26 }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

function versionOf(manifest: string): string {
  return (JSON.parse(manifest) as { version?: string }).version ?? "0.0.0";
}
