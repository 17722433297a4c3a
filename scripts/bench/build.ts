/**
 * Prints what a whole `npm run generate` takes beside the bare openapi-typescript command, and what `tsc`
 * takes for a one-call program beside an empty one: medians of interleaved pairs, whole processes.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PAIRS = 7;
const CALL = `import { createSolvClient } from "solv-external-bookings";
const client = createSolvClient({ environment: "staging", clientId: "a", accessToken: "b" });
export const booking = client.cancelExternalBooking("ehr-booking-0001", {
  external_location_id: "ehr-location-17",
  service_id: "sample-ehr-service",
});
`;

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "solv-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

/** Milliseconds of a process; one that fails would be no measure. */
function time(command: string, ...args: string[]): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stdout}${stderr}`);
  return performance.now() - started;
}

/** The median over the pairs; the first one warms up. */
function ratio(ours: () => number, theirs: () => number): string {
  const ratios = Array.from({ length: PAIRS + 1 }, () => ours() / theirs()).slice(1);
  return (ratios.sort((a, b) => a - b)[PAIRS >> 1] ?? 0).toFixed(2);
}

const generate = () => {
  const out = join(folder, "generated");
  // It writes only what is not there yet.
  rmSync(out, { recursive: true, force: true });
  return time("npm", "run", "--silent", "generate", "--", "--out", out);
};
const node = (tool: string, ...args: string[]) =>
  time(process.execPath, join(root, "node_modules", tool), ...args);
const bare = () => {
  const out = join(folder, "bare.ts");
  return node("openapi-typescript/bin/cli.js", "openapi/external-bookings.yaml", "--output", out);
};
console.log(`npm run generate: ${ratio(generate, bare)} × openapi-typescript; at most 3 is wanted`);

mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules/solv-external-bookings"));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
const compilerOptions = { module: "nodenext", target: "es2022", types: [], strict: true };
const compile = (name: string, code: string) => {
  writeFileSync(join(folder, `${name}.ts`), code);
  const project = join(folder, `${name}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  return () => node("typescript/bin/tsc", "--noEmit", "--project", project);
};
const call = compile("call", CALL);
console.log(
  `tsc on a one-call program: ${ratio(call, compile("empty", "export {};"))} × an empty one`,
);
