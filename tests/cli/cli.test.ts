/** The command line, run in this process: exit codes, streams, and one sentence for each mistake. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { main } from "../../src/cli/main.js";
import { type Sandbox, startSandbox } from "../../src/sandbox.js";

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  folder = await mkdtemp(join(tmpdir(), "solv-contract-"));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

async function run(argv: string[], env: Record<string, string> = {}, interruptAfter?: string) {
  let stdout = "";
  let stderr = "";
  let interrupt = () => {};
  const code = await main(argv, {
    env,
    stdout: {
      write: (text) => {
        stdout += text;
        if (interruptAfter && stdout.includes(interruptAfter)) setImmediate(() => interrupt());
      },
    },
    stderr: { write: (text) => (stderr += text) },
    stdin: (async function* () {})(),
    onInterrupt: (listener) => {
      interrupt = listener;
      return () => {};
    },
  });
  return { code, stdout, stderr };
}

const environment = () => ({
  SOLV_BASE_URL: sandbox.baseUrl,
  SOLV_CLIENT_ID: sandbox.credentials.clientId,
  SOLV_ACCESS_TOKEN: sandbox.credentials.accessToken,
});

test("the embedded sandbox conforms, without any setting", async () => {
  const { code, stdout, stderr } = await run(["check"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/embedded sandbox/);
  expect(stdout).toMatch(/Conforms/);
  expect(stderr).toBe("");
});

test("a server is checked with credentials from the environment, as JSON on request", async () => {
  const { code, stdout } = await run(["check", "--format", "json"], environment());
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { verdict: string; target: string };
  expect(report.verdict).toBe("conforms");
  expect(report.target).toBe(new URL(sandbox.baseUrl).host);
});

test("warnings fail the run when asked to", async () => {
  const { code } = await run(["check", "--fail-on", "warning"], environment());
  expect(code).toBe(1);
});

test("reports go to files, whole, beside the one on stdout", async () => {
  const file = join(folder, "deep", "report.json");
  const { code, stdout } = await run(["check", "--report", "pretty", "--report", `json=${file}`]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Conforms/);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ kind: "check" });
});

test("no two cases of the JUnit report have one name", async () => {
  const { stdout } = await run(["check", "--report", "junit"]);
  const cases = stdout.match(/ name="[^"]*" classname="[^"]*"/g) ?? [];
  expect(cases.length).toBeGreaterThan(150);
  expect(new Set(cases).size).toBe(cases.length);
});

test("a report that cannot be written does not cost the others", async () => {
  const taken = join(folder, "taken");
  await writeFile(taken, "");
  const file = join(folder, "other.json");
  const har = join(folder, "kept.har");
  const reports = ["--report", `html=${taken}/report.html`, "--report", `json=${file}`];
  const { code, stderr } = await run(["check", ...reports, "--har", har]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/could not be written \(\w+\): .*taken/);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ verdict: "conforms" });
  expect(JSON.parse(await readFile(har, "utf8"))).toHaveProperty("log.entries.0");
});

test("an empty variable is no wish for the sandbox", async () => {
  const { code, stderr } = await run(["check"], { SOLV_BASE_URL: "" });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^The base URL is empty\. .*\n$/)]);
});

test("the exchanges are recorded for the owner alone, and verify agrees with the check", async () => {
  const file = join(folder, "check.har");
  const { code } = await run(["check", "--har", file], environment());
  expect(code).toBe(0);
  expect((await stat(file)).mode & 0o077).toBe(0);
  const text = await readFile(file, "utf8");
  for (const secret of Object.values(sandbox.credentials)) expect(text).not.toContain(secret);
  const { code: verified, stdout } = await run(["verify", file, "--report", "json"]);
  expect(verified).toBe(0);
  expect((JSON.parse(stdout) as { summary: unknown }).summary).toMatchObject({ unreadable: 0 });
});

test("the job summary is written when GitHub gives a file for it", async () => {
  const summary = join(folder, "summary.md");
  const { stdout } = await run(["check", "--report", "github"], { GITHUB_STEP_SUMMARY: summary });
  expect(stdout).toMatch(/^::warning file=openapi\/external-bookings\.yaml,line=\d+/m);
  expect(await readFile(summary, "utf8")).toMatch(/^#/m);
});

test("bookings come from a YAML file and are used", async () => {
  const own = await startSandbox();
  const [booking] = own.bookings;
  const file = join(folder, "bookings.yaml");
  await writeFile(
    file,
    [
      `- external_booking_id: ${JSON.stringify(booking?.external_booking_id)}`,
      `  external_location_id: ${booking?.external_location_id}`,
      `  service_id: ${booking?.service_id}`,
    ].join("\n"),
  );
  const env = { ...environment(), SOLV_BASE_URL: own.baseUrl };
  const { code } = await run(["check", "--bookings", file, "--allow-cancel"], env);
  expect(code).toBe(0);
  expect(own.state().filter(({ cancelled }) => cancelled > 0)).toHaveLength(1);
  await own.close();
});

test("a dry run sends nothing", async () => {
  const before = sandbox.requests.length;
  const { code, stdout } = await run(["check", "--dry-run"], environment());
  expect(code).toBe(0);
  expect(stdout).toContain("curl");
  expect(sandbox.requests).toHaveLength(before);
});

describe("a mistake is one sentence and exit code 2", () => {
  const cases: [string, string[], RegExp][] = [
    ["no command", [], /command is missing/],
    ["an unknown command", ["CANARY"], /no such command/],
    ["an unknown flag", ["check", "--nope"], /--nope is no flag of check/],
    ["a secret as a flag", ["check", "--access-token=CANARY"], /secrets are never flags/],
    ["a stray argument", ["check", "CANARY"], /not understood/],
    ["a flag without its value", ["check", "--base-url"], /--base-url needs a value/],
    ["a base URL that was not set", ["check", "--base-url", ""], /base URL is empty/],
    ["a pattern that fits nothing", ["check", "--only", "CANARY"], /No probe is left by --only/],
    ["a number that is none", ["check", "--timeout-ms", "CANARY"], /whole number/],
    ["an unknown format", ["check", "--report", "CANARY"], /takes one of pretty/],
    [
      "two machine formats on stdout",
      ["check", "--report", "json", "--report", "junit"],
      /Only one/,
    ],
    [
      "a booking without a server",
      ["check", "--booking", "CANARY", "--location", "l", "--service", "s"],
      /together with --base-url/,
    ],
    [
      "a booking without its location",
      ["check", "--booking", "CANARY"],
      /--location and --service/,
    ],
    [
      "a missing bookings file",
      ["check", "--bookings", "no-such.yaml"],
      /cannot be read \(ENOENT\)/,
    ],
    [
      "missing credentials",
      ["check", "--base-url", "http://127.0.0.1:9"],
      /SOLV_CLIENT_ID is missing/,
    ],
    ["a rate without a fault", ["sandbox", "--fault-rate", "1"], /give one/],
    [
      "a rate that is none",
      ["sandbox", "--fault", "reset-in-body", "--fault-rate", "CANARY"],
      /0 to 1/,
    ],
    ["an unknown fault", ["sandbox", "--fault", "CANARY"], /no fault of that name/],
  ];
  test.each(cases)("%s", async (_, argv, message) => {
    const { code, stdout, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stdout + stderr).not.toMatch(/CANARY|at .*\.ts:/);
  });

  test("a port in use", async () => {
    const { port } = new URL(sandbox.baseUrl);
    const { code, stderr } = await run(["sandbox", "--port", port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Port \d+ is in use/);
  });

  test.each([
    ["not a list", "{}", /list of at least one/],
    ["no id", "- external_location_id: CANARY", /external_booking_id must be/],
    [
      "an unknown property",
      '[{"external_booking_id":"a","external_location_id":"b","service_id":"c","CANARY":1}]',
      /unknown property/,
    ],
    [
      "an undocumented expectation",
      '[{"external_booking_id":"a","external_location_id":"b","service_id":"c","expect":{"CANARY":1}}]',
      /not documented/,
    ],
    [
      "an expectation of another type",
      '[{"external_booking_id":"a","external_location_id":"b","service_id":"c","expect":{"id":"CANARY"}}]',
      /expect\/id must be of type integer/,
    ],
    ["no YAML", "- a: [CANARY", /line \d+ cannot be read/],
  ])("a bookings file with %s", async (_, text, message) => {
    const file = join(folder, "broken.yaml");
    await writeFile(file, text);
    const before = sandbox.requests.length;
    const { code, stderr } = await run(["check", "--bookings", file], environment());
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("CANARY");
    expect(sandbox.requests).toHaveLength(before);
  });
});

describe("verify", () => {
  const exchange = (status: number, responseBody: string) =>
    JSON.stringify({
      method: "DELETE",
      url: `${sandbox.baseUrl}/v1/partner/external_bookings/CANARY`,
      requestHeaders: {
        "x-api-key": "CANARY",
        authorization: "Bearer CANARY",
        "content-type": "application/json",
      },
      requestBody: JSON.stringify({ external_location_id: "CANARY", service_id: "CANARY" }),
      status,
      responseHeaders: { "content-type": "application/json" },
      responseBody,
    });

  test("judges a file and says what departs, without a value", async () => {
    const file = join(folder, "log.ndjson");
    await writeFile(
      file,
      `${exchange(422, "{}")}\nnot json\n${exchange(200, '{"id":"CANARY"}')}\n`,
    );
    const { code, stdout, stderr } = await run(["verify", file, "--format", "json"]);
    expect(stderr).toBe("");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "verify",
      summary: { exchanges: 2, unreadable: 1 },
    });
    expect(stdout).not.toContain("CANARY");
  });

  test("a conforming file leads to 0", async () => {
    const file = join(folder, "good.ndjson");
    await writeFile(file, exchange(422, "{}"));
    expect((await run(["verify", file])).code).toBe(0);
  });

  test.each([
    ["no file", [], /needs a file/],
    ["a missing file", ["no-such.har"], /could not be read \(ENOENT\)/],
    ["stdin twice", ["-", "-"], /only once/],
  ])("%s is a mistake", async (_, files, message) => {
    const { code, stderr } = await run(["verify", ...files]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

test("a fault can be limited to the first calls", async () => {
  const flags = ["--format", "json", "--fault", "html-502", "--fault-times", "1"];
  let statuses: number[] = [];
  let asked: Promise<void> | undefined;
  await main(["sandbox", ...flags], {
    env: {},
    stdout: {
      write: (text) => {
        const { baseUrl } = JSON.parse(text) as { baseUrl: string };
        const url = `${baseUrl}/v1/partner/external_bookings/no-such-booking`;
        const ask = async () => (await fetch(url, { method: "DELETE" })).status;
        asked = ask().then(async (first) => {
          statuses = [first, await ask()];
        });
      },
    },
    stderr: { write: () => {} },
    stdin: (async function* () {})(),
    onInterrupt: (listener) => {
      void asked?.then(listener);
      return () => {};
    },
  });
  expect(statuses).toEqual([502, 401]);
});

test("the sandbox says how to reach it and ends when interrupted", async () => {
  const { code, stdout } = await run(["sandbox"], {}, "Ctrl-C");
  expect(code).toBe(0);
  const port = Number(/SOLV_BASE_URL=http:\/\/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1]);
  const refused = await new Promise<boolean>((resolve) => {
    net
      .connect(port, "127.0.0.1")
      .once("error", () => resolve(true))
      .once("connect", () => resolve(false));
  });
  expect(refused).toBe(true);
});

test.each(["check", "verify", "sandbox"])("%s explains itself", async (command) => {
  const { code, stdout } = await run([command, "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("Examples");
});
