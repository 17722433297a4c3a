/**
 * Compares what `tsc` takes for one-call programs with what it takes for an empty one: interleaved
 * rounds, whole processes, on the packed declarations with `skipLibCheck: false`.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { readFlags } from "../flags.js";
import { packTarball } from "../package/pack.js";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const { values: flags } = readFlags({ options: { rounds: { type: "string", default: "11" } } });
const rounds = Number(flags.rounds);

const CALL = `"/v1/partner/external_bookings/{external_booking_id}", {
  params: { path: { external_booking_id: "ehr-booking-0001" } },
  body: { external_location_id: "ehr-location-17", service_id: "sample-ehr-service" },
}`;
const CLIENT = `import { createSolvClient } from "solv-external-bookings";
const client = createSolvClient({ environment: "staging", clientId: "a", accessToken: "b" });
`;
/** The first is what the others are compared with. */
const PROGRAMS = {
  empty: "export {};\n",
  client: `${CLIENT}export const booking = client.cancelExternalBooking("ehr-booking-0001", {
  external_location_id: "ehr-location-17",
  service_id: "sample-ehr-service",
});
`,
  "client.api": `${CLIENT}export const answer = client.api.DELETE(${CALL});\n`,
  "openapi-fetch": `import createClient from "openapi-fetch";
import type { paths } from "solv-external-bookings/types";
const client = createClient<paths>({ baseUrl: "https://a.example" });
export const answer = client.DELETE(${CALL});
`,
} as const;
type Program = keyof typeof PROGRAMS;
const programs = Object.keys(PROGRAMS) as Program[];

const folder = await mkdtemp(join(tmpdir(), "solv-bench-tsc-"));
const projectOf = (program: Program) => join(folder, program);

async function prepare(): Promise<void> {
  const { file } = await packTarball(root, folder);
  const own = join(folder, "node_modules/solv-external-bookings");
  await mkdir(own, { recursive: true });
  await run("tar", ["--extract", "--file", file, "--directory", own, "--strip-components", "1"]);
  for (const name of ["openapi-fetch", "openapi-typescript-helpers"]) {
    await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const meter = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  require("node:fs").writeSync(1, \`\\n\${(userCPUTime + systemCPUTime) / 1000}\`);
});\n`;
  await writeFile(join(folder, "meter.cjs"), meter);
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
  };
  for (const program of programs) {
    await mkdir(projectOf(program));
    await writeFile(join(projectOf(program), "main.ts"), PROGRAMS[program]);
    const config = JSON.stringify({ compilerOptions, files: ["main.ts"] });
    await writeFile(join(projectOf(program), "tsconfig.json"), config);
  }
}

/** Compiles; rejects when the program has an error, for that would be no measure. */
async function compile(program: Program, ...args: string[]): Promise<string> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const meter = ["--require", join(folder, "meter.cjs")];
  return (await run(process.execPath, [...meter, tsc, "-p", projectOf(program), ...args])).stdout;
}

interface Cost {
  /** Milliseconds by the clock. */
  readonly wall: number;
  /** Milliseconds of processor time, which other processes disturb less. */
  readonly processor: number;
}

async function measure(program: Program): Promise<Cost> {
  const started = performance.now();
  const printed = await compile(program);
  const wall = performance.now() - started;
  return { wall, processor: Number(printed.slice(printed.lastIndexOf("\n") + 1)) };
}

/** How many types had to be made from generic ones: the same on every machine. */
async function instantiations(program: Program): Promise<number> {
  const printed = await compile(program, "--extendedDiagnostics");
  return Number(/^Instantiations:\s+(\d+)/m.exec(printed)?.[1]);
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  await prepare();
  const costs = new Map<Program, Cost[]>(programs.map((program) => [program, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const program of programs) costs.get(program)?.push(await measure(program));
  }
  const empty = costs.get("empty") ?? [];
  const ratio = (program: Program, kind: keyof Cost) =>
    median(
      (costs.get(program) ?? []).map((cost, round) => cost[kind] / (empty[round]?.[kind] ?? 0)),
    ).toFixed(2);
  console.log(`tsc on a one-call program, compared with an empty one, ${rounds} rounds, medians:`);
  for (const program of programs) {
    const count = await instantiations(program);
    console.log(
      `  ${program.padEnd(13)} ${ratio(program, "wall")} × by the clock, ${ratio(program, "processor")} × of processor time, ${count} instantiations`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
