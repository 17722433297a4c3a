/**
 * Prints how long a whole `npm run generate` takes, as a ratio to the bare `openapi-typescript` command
 * on the same file (median of interleaved pairs), and how it grows with the number of operations.
 */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";

const PAIRS = 7;
const SIZES = [10, 100, 1000];
const PATH = "/v1/partner/external_bookings/{external_booking_id}";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const folder = await mkdtemp(join(tmpdir(), "solv-bench-"));

async function millisecondsOf(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  await run(command, [...args], { cwd: root, maxBuffer: 1 << 26 });
  return performance.now() - start;
}

/** The whole command, npm included; it writes, since the artifacts are new each time. */
async function generate(description: string): Promise<number> {
  const out = join(folder, "generated");
  await rm(out, { recursive: true, force: true });
  const flags = ["--description", description, "--out", out];
  return millisecondsOf("npm", ["run", "--silent", "generate", "--", ...flags]);
}

const bare = (description: string) =>
  millisecondsOf(process.execPath, [
    join(root, "node_modules/openapi-typescript/bin/cli.js"),
    description,
    "--output",
    join(folder, "bare.ts"),
  ]);

/** The description with its cancel call repeated under other paths. */
async function withOperations(count: number): Promise<string> {
  const document = parse(await readFile(join(root, "openapi/external-bookings.yaml"), "utf8"));
  for (let index = 1; index < count; index += 1) {
    const copy = structuredClone(document.paths[PATH]);
    copy.delete.operationId = `cancelExternalBooking${index}`;
    document.paths[`/v${index + 1}${PATH.slice(3)}`] = copy;
  }
  const file = join(folder, "openapi", `with-${count}.yaml`);
  await writeFile(file, stringify(document, { aliasDuplicateObjects: false }));
  return file;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  await cp(join(root, "openapi"), join(folder, "openapi"), { recursive: true });
  const description = join(folder, "openapi/external-bookings.yaml");
  await generate(description);
  await bare(description);
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    ratios.push((await generate(description)) / (await bare(description)));
  }
  console.log(`npm run generate: ${median(ratios).toFixed(2)} × bare openapi-typescript`);
  for (const size of SIZES) {
    const file = await withOperations(size);
    const [own, other] = [await generate(file), await bare(file)];
    const perOperation = (own / size).toFixed(1);
    console.log(
      `${String(size).padStart(5)} operations: ${Math.round(own)} ms, ${perOperation} ms each, ${(own / other).toFixed(2)} ×`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
