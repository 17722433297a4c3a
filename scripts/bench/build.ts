/**
 * Prints what a whole `npm run generate` takes beside the bare openapi-typescript command, and what `tsc`
 * takes for a one-call program beside an empty one: medians of interleaved pairs, whole processes.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measured, median, print, root } from "./measure.js";

const PAIRS = 7;
const CALL = `import { createSolvClient } from "solv-external-bookings";
const client = createSolvClient({ environment: "staging", clientId: "a", accessToken: "b" });
export const booking = client.cancelExternalBooking("ehr-booking-0001", {
  external_location_id: "ehr-location-17",
  service_id: "sample-ehr-service",
});
`;

const folder = mkdtempSync(join(tmpdir(), "solv-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

/** The first pair warms up. */
function compare(what: string, ours: () => number, theirs: () => number): void {
  print(what, median(Array.from({ length: PAIRS + 1 }, () => ours() / theirs()).slice(1)));
}

function generate(): number {
  const out = join(folder, "generated");
  // It writes only what is not there yet.
  rmSync(out, { recursive: true, force: true });
  return measured("scripts/generate/start.mjs", "--out", out).ms;
}

function typesOnly(): number {
  const tool = "node_modules/openapi-typescript/bin/cli.js";
  return measured(tool, "openapi/external-bookings.yaml", "--output", join(folder, "bare.ts")).ms;
}

function compiling(name: string, code: string): () => number {
  const compilerOptions = { module: "nodenext", target: "es2022", types: [], strict: true };
  const project = join(folder, `${name}.json`);
  writeFileSync(join(folder, `${name}.ts`), code);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  return () => measured("node_modules/typescript/bin/tsc", "--noEmit", "--project", project).ms;
}

compare("generate, to openapi-typescript; at most 3 is wanted", generate, typesOnly);
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules/solv-external-bookings"));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
compare("tsc on one call, to an empty program", compiling("call", CALL), compiling("empty", ""));
