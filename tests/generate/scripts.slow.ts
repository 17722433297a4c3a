/** The scripts that the description's owner runs: a mistake is a sentence, never a stack. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = resolve(__dirname, "../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "solv-scripts-"));
  for (const name of ["scripts", "src/description", "openapi", "package.json"]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string, ...args: string[]) {
  const command = ["--import", "tsx", `scripts/${script}.ts`, ...args];
  const { status, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stderr };
}

test("a flag that no script knows", () => {
  const { status, stderr } = run("generate", "--no-such-flag");
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Unknown option '--no-such-flag'.*\n$/);
});

/** Commits a description that is only there to be compared with. */
function commitBase(text: string): void {
  const file = join(folder, "openapi/external-bookings.yaml");
  const good = readFileSync(file);
  writeFileSync(file, text);
  const git = (...args: string[]) => {
    const identity = ["-c", "user.name=Jane", "-c", "user.email=jane.sample@example.com"];
    expect(spawnSync("git", [...identity, ...args], { cwd: folder }).status).toBe(0);
  };
  git("init", "--quiet", "--initial-branch", "main");
  git("add", "openapi");
  git("commit", "--quiet", "--allow-empty", "--message", "Base");
  writeFileSync(file, good);
}

test.each([
  ["openapi: 3.1.1\n\tx: 1\n", /^openapi\S+ of main is no OpenAPI description: tab [^/]+\n$/],
  ["hello\n", /^openapi\S+ of main is no OpenAPI description: [^/]+\n$/],
  ["openapi: 3.1.1\ninfo: 7\npaths: {}\n", /^openapi\S+ of main:2:7: Expected type .+\n$/],
  [
    'swagger: "2.0"\ninfo: { title: a, version: 1.0.0 }\npaths: {}\n',
    /: it is of another version than 3\.\n$/,
  ],
])("rate-change says what is wrong with a base of %j", (base, sentence) => {
  commitBase(base);
  const { status, stderr } = run("rate-change");
  expect(stderr).toMatch(sentence);
  expect(status).toBe(2);
});

test("rate-change says what is wrong with the description", () => {
  writeFileSync(join(folder, "openapi/external-bookings.yaml"), "openapi: 3.1.1\n\tx: 1\n");
  const { status, stderr } = run("rate-change");
  expect(status).toBe(2);
  expect(stderr).toMatch(/tab characters/);
  expect(stderr).not.toMatch(/^\s+at /m);
});
