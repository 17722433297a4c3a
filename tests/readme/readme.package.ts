/** Every example of the README runs as it is written, on the built package and a sandbox. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { parseBookings } from "../../src/check/bookings.js";
import { HELP } from "../../src/cli/help.js";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";

const root = resolve(__dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const run = promisify(execFile);
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, code = ""]) => code,
  );

let folder: string;
let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  if (!existsSync(join(root, "dist"))) throw new Error("Run `npm run build` first.");
  folder = await mkdtemp(join(tmpdir(), "solv-readme-"));
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, ".bin"), { recursive: true });
  await symlink(root, join(modules, "solv-external-bookings"));
  await symlink(join(root, "node_modules/@types"), join(modules, "@types"));
  const command = `#!/bin/sh\nexec "${process.execPath}" "${join(root, "dist/src/cli.js")}" "$@"\n`;
  await writeFile(join(modules, ".bin/solv-contract"), command, { mode: 0o755 });
  for (const name of packagesOf(blocks("ts"))) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, "node_modules", name), join(modules, name));
  }
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  sandbox = await startSandbox();
  env = {
    ...process.env,
    SOLV_BASE_URL: sandbox.baseUrl,
    SOLV_CLIENT_ID: sandbox.credentials.clientId,
    SOLV_CLIENT_SECRET: sandbox.credentials.clientSecret,
    SOLV_ACCESS_TOKEN: sandbox.credentials.accessToken,
  };
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

function packagesOf(code: readonly string[]): Set<string> {
  const imports = code.flatMap((each) => [...each.matchAll(/(?:from|module) "([^"]+)"/g)]);
  const names = imports.map(([, name = ""]) => name);
  const foreign = names.filter((name) => !/^(node:|solv-external-bookings)/.test(name));
  return new Set(foreign);
}

const typescript = blocks("ts").map((code, index) => [index + 1, code] as const);
const inJest = typescript.filter(([, code]) => code.includes("@jest/globals"));
const onItsOwn = typescript.filter(([, code]) => !code.includes("@jest/globals"));
const shell = blocks("sh").map((code, index) => [index + 1, code] as const);

test("there are examples of each kind", () => {
  expect(typescript.length).toBeGreaterThanOrEqual(3);
  expect(shell.length).toBeGreaterThanOrEqual(3);
});

test("the TypeScript examples compile under strict options", async () => {
  const files = await Promise.all(
    typescript.map(async ([index, code]) => {
      await writeFile(join(folder, `example-${index}.ts`), code);
      return `example-${index}.ts`;
    }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options =
    "--noEmit --skipLibCheck --strict --exactOptionalPropertyTypes --module nodenext --types node";
  const { stdout } = await run(process.execPath, [tsc, ...options.split(" "), ...files], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
}, 60_000);

test.each(inJest)(
  "TypeScript example %d passes in jest",
  async (index, code) => {
    await writeFile(join(folder, `example-${index}.test.ts`), code);
    const transform = {
      "\\.ts$": [join(root, "node_modules/@swc/jest"), { module: { type: "commonjs" } }],
    };
    const config = JSON.stringify({ rootDir: folder, transform });
    const jest = join(root, "node_modules/jest/bin/jest.js");
    const { stderr } = await run(process.execPath, [jest, "--config", config], { cwd: folder });
    expect(stderr).toMatch(/^Tests: +1 passed, 1 total$/m);
  },
  60_000,
);

test.each(onItsOwn)(
  "TypeScript example %d runs",
  async (index, code) => {
    const file = join(folder, `example-${index}.ts`);
    await writeFile(file, code);
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
    const { stdout, stderr } = await run(process.execPath, [tsx, file], { cwd: folder, env });
    expect(stderr).toBe("");
    expect(stdout).not.toBe("");
  },
  60_000,
);

test.each(shell)(
  "shell example %d runs",
  async (_, code) => {
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", code], { cwd: folder, env });
    expect(stdout).not.toBe("");
  },
  60_000,
);

test("the bookings file is one", () => {
  const files = blocks("yaml").map((text) => parseBookings(parse(text), "README"));
  expect(files[0]).toHaveLength(1);
});

test("the table of flags and the help agree", () => {
  const flagsOf = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g));
  const inHelp = flagsOf(HELP.check);
  const table = readme.slice(readme.indexOf("| flag |"), readme.indexOf("| exit code |"));
  for (const flag of flagsOf(table)) expect(inHelp).toContain(flag);
  for (const flag of inHelp) {
    if (flag !== "--format" && flag !== "--help") expect(readme).toContain(flag);
  }
});
