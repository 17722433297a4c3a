/** The shell steps of the workflows do what they say: run as they are written, with stand-ins for GitHub. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
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

describe("the regenerated files of a pull request", () => {
  const SPEC = ".github/workflows/spec.yml";
  const script = (name: RegExp) => stepOf(SPEC, name).run ?? "";
  let remote: string;
  let work: string;
  let patch: string;
  const git = async (cwd: string, ...args: string[]) => {
    const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    return (await run("git", [...identity, ...args], { cwd })).stdout;
  };

  beforeEach(async () => {
    remote = join(folder, "remote.git");
    work = join(folder, "work");
    patch = join(folder, "patch/regenerated.patch");
    await run("git", ["init", "--quiet", "--bare", "--initial-branch=topic", remote]);
    await run("git", ["clone", "--quiet", remote, work]);
    await mkdir(join(work, "generated"));
    await writeFile(join(work, "generated/schema.ts"), "old\n");
    await writeFile(join(work, "other.txt"), "old\n");
    await git(work, "add", ".");
    await git(work, "commit", "--quiet", "--message", "First");
    await git(work, "push", "--quiet", "origin", "HEAD:topic");
    await mkdir(join(folder, "bin"));
    await writeFile(join(folder, "bin/gh"), "#!/bin/sh\nexit 0\n");
    await chmod(join(folder, "bin/gh"), 0o755);
  });

  /** The job that generates, in the checkout that generation has written to. */
  const write = async () => {
    const output = join(folder, "output");
    await writeFile(output, "");
    const env = { RUNNER_TEMP: folder, GITHUB_OUTPUT: output };
    return {
      ...(await bash(script(/^Write the patch$/), work, env)),
      output: await readFile(output, "utf8"),
    };
  };
  /** The job that commits, in a checkout of its own. */
  const commit = async (extra: Readonly<Record<string, string>> = {}) => {
    const clone = join(folder, "clone");
    await rm(clone, { recursive: true, force: true });
    await run("git", ["clone", "--quiet", remote, clone]);
    const made = await bash(script(/^Commit the generated files$/), clone, { PATCH: patch });
    if (made.code !== 0) return made;
    return bash(script(/^Push to the pull request/), clone, {
      GH_TOKEN: "sample-token",
      BRANCH: "topic",
      GITHUB_STEP_SUMMARY: join(folder, "summary"),
      PATH: `${join(folder, "bin")}:${process.env.PATH}`,
      ...extra,
    });
  };

  test("are committed to its branch, and nothing else is", async () => {
    await writeFile(join(work, "generated/schema.ts"), "new\n");
    await writeFile(join(work, "generated/added.ts"), "new\n");
    await writeFile(join(work, "other.txt"), "new\n");
    expect(await write()).toMatchObject({ code: 0, output: "changed=true\n" });
    const pushed = await commit();
    expect(pushed.code).toBe(0);
    expect(pushed.stdout).toMatch(/starts no checks: close and reopen/);
    const changed = await git(remote, "diff", "--name-only", "topic~1", "topic");
    expect(changed.trim().split("\n")).toEqual(["generated/added.ts", "generated/schema.ts"]);
    expect(await git(remote, "show", "topic:generated/schema.ts")).toBe("new\n");
  });

  test("are no patch when nothing changed", async () => {
    expect(await write()).toEqual({
      code: 0,
      stdout: "generated/ is current.\n",
      output: "changed=false\n",
    });
  });

  test("come without what a patch holds besides", async () => {
    await writeFile(join(work, "generated/schema.ts"), "new\n");
    await writeFile(join(work, "other.txt"), "new\n");
    await mkdir(join(folder, "patch"));
    await writeFile(patch, await git(work, "diff", "--binary"));
    expect(await commit()).toMatchObject({ code: 0 });
    expect(await git(remote, "show", "topic:other.txt")).toBe("old\n");
    await git(work, "checkout", "--quiet", "generated");
    await writeFile(patch, await git(work, "diff", "--binary"));
    expect(await commit()).toMatchObject({ code: expect.any(Number) });
    expect(await git(remote, "rev-list", "--count", "topic")).toBe("2\n");
  });

  test("hold no link and no program", async () => {
    await symlink("/etc/passwd", join(work, "generated/link.ts"));
    expect(await write()).toMatchObject({ code: 0 });
    expect(await commit()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("plain files only"),
    });
    expect(await git(remote, "rev-list", "--count", "topic")).toBe("1\n");
  });

  test("do not undo a push that was made meanwhile", async () => {
    await writeFile(join(work, "generated/schema.ts"), "new\n");
    await write();
    const meanwhile = `#!/bin/sh\ngit -C "${work}" -c user.name=a -c user.email=a@example.com commit --quiet --allow-empty --message Second && git -C "${work}" push --quiet origin HEAD:topic\n`;
    await git(work, "reset", "--quiet", "--hard");
    await writeFile(join(folder, "bin/gh"), meanwhile);
    expect((await commit()).code).not.toBe(0);
    expect(await git(remote, "log", "--format=%s", "topic")).toBe("Second\nFirst\n");
  });

  test("a hook that generation planted never sees the token, nor does what it left running", async () => {
    const seen = join(folder, "seen");
    const spy = `#!/bin/sh\necho "$GH_TOKEN" >> "${seen}"\n`;
    for (const hook of ["pre-commit", "commit-msg", "post-commit", "pre-push", "post-checkout"]) {
      await writeFile(join(work, ".git/hooks", hook), spy);
      await chmod(join(work, ".git/hooks", hook), 0o755);
    }
    await writeFile(join(work, "generated/schema.ts"), "new\n");
    await write();
    expect(await commit()).toMatchObject({ code: 0 });
    expect(existsSync(seen)).toBe(false);
  });

  test("a fork's check is red, and says how to apply the patch", async () => {
    const summary = join(folder, "summary");
    const env = { RUN: "https://github.example/a/b/actions/runs/7", GITHUB_STEP_SUMMARY: summary };
    const { code, stdout } = await bash(script(/how to apply/), folder, env);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error::.*npm run generate.*actions\/runs\/7, and run: git apply regenerated\.patch$/m,
    );
    expect(await readFile(summary, "utf8")).toContain(
      "gh run download --name regenerated 7 && git apply",
    );
  });
});

describe.each([
  [".github/workflows/contract.yml", /credentials/, ["CLIENT_ID", "CLIENT_SECRET"], "given"],
  [".github/workflows/compare.yml", /address/, ["URL"], "known"],
])("%s", (file, name, variables, output) => {
  const { run: script = "" } = stepOf(file, name);

  test.each([
    ["skips with a notice when nothing is set", "", "false"],
    ["goes on when all is set", "https://sample.example/openapi.json", "true"],
  ])("%s", async (_what, value, expected) => {
    const file = join(folder, "output");
    const env = Object.fromEntries(variables.map((variable) => [variable, value]));
    const { code, stdout } = await bash(script, folder, { ...env, GITHUB_OUTPUT: file });
    expect(code).toBe(0);
    expect(await readFile(file, "utf8")).toBe(`${output}=${expected}\n`);
    if (expected === "true") expect(stdout).toBe("");
    else expect(stdout).toMatch(/^::notice::Skipped: .+\n$/);
  });
});

describe("the action's installation", () => {
  const action = ".github/actions/contract-check/action.yml";
  const { run: script = "" } = stepOf(action, /^Install/);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

  /** The step with an npm that prints what it is asked for, and fails to install when it should. */
  async function install(ref: string, isPublished: boolean, node = process.execPath) {
    const bin = join(folder, "bin");
    const log = join(folder, "npm.log");
    const source = join(folder, "source");
    await mkdir(bin, { recursive: true });
    await mkdir(source, { recursive: true });
    await writeFile(join(source, "package.json"), readFileSync(join(root, "package.json")));
    const npm = `#!/bin/sh\nprintf '%s\\n' "$*" >> "${log}"\nif [ "$1" = install ]; then exit ${isPublished ? 0 : 1}; fi\n`;
    await writeFile(join(bin, "npm"), npm);
    await writeFile(join(bin, "node"), `#!/bin/sh\nexec ${node} "$@"\n`);
    await chmod(join(bin, "npm"), 0o755);
    await chmod(join(bin, "node"), 0o755);
    const output = join(folder, "output");
    await writeFile(output, "");
    await writeFile(log, "");
    const { code, stdout } = await bash(script, folder, {
      SOURCE: source,
      REF: ref,
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: output,
      PATH: `${bin}:${process.env.PATH}`,
    });
    const asked = (await readFile(log, "utf8"))
      .replaceAll(folder, "TEMP")
      .replace(/(solv-contract)-\w+/, "$1");
    return { code, stdout, asked, output: await readFile(output, "utf8") };
  }

  test.each(["v0.1.0", "0123456789abcdef0123456789abcdef01234567"])(
    "takes the published version at %s, without scripts and development packages",
    async (ref) => {
      const { code, asked, output } = await install(ref, true);
      expect(code).toBe(0);
      expect(asked).toBe(
        `install --prefix TEMP/solv-contract --ignore-scripts --omit=dev --no-audit --no-fund solv-external-bookings@${version}\n`,
      );
      expect(output).toMatch(
        /^cli=.*\/node_modules\/solv-external-bookings\/dist\/src\/cli\.js\n$/,
      );
    },
  );

  test.each([
    ["main", true],
    ["", true],
    ["v0.1.0", false],
  ])("builds at %j when it is published: %s", async (ref, isPublished) => {
    const { code, asked, output } = await install(ref, isPublished);
    expect(code).toBe(0);
    expect(asked).toMatch(/ci --ignore-scripts\nrun build\n$/);
    expect(asked.startsWith("install")).toBe(!isPublished);
    expect(output).toBe(`cli=${join(folder, "source")}/dist/src/cli.js\n`);
  });

  test("names the Node that it needs", async () => {
    const { code, stdout } = await install("v0.1.0", true, "/bin/false");
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout:
        "::error::The check needs Node 20.19 or newer on the runner: add actions/setup-node before it.\n",
    });
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
    const summary = join(folder, "summary.md");
    const { code, stdout } = await bash(script, folder, {
      ...env,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    });
    return { code, stdout, output: await readFile(output, "utf8") };
  }

  test("ends with the check's exit code, which is its output too", async () => {
    const sandbox = await startSandbox();
    try {
      const { clientId, clientSecret, accessToken } = sandbox.credentials;
      const place = { "base-url": sandbox.baseUrl, "client-id": clientId };
      const secret = { ...place, "client-secret": clientSecret };
      expect(await check({ ...secret, "fail-on": "error" })).toMatchObject({
        code: 0,
        output: "exit-code=0\n",
      });
      const token = { ...place, "access-token": accessToken, "fail-on": "warning" };
      expect(await check(token)).toMatchObject({
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

  test("hands its inputs on, and writes the reports into their folder", async () => {
    const sandbox = await startSandbox();
    try {
      const { clientId, clientSecret } = sandbox.credentials;
      const inputs = {
        "base-url": sandbox.baseUrl,
        "client-id": clientId,
        "client-secret": clientSecret,
        "fail-on": "error",
        only: "cancelExternalBooking/body/*\ncancelExternalBooking/valid/*",
        skip: "*/body/missing*",
        "timeout-ms": "9000",
        "report-dir": "the reports",
      };
      const { code, stdout } = await check(inputs);
      expect(code).toBe(0);
      expect(stdout).not.toMatch(/^::/m);
      const reports = await readdir(join(folder, "the reports"));
      expect(reports.sort()).toEqual(["junit.xml", "report.html", "report.json"]);
      const report = await readFile(join(folder, "the reports/report.json"), "utf8");
      const { results } = JSON.parse(report) as { results: { id: string; outcome: string }[] };
      const probes = results.filter(({ outcome }) => outcome !== "skipped").map(({ id }) => id);
      expect(probes.length).toBeGreaterThan(3);
      for (const id of probes)
        expect(id).toMatch(/^cancelExternalBooking\/(control$|(body|valid)\/(?!missing))/);
      expect(await readFile(join(folder, "summary.md"), "utf8")).toContain("cancelExternalBooking");
    } finally {
      await sandbox.close();
    }
  }, 60_000);

  test("annotates only where the caller has the description", async () => {
    const sandbox = await startSandbox();
    try {
      const { clientId, accessToken } = sandbox.credentials;
      const token = { "client-id": clientId, "access-token": accessToken };
      const inputs = { ...token, "base-url": sandbox.baseUrl, "fail-on": "warning" };
      expect((await check(inputs)).stdout).not.toMatch(/^::/m);
      await mkdir(join(folder, "openapi"));
      await writeFile(join(folder, "openapi/external-bookings.yaml"), "");
      expect((await check(inputs)).stdout).toMatch(
        /^::(warning|notice) file=openapi\/external-bookings\.yaml,line=\d+/m,
      );
    } finally {
      await sandbox.close();
    }
  }, 60_000);

  test("takes a file of known findings, which makes it green where warnings fail", async () => {
    const sandbox = await startSandbox();
    try {
      const { clientId, accessToken } = sandbox.credentials;
      const token = { "client-id": clientId, "access-token": accessToken };
      const inputs = { ...token, "base-url": sandbox.baseUrl, "fail-on": "warning" };
      const only = "cancelExternalBooking/auth/*";
      expect(await check({ ...inputs, only })).toMatchObject({ code: 1 });
      const known = join(folder, "known findings.json");
      const update = ["--baseline", known, "--update-baseline", "--only", only];
      const env = {
        ...process.env,
        SOLV_BASE_URL: sandbox.baseUrl,
        SOLV_CLIENT_ID: clientId,
        SOLV_ACCESS_TOKEN: accessToken,
      };
      await run(process.execPath, [join(root, "dist/src/cli.js"), "check", ...update], { env });
      const green = await check({ ...inputs, only, baseline: known });
      expect(green).toMatchObject({ code: 0 });
      expect(green.stdout).toContain("Known (baseline)");
      const missing = join(folder, "no such file.json");
      expect(await check({ ...inputs, baseline: missing })).toMatchObject({ code: 2 });
    } finally {
      await sandbox.close();
    }
  }, 60_000);

  test("takes an input for a value, not for a command", async () => {
    const evil = `error"; touch "${join(folder, "touched")}`;
    const inputs = { "base-url": "http://127.0.0.1:9", "client-id": "a", "access-token": "a" };
    expect(await check({ ...inputs, "fail-on": evil })).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, "touched"))).toBe(false);
  });
});
