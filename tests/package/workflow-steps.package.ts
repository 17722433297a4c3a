/** The shell steps of the workflows do what they say: run as they are written, with stand-ins for GitHub. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { startSandbox } from "../../src/sandbox.js";

const root = resolve(__dirname, "../..");
const run = promisify(execFile);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function stepOf(file: string, name: RegExp): Step {
  const { jobs, runs } = parse(readFileSync(join(root, file), "utf8"));
  const all: Step[] = [
    ...(runs?.steps ?? []),
    ...Object.values<{ steps: Step[] }>(jobs ?? {}).flatMap(({ steps }) => steps),
  ];
  const step = all.find((each) => name.test(each.name ?? ""));
  if (!step) throw new Error(`${file} has no step ${name}.`);
  return step;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-workflow-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** GitHub's runner uses these options for `shell: bash`. */
async function bash(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const options = { cwd, env: { ...process.env, ...env } };
  return run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], options).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
  );
}

describe("the pull request with the regenerated files", () => {
  const { run: script = "" } = stepOf(".github/workflows/spec.yml", /pull request/);
  let clone: string;
  let log: string;
  const git = async (...args: string[]) =>
    (
      await run("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
        cwd: clone,
      })
    ).stdout;

  beforeEach(async () => {
    const remote = join(folder, "remote.git");
    clone = join(folder, "clone");
    log = join(folder, "gh.log");
    await run("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote]);
    await run("git", ["clone", "--quiet", remote, clone]);
    await mkdir(join(clone, "generated"));
    await writeFile(join(clone, "generated/schema.ts"), "old\n");
    await writeFile(join(clone, "other.txt"), "old\n");
    await git("add", ".");
    await git("commit", "--quiet", "--message", "First");
    await git("push", "--quiet", "origin", "HEAD:main");
    // Prints what was asked, and has an open pull request when the test says so.
    await mkdir(join(folder, "bin"));
    const gh = `#!/bin/sh\nprintf '%s\\n' "$*" >> "${log}"\nif [ "$2" = list ]; then printf '%s' "$OPEN"; fi\n`;
    await writeFile(join(folder, "bin/gh"), gh);
    await chmod(join(folder, "bin/gh"), 0o755);
  });
  const step = (open: string) =>
    bash(script, clone, { OPEN: open, PATH: `${join(folder, "bin")}:${process.env.PATH}` });

  test("is opened once, and holds generated/ alone", async () => {
    await writeFile(join(clone, "generated/schema.ts"), "new\n");
    await writeFile(join(clone, "other.txt"), "new\n");
    expect(await step("")).toMatchObject({ code: 0 });
    expect(await git("diff", "--name-only", "origin/main", "origin/regenerate")).toBe(
      "generated/schema.ts\n",
    );
    expect(await readFile(log, "utf8")).toMatch(/^pr create --head regenerate --base main .+$/m);

    await writeFile(log, "");
    await git("switch", "--quiet", "--force", "--detach", "origin/main");
    await writeFile(join(clone, "generated/schema.ts"), "newer\n");
    expect(await step("7")).toMatchObject({ code: 0 });
    expect(await git("show", "origin/regenerate:generated/schema.ts")).toBe("newer\n");
    expect(await readFile(log, "utf8")).not.toContain("pr create");
  });

  test("is not asked for when nothing changed", async () => {
    expect(await step("")).toEqual({ code: 0, stdout: "generated/ is current.\n" });
    expect(await git("branch", "--list", "--all", "*regenerate")).toBe("");
    expect(existsSync(log)).toBe(false);
  });
});

describe("the action", () => {
  const action = ".github/actions/contract-check/action.yml";
  const { run: script = "", env: names = {} } = stepOf(action, /^Check$/);

  /** The step with its inputs, as the runner would hand them over. */
  async function check(inputs: Readonly<Record<string, string>>) {
    const cli = join(root, "dist/src/cli.js");
    if (!existsSync(cli)) throw new Error("Run `npm run build` first.");
    const output = join(folder, "output");
    const env = Object.fromEntries(
      Object.entries(names).map(([name, value]) => {
        const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
        return [name, input === undefined ? cli : (inputs[input] ?? "")];
      }),
    );
    const { code } = await bash(script, folder, { ...env, GITHUB_OUTPUT: output });
    return { code, output: await readFile(output, "utf8") };
  }

  test("ends with the check's exit code, which is its output too", async () => {
    const sandbox = await startSandbox();
    try {
      const { clientId, clientSecret, accessToken } = sandbox.credentials;
      const place = { "base-url": sandbox.baseUrl, "client-id": clientId };
      const secret = { ...place, "client-secret": clientSecret };
      expect(await check({ ...secret, "fail-on": "error" })).toEqual({
        code: 0,
        output: "exit-code=0\n",
      });
      const token = { ...place, "access-token": accessToken, "fail-on": "warning" };
      expect(await check(token)).toEqual({
        code: 1,
        output: "exit-code=0\nexit-code=1\n",
      });
      expect(sandbox.state().some(({ cancelled }) => cancelled > 0)).toBe(false);
    } finally {
      await sandbox.close();
    }
    const gone = { "base-url": sandbox.baseUrl, "client-id": "sample", "access-token": "sample" };
    expect(await check({ ...gone, "fail-on": "error" })).toMatchObject({ code: 2 });
  }, 60_000);

  test("takes an input for a value, not for a command", async () => {
    const evil = `error"; touch "${join(folder, "touched")}`;
    const inputs = { "base-url": "http://127.0.0.1:9", "client-id": "a", "access-token": "a" };
    expect(await check({ ...inputs, "fail-on": evil })).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, "touched"))).toBe(false);
  });
});
