/** `npm run check:package`: packs the package as `npm publish` would, and has it judged: publint, attw, API, sizes. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { readFlags } from "./flags.js";
import { compareApi } from "./package/api-report.js";
import { packTarball } from "./package/pack.js";

/** Bytes that a download and an installation may cost; there is nothing else to install. */
const LIMITS = { packed: 300_000, installed: 1_100_000 };

const root = resolve(import.meta.dirname, "..");
const { values: flags } = readFlags({
  options: { "update-api": { type: "boolean", default: false } },
});
const folder = await mkdtemp(join(tmpdir(), "solv-package-"));
const problems: string[] = [];

try {
  const { file, unpackedSize } = await packTarball(root, folder);
  const tarball = await readFile(file);

  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(tarball).buffer },
    level: "suggestion",
    strict: true,
  });
  for (const message of messages) {
    problems.push(`publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
  }
  if (pkg.dependencies) problems.push("package.json: what the package needs is bundled into it.");

  const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const args = [attw, file, "--config-path", join(root, ".attw.json"), "--no-color"];
  await promisify(execFile)(process.execPath, args).catch((error: Record<string, string>) =>
    problems.push(`attw:\n${error.stdout}${error.stderr}`),
  );

  problems.push(...(await compareApi(root, flags["update-api"])));

  const measured = { packed: tarball.length, installed: unpackedSize };
  for (const name of ["packed", "installed"] as const) {
    const share = `${((100 * measured[name]) / LIMITS[name]).toFixed(0)} %`;
    console.log(`${name}: ${measured[name]} bytes, ${share} of what it may be`);
    if (measured[name] > LIMITS[name]) problems.push(`${name}: the limit is ${LIMITS[name]}.`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log("publint and attw have nothing to say.");
process.exitCode = problems.length === 0 ? 0 : 1;
