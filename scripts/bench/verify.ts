/**
 * Compares `solv-contract verify` with `redocly drift` on the same HAR, as whole processes in
 * interleaved pairs, and shows what `verify` needs of memory from 1 MB to 1 GB. Prints ratios.
 *
 *     npm run build && npx tsx scripts/bench/verify.ts [exchanges] [largest size in MB]
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { description, operations, responseFor } from "../../src/description.js";
import { examplesAt } from "../../src/document.js";

const ROUNDS = 3;
const root = resolve(import.meta.dirname, "../..");

const exchanges = Number(process.argv[2] ?? 50_000);
const largest = Number(process.argv[3] ?? 1000);
const MB = 1_000_000;

const directory = mkdtempSync(join(tmpdir(), "solv-bench-"));
process.on("exit", () => rmSync(directory, { recursive: true }));

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const verify = [join(root, manifest.bin["solv-contract"]), "verify"];
const drift = [
  join(root, "node_modules/@redocly/cli/bin/cli.js"),
  ...["drift", "--api", description.file, "--format", "json"],
];

compare();
memory();

function compare(): void {
  const file = join(directory, "compared.har");
  writeHar(file, (written) => written >= exchanges);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(run(verify, file).ms);
    theirs.push(run(drift, file).ms);
  }
  const perSecond = (times: number[]) => Math.round((exchanges * 1000) / median(times));
  console.log(`${exchanges} exchanges, ${ROUNDS} interleaved pairs, whole processes, medians:`);
  console.log(`  solv-contract verify  ${perSecond(ours)} exchanges a second`);
  console.log(`  redocly drift         ${perSecond(theirs)} exchanges a second`);
  const ratios = ours.map((time, index) => (theirs[index] ?? 0) / time);
  console.log(`  ratio                 ${median(ratios).toFixed(1)} (at least 20 is wanted)`);
}

function memory(): void {
  const peaks: number[] = [];
  for (let size = 1; size <= largest; size *= 10) {
    const file = join(directory, "growing.har");
    writeHar(file, (_, bytes) => bytes >= size * MB);
    const { peakMb } = run(verify, file);
    peaks.push(peakMb);
    console.log(`  ${String(size).padStart(5)} MB of HAR: ${peakMb.toFixed(0)} MB at the peak`);
    rmSync(file);
  }
  const growth = (peaks.at(-1) ?? 0) / (peaks[0] ?? 1);
  console.log(`  ratio of the largest to the smallest: ${growth.toFixed(2)}`);
}

/** Runs one process over a file; its time and its peak of resident memory. */
function run(command: readonly string[], file: string): { ms: number; peakMb: number } {
  // The child writes its own peak as it ends: no tool outside Node is needed.
  const peak = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
  const started = performance.now();
  const { stderr, status } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(peak)}`, ...command, file],
    {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`The command failed (${status}): ${stderr}`);
  const kilobytes = Number(/peak (\d+)/.exec(stderr)?.[1]);
  return { ms, peakMb: (kilobytes * 1024) / MB };
}

/** Writes a HAR of invented cancels, as a recording proxy would. */
function writeHar(file: string, isEnough: (written: number, bytes: number) => boolean): void {
  const out = openSync(file, "w");
  let bytes = writeSync(
    out,
    '{"log":{"version":"1.2","creator":{"name":"b","version":"1"},"entries":[',
  );
  let block = "";
  let written = 0;
  for (; !isEnough(written, bytes + block.length); written++) {
    block += `${written > 0 ? "," : ""}${JSON.stringify(entry(written))}`;
    if (block.length < MB) continue;
    bytes += writeSync(out, block);
    block = "";
  }
  writeSync(out, `${block}]}}`);
  closeSync(out);
}

function entry(index: number): unknown {
  const { method, path, requestBody } = operations.cancelExternalBooking;
  const [{ url: server }] = description.servers;
  // One in twenty is refused, as some always are.
  const status = index % 20 === 7 ? 422 : 200;
  const [sent] = examples(requestBody?.source);
  const answers = examples(responseFor(operations.cancelExternalBooking, status)?.source);
  const answer = answers[index % answers.length];
  const headers = [
    { name: "Content-Type", value: "application/json" },
    { name: "Date", value: new Date(index * 1000).toUTCString() },
    { name: "X-Request-Id", value: `request-${index * 7919}` },
  ];
  return {
    startedDateTime: new Date(index * 1000).toISOString(),
    time: (index % 97) + 0.5,
    request: {
      method,
      url: `${server}${path.replace(/\{.*\}/, `sample-${index}`)}`,
      ...{ httpVersion: "HTTP/1.1", cookies: [], queryString: [], headersSize: -1, bodySize: -1 },
      headers: [
        { name: "Content-Type", value: "application/json" },
        { name: "x-api-key", value: "sample-client" },
        { name: "Authorization", value: `Bearer sample-${index % 50}` },
      ],
      postData: { mimeType: "application/json", text: JSON.stringify(sent) },
    },
    response: {
      ...{ status, statusText: "", httpVersion: "HTTP/1.1", cookies: [], redirectURL: "" },
      ...{ headersSize: -1, bodySize: -1, headers },
      content: {
        size: -1,
        mimeType: "application/json",
        text: JSON.stringify(numbered(answer, index)),
      },
    },
    cache: {},
    timings: { send: 0, wait: (index % 97) + 0.25, receive: 0.25 },
  };
}

function examples(source: string | undefined): unknown[] {
  return [...examplesAt(`${source}/content/application~1json`).values()];
}

function numbered(answer: unknown, index: number): unknown {
  const booking = answer as { id?: number; last_name?: string };
  return booking.id === undefined
    ? answer
    : { ...booking, id: index + 1, last_name: `Sample${index}` };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
