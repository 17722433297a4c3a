/**
 * `npm run test:quick`: from a changed description to regenerated, type-checked and tested, within
 * seconds. Runs the tests that read the description first; `npm test` runs them all. The types of the
 * tools are left out as well (`test-quick.tsconfig.json`): reading those of their libraries would take
 * as long as all the rest.
 */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const started = performance.now();

/** The compiler keeps what it knows, so that it looks only at what a change reaches. */
const TYPES = [
  "--project",
  "scripts/test-quick.tsconfig.json",
  "--incremental",
  "--tsBuildInfoFile",
  "node_modules/.cache/test-quick.tsbuildinfo",
];
/** Facts, judge, client, sandbox, plan of the check, mocks: each stage that a field passes through. */
const SUITES = [
  "description",
  "judge/judge",
  "judge/request",
  "judge/validators",
  "client/contract",
  "client/departures",
  "client/input",
  "sandbox/validation",
  "sandbox/added-operation",
  "check/plan",
  "testing/mock",
  "testing/matcher",
  "report/coverage.test",
].map((suite) => `tests/${suite}`);

/** Resolves to whether the step succeeded; prints what it said, whole, and how long it took. */
function step(name: string, ...args: string[]): Promise<boolean> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        said += text;
      });
    }
    child.on("close", (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`== ${name}: ${code === 0 ? "passed" : "FAILED"} in ${seconds} s\n${said}`);
      resolve(code === 0);
    });
  });
}

const generated = await step(
  "generate",
  "--import",
  "./scripts/generate/printer-thread.mjs",
  "--import",
  "tsx",
  "scripts/generate.ts",
);
const passed =
  generated &&
  (
    await Promise.all([
      step("types", join(root, "node_modules/typescript/bin/tsc"), ...TYPES),
      step("tests", join(root, "node_modules/jest/bin/jest.js"), "--runInBand", ...SUITES),
    ])
  ).every(Boolean);
console.log(`All of it took ${((performance.now() - started) / 1000).toFixed(1)} s.`);
process.exitCode = passed ? 0 : 1;
