/** A checkout whose description has more in it is green after the edits that `openapi/README.md` names, and no other. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { addOperations, addProperties } from "./edits.js";
import { root } from "./script.js";

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-changed-"));
  const listed = await run(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "-z"],
    {
      cwd: root,
    },
  );
  for (const file of listed.stdout.split("\0").filter(Boolean)) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const identity = ["-c", "user.name=Jane", "-c", "user.email=jane.sample@example.com"];
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
    ["commit", "--quiet", "--message", "As it is"],
  ]) {
    await run("git", [...identity, ...args], { cwd: folder });
  }
  await addOperations(folder);
  await addProperties(folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

// The first two are steps of the page as well, the others are `npm test`.
test.each([
  ["npm", "run", "generate"],
  ["npm", "run", "rate-change", "--", "--base", "HEAD"],
  ["npm", "run", "generate:check"],
  ["npm", "run", "lint:openapi"],
  ["npm", "run", "typecheck"],
  ["npm", "run", "lint"],
  ["npm", "run", "size"],
  ["npm", "run", "test:unit", "--", "--silent"],
])(
  "%s %s %s",
  async (command, ...args) => {
    // What jest tells its own workers is nothing for a jest of its own.
    const { JEST_WORKER_ID: _, NODE_ENV: __, ...env } = process.env;
    const failure = await run(command, args, { cwd: folder, env, maxBuffer: 1 << 28 }).then(
      () => undefined,
      ({ stdout, stderr }: { stdout: string; stderr: string }) => excerptOf(stdout + stderr),
    );
    expect(failure).toBeUndefined();
  },
  1_200_000,
);

/** The names of what failed, or else the end of what was said. */
function excerptOf(output: string): string[] {
  const lines = output.split("\n").filter((line) => line.trim());
  const names = lines.filter((line) => /^FAIL |^ +● /.test(line));
  return names.length > 0 ? [...new Set(names)] : lines.slice(-40);
}
