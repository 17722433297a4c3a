/** Every example of every page runs as it is written, on the built package and a sandbox. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { allBlocks, type Block, root } from "./pages.js";
import { surroundingsFor } from "./surroundings.js";

const run = promisify(execFile);
const typescript = allBlocks("ts").map((block, index) => ({
  ...block,
  name: `example-${index + 1}`,
}));
const inJest = typescript.filter(({ code }) => code.includes("@jest/globals"));
const onItsOwn = typescript.filter((each) => !inJest.includes(each));
const around = surroundingsFor(typescript);

/** The lines that a pipeline runs: of a GitLab job, and of a Jenkins step. */
const inPipelines: Block[] = [
  ...allBlocks("yaml").flatMap((block) => {
    const script: string[] | undefined = parse(block.code)["solv-contract"]?.script;
    return script ? [{ ...block, code: script.join("\n") }] : [];
  }),
  ...allBlocks("groovy").map((block) => ({
    ...block,
    code: /sh '''([\s\S]*?)'''/.exec(block.code)?.[1] ?? "",
  })),
];

test("there are examples of each kind", () => {
  for (const kind of [inJest, onItsOwn, allBlocks("sh"), inPipelines]) {
    expect(kind.length).toBeGreaterThanOrEqual(3);
  }
});

test("the TypeScript examples compile under strict options", async () => {
  const files = await Promise.all(
    typescript.map(async ({ name, code }) => {
      await writeFile(join(around.folder, `${name}.ts`), code);
      return `${name}.ts`;
    }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options =
    "--noEmit --skipLibCheck --strict --exactOptionalPropertyTypes --module nodenext --types node";
  const { stdout } = await run(process.execPath, [tsc, ...options.split(" "), ...files], {
    cwd: around.folder,
  }).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
}, 120_000);

test("the TypeScript examples for jest pass there", async () => {
  const { folder } = around;
  for (const { name, code } of inJest) await writeFile(join(folder, `${name}.test.ts`), code);
  const transform = {
    "\\.ts$": [join(root, "node_modules/@swc/jest"), { module: { type: "commonjs" } }],
  };
  const config = JSON.stringify({ rootDir: folder, transform });
  const jest = join(root, "node_modules/jest/bin/jest.js");
  const { stderr } = await run(process.execPath, [jest, "--config", config], { cwd: folder });
  expect(stderr).toMatch(
    new RegExp(`^Tests: +${inJest.length} passed, ${inJest.length} total$`, "m"),
  );
}, 120_000);

test.each(onItsOwn)(
  "TypeScript runs: $place",
  async ({ name, code }) => {
    const { folder, env } = around;
    const file = join(folder, `${name}.ts`);
    await writeFile(file, code);
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
    const { stdout, stderr } = await run(process.execPath, [tsx, file], { cwd: folder, env });
    expect(stderr).toBe("");
    expect(stdout).not.toBe("");
  },
  60_000,
);

test.each([...allBlocks("sh"), ...inPipelines])(
  "shell lines run: $place",
  async ({ code }) => {
    const { folder, env, sandbox } = around;
    // Where a pipeline has its provider, there is a sandbox here.
    const lines = code.replaceAll("http://127.0.0.1:8000", sandbox.baseUrl);
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", lines], { cwd: folder, env });
    expect(stdout).not.toBe("");
  },
  60_000,
);
