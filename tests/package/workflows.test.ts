/** The workflows lint and keep the rules that a linter does not know; the recipes for pipelines parse. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";

/** The workflows lint, and keep the rules that a linter does not know: pinned, minimal, nothing untrusted in a shell. */
describe("workflows", () => {
  const root = resolve(__dirname, "../..");
  const workflows = readdirSync(join(root, ".github/workflows")).map(
    (name) => `.github/workflows/${name}`,
  );
  const action = ".github/actions/contract-check/action.yml";
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const documents = new Map([...workflows, action].map((file) => [file, parse(read(file))]));
  const parsed = (file: string) => documents.get(file);

  interface Step {
    readonly uses?: string;
    readonly run?: string;
  }

  function stepsOf(file: string): Step[] {
    const { jobs, runs } = parsed(file) as {
      jobs?: Record<string, { steps: Step[] }>;
      runs?: { steps: Step[] };
    };
    return jobs ? Object.values(jobs).flatMap(({ steps }) => steps) : (runs?.steps ?? []);
  }

  test("there are the six workflows", () => {
    expect(workflows.map((file) => file.split("/").at(-1))).toEqual([
      "ci.yml",
      "compare.yml",
      "contract.yml",
      "docs.yml",
      "release.yml",
      "spec.yml",
    ]);
  });

  test.each([...workflows, action])("%s pins every action of others by commit", (file) => {
    const used = stepsOf(file).flatMap(({ uses }) => uses ?? []);
    const pinned = /^(\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40})$/;
    expect(used.filter((name) => !pinned.test(name))).toEqual([]);
  });

  test.each([...workflows, action])(
    "%s puts no expression into a shell line, and no backtick, which would run what it quotes",
    (file) => {
      const lines = stepsOf(file).flatMap(({ run = "" }) => run.split("\n"));
      expect(lines.filter((line) => /\$\{\{|`/.test(line))).toEqual([]);
    },
  );

  test.each(workflows)("%s starts from the right to read", (file) => {
    expect(parsed(file).permissions).toEqual({ contents: "read" });
  });

  test("only the jobs that write may", () => {
    const writing = workflows.flatMap((file) =>
      Object.entries<{ permissions?: Record<string, string> }>(parsed(file).jobs)
        .filter(([, { permissions = {} }]) => Object.values(permissions).includes("write"))
        .map(([name]) => `${file.split("/").at(-1)} ${name}`),
    );
    expect(writing).toEqual(["docs.yml publish", "release.yml publish", "spec.yml commit"]);
  });

  test("a job that may write to the repository installs nothing, and runs nothing of the checkout", () => {
    const { jobs } = parsed(".github/workflows/spec.yml") as {
      jobs: Record<string, { permissions?: object; steps: Step[] }>;
    };
    const { steps = [] } = jobs.commit ?? {};
    expect(steps.flatMap(({ uses }) => uses?.split("@")[0] ?? [])).toEqual([
      "actions/checkout",
      "actions/download-artifact",
    ]);
    for (const { run = "" } of steps) expect(run).not.toMatch(/\b(npm|npx|node|make)\b|\.\//);
    const withToken = Object.entries(jobs).filter(([, job]) =>
      JSON.stringify(job).includes("github.token"),
    );
    expect(withToken.map(([name]) => name)).toEqual(["commit"]);
  });

  test("ci.yml runs each long part in a job of its own", () => {
    const { jobs } = parsed(".github/workflows/ci.yml") as {
      jobs: Record<string, { needs?: unknown; steps: Step[] }>;
    };
    expect(Object.keys(jobs)).toEqual(["test", "gate", "consumers", "browser", "slow", "stacks"]);
    for (const job of Object.values(jobs)) expect(job.needs).toBeUndefined();
  });

  test("the action brings no Node of its own", () => {
    expect(stepsOf(action).flatMap(({ uses }) => uses ?? [])).toEqual([]);
  });
});

/** The recipes for pipelines parse where they are pasted, and use options that there are. */
describe("pipelines", () => {
  const root = resolve(__dirname, "../..");
  const page = readFileSync(join(root, "src/check/README.md"), "utf8");
  const blockOf = (heading: string) =>
    new RegExp(`### ${heading}\\n[\\s\\S]*?\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";
  const action = parse(
    readFileSync(join(root, ".github/actions/contract-check/action.yml"), "utf8"),
  );
  const parses = (shell: string) => execFileSync("bash", ["-n"], { input: shell });

  test("GitHub: the inputs are the action's", () => {
    const [, check] = parse(blockOf("GitHub")).jobs.check.steps;
    expect(check.uses).toMatch(/contract-check@v\d/);
    const required = Object.entries<{ required: boolean }>(action.inputs)
      .filter(([, { required }]) => required)
      .map(([name]) => name);
    expect(Object.keys(check.with)).toEqual(expect.arrayContaining(required));
    for (const name of Object.keys(check.with)) expect(action.inputs).toHaveProperty(name);
  });

  test("GitHub, in the README: the inputs are the action's", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const [, step = ""] = /```yaml\n(- uses: [\s\S]*?)```/.exec(readme) ?? [];
    const [{ with: given }] = parse(step);
    for (const name of Object.keys(given)) expect(action.inputs).toHaveProperty(name);
  });

  test("GitLab: the job and its lines parse", () => {
    const { "solv-contract": job } = parse(blockOf("GitLab"));
    expect(job.artifacts).toMatchObject({ when: "always", reports: { junit: "junit.xml" } });
    parses(job.script.join("\n"));
  });

  test("Jenkins: brackets close, and the lines parse", () => {
    const pipeline = blockOf("Jenkins");
    expect(pipeline.match(/\{/g)).toHaveLength(pipeline.match(/\}/g)?.length ?? 0);
    const shell = /sh '''([\s\S]*?)'''/.exec(pipeline)?.[1] ?? "";
    expect(shell).toContain("solv-contract check");
    parses(shell);
  });

  test("a shell: the lines parse, and name the variable that is missing", () => {
    const shell = blockOf("A shell, with compose");
    parses(shell);
    expect(() =>
      execFileSync("sh", ["-c", shell], { env: { PATH: process.env.PATH }, stdio: "pipe" }),
    ).toThrow(/SOLV_CLIENT_ID/);
  });
});
