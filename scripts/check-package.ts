/** `npm run check:package`: packs the package as `npm publish` would, and has it judged: publint, attw, API, sizes. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { readFlags } from "./flags.js";
import { compareApi } from "./package/api-report.js";
import { closureOf, packTarball, unpackedSources } from "./package/pack.js";

/** Bytes and packages that an installation may cost; issue 5 sets the last two. */
const LIMITS = { packed: 180_000, installed: 600_000, packages: 3 };

const root = resolve(import.meta.dirname, "..");
const { values: flags } = readFlags({
  options: { "update-api": { type: "boolean", default: false } },
});
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "solv-package-"));
const problems: string[] = [];

try {
  const packed = await packTarball(root, folder);
  const tarball = await readFile(packed.file);

  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(tarball).buffer },
    level: "suggestion",
    strict: true,
  });
  for (const message of messages) {
    problems.push(`publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
  }

  const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  await run(
    process.execPath,
    [attw, packed.file, "--config-path", join(root, ".attw.json"), "--no-color"],
    { cwd: root },
  ).catch(({ stdout, stderr }: { stdout: string; stderr: string }) =>
    problems.push(`attw:\n${stdout}${stderr}`),
  );

  for (const source of await unpackedSources(root, packed.files)) {
    problems.push(`map: ${source} is led to by a map, but not packed.`);
  }

  problems.push(...(await compareApi(root, flags["update-api"])));

  const dependencies = await closureOf(root);
  const measured = {
    packed: (await stat(packed.file)).size,
    installed: packed.unpackedSize + dependencies.reduce((sum, { size }) => sum + size, 0),
    packages: 1 + dependencies.length,
  };
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;
  console.log(`packed     ${kilobytes(measured.packed)} (limit ${kilobytes(LIMITS.packed)})`);
  console.log(`unpacked   ${kilobytes(packed.unpackedSize)}, ${packed.fileCount} files`);
  for (const { name, size } of dependencies) console.log(`  + ${name} ${kilobytes(size)}`);
  console.log(`installed  ${kilobytes(measured.installed)} (limit ${kilobytes(LIMITS.installed)})`);
  console.log(`packages   ${measured.packages} (limit ${LIMITS.packages})`);
  for (const name of ["packed", "installed", "packages"] as const) {
    if (measured[name] > LIMITS[name]) {
      problems.push(`size: ${name} is ${measured[name]}, the limit is ${LIMITS[name]}.`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log("publint and attw have nothing to say; sizes are in bounds.");
process.exitCode = problems.length === 0 ? 0 : 1;
