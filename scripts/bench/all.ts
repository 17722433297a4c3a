/** `npm run bench`: every measurement, one after another, on a fresh build. Ratios within a run, no limits but the size's. */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const BENCHES = {
  size: "the client in a browser's bundle, against its limit",
  build: "npm run generate against openapi-typescript, and tsc on a one-call program",
  client: "a cancel through the client, against global fetch and bare openapi-fetch",
  verify: "solv-contract verify, against redocly drift, and its memory",
} as const;

const run = (script: string) =>
  spawnSync(process.execPath, ["--import", "tsx", join(root, script)], {
    cwd: root,
    stdio: "inherit",
  }).status === 0;

console.log(`Node ${process.version} on ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`);
const failed = run("scripts/build.ts")
  ? Object.entries(BENCHES).flatMap(([name, compares]) => {
      console.log(`\n== ${name}: ${compares}`);
      return run(`scripts/bench/${name}.ts`) ? [] : [name];
    })
  : ["the build"];
if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
