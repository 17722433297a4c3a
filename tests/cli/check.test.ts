/** `solv-contract check` against a sandbox: its exit code, its reports, its recording, and what its flags change. */
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import net from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Report } from "../../src/contract.js";
import { startSandbox } from "../../src/sandbox.js";
import { run, temporaryFolder } from "./running.js";
import { environment, sandbox } from "./shared-sandbox.js";

const folder = temporaryFolder();
const few = ["--only", "*/body/missing/*"];
const warned = ["--only", "cancelExternalBooking/valid/full"];

test("the embedded sandbox conforms, without any setting, and verify agrees", async () => {
  const file = join(folder, "embedded.json");
  const junit = join(folder, "embedded.xml");
  const har = join(folder, "embedded.har");
  // What is replaced had let everybody read it.
  await writeFile(har, "old", { mode: 0o644 });
  const reports = ["--report", "pretty", "--report", `json=${file}`, "--report", `junit=${junit}`];
  const { code, stdout, stderr } = await run(["check", ...reports, "--har", har]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/embedded sandbox/);
  expect(stdout).toMatch(/Conforms/);
  expect(stderr).toMatch(/^Conforms: .*\n$/);
  // Everything is allowed there, so that no documented success stays untried, and it ends with the check.
  const { coverage }: Report = JSON.parse(await readFile(file, "utf8"));
  const ours = /^(cancelExternalBooking|createAccessToken) | 2\d\d$/;
  expect(coverage.statuses.missing.filter((status) => ours.test(status))).toEqual([]);
  // No two cases have one name.
  const text = await readFile(junit, "utf8");
  const cases = text.match(/ name="[^"]*" classname="[^"]*"/g) ?? [];
  expect(cases.length).toBeGreaterThan(150);
  expect(new Set(cases).size).toBe(cases.length);
  const port = Number(/\(127\.0\.0\.1:(\d+)\)/.exec(stdout)?.[1]);
  const late = net.connect(port, "127.0.0.1");
  await expect(once(late, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  // The exchanges are recorded for the owner alone.
  expect((await stat(har)).mode & 0o077).toBe(0);
  const recorded = await readFile(har, "utf8");
  // Every sandbox has the same credentials.
  for (const secret of Object.values(sandbox.credentials)) expect(recorded).not.toContain(secret);
  const verified = await run(["verify", har, "--report", "json"]);
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.stdout).summary).toMatchObject({ unreadable: 0 });
});

test("a server is checked with credentials from the environment, as JSON on request", async () => {
  const { code, stdout } = await run(["check", "--format", "json", ...few], { env: environment() });
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { verdict: string; target: string };
  expect(report.verdict).toBe("conforms");
  expect(report.target).toBe(new URL(sandbox.baseUrl).host);
});

test("warnings fail the run when asked to", async () => {
  const { code } = await run(["check", "--fail-on", "warning", ...warned], { env: environment() });
  expect(code).toBe(1);
});

test("reports go to files, whole, beside the one on stdout", async () => {
  const file = join(folder, "deep", "report.json");
  const { code, stdout } = await run([
    "check",
    ...few,
    "--report",
    "pretty",
    "--report",
    `json=${file}`,
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Conforms/);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ kind: "check" });
});

test("a report that cannot be written does not cost the others", async () => {
  const taken = join(folder, "taken");
  await writeFile(taken, "");
  const file = join(folder, "other.json");
  const har = join(folder, "kept.har");
  const reports = ["--report", `html=${taken}/report.html`, "--report", `json=${file}`];
  const { code, stderr } = await run(["check", ...few, ...reports, "--har", har]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/could not be written \(\w+\): .*taken/);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ verdict: "conforms" });
  expect(JSON.parse(await readFile(har, "utf8"))).toHaveProperty("log.entries.0");
});

test("an empty variable is no wish for the sandbox", async () => {
  const { code, stderr } = await run(["check"], { env: { SOLV_BASE_URL: "" } });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^The base URL is empty\. .*\n$/)]);
});

test("the job summary is written when GitHub gives a file for it", async () => {
  const summary = join(folder, "summary.md");
  const { stdout } = await run(["check", "--report", "github", ...warned], {
    env: { GITHUB_STEP_SUMMARY: summary },
  });
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
  const { code } = await run(
    ["check", "--bookings", file, "--allow-cancel", "--only", "*/cancel/valid/*"],
    { env },
  );
  expect(code).toBe(0);
  expect(own.state().filter(({ cancelled }) => cancelled > 0)).toHaveLength(1);
  await own.close();
});

test("a dry run sends nothing", async () => {
  const before = sandbox.requests.length;
  const { code, stdout } = await run(["check", "--dry-run"], { env: environment() });
  expect(code).toBe(0);
  expect(stdout).toContain("curl");
  expect(sandbox.requests).toHaveLength(before);
});

describe("a check", () => {
  test.each([
    { flags: ["--concurrency", "1"], most: 1 },
    { flags: ["--concurrency", "3"], most: 3 },
    { flags: [], most: 8 },
  ])("has at most $most requests under way with $flags", async ({ flags, most }) => {
    let underWay = 0;
    let peak = 0;
    const server = createServer((request, response) => {
      underWay += 1;
      peak = Math.max(peak, underWay);
      const status = request.headers.authorization?.startsWith("Bearer ") ? 404 : 401;
      request.resume().on("end", () => setTimeout(() => response.writeHead(status).end(), 20));
      response.on("close", () => {
        underWay -= 1;
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as net.AddressInfo;
    const env = {
      SOLV_BASE_URL: `http://127.0.0.1:${port}`,
      SOLV_CLIENT_ID: "sample-client",
      SOLV_ACCESS_TOKEN: "sample-token",
    };
    try {
      // A list that nobody answers would end the check at once.
      await run(["check", "--only", "cancelExternalBooking/body/type/*", ...flags], { env });
      expect(peak).toBe(most);
    } finally {
      server.close();
    }
  });

  const withSandbox = async (flags: readonly string[], options = {}) => {
    const own = await startSandbox(options);
    const { clientId, accessToken } = own.credentials;
    const env = {
      SOLV_BASE_URL: own.baseUrl,
      SOLV_CLIENT_ID: clientId,
      SOLV_ACCESS_TOKEN: accessToken,
    };
    try {
      const result = await run(["check", "--format", "json", ...flags], { env });
      return { ...result, own, report: result.stdout ? JSON.parse(result.stdout) : undefined };
    } finally {
      await own.close();
    }
  };
  const one = ["--only", "cancelExternalBooking/body/none"];
  /** The first booking; every sandbox has the same ones. */
  const givenBooking = () => {
    const [booking] = sandbox.bookings;
    if (!booking) throw new Error("The sandbox has no booking.");
    const { external_booking_id: id, external_location_id: location, service_id } = booking;
    return ["--booking", id, "--location", location, "--service", service_id];
  };

  test("gives up on an answer after the time that was given", async () => {
    const flags = [...one, "--timeout-ms", "50", "--concurrency", "1"];
    const { report } = await withSandbox(flags, { faults: ["never-answers"] });
    expect(report.results[0]).toMatchObject({
      outcome: "inconclusive",
      findings: [],
      notJudged: "no answer came in time",
    });
  });

  test("fails on warnings, and ends after the first error, only when asked to", async () => {
    expect((await withSandbox(one)).report).toMatchObject({ failOn: "error", interrupted: false });
    const strict = await withSandbox([...one, "--fail-on", "warning"]);
    expect(strict.report.failOn).toBe("warning");
    const fault = { faults: ["invalid-empty"] };
    const many = ["--only", "cancelExternalBooking/body/*"];
    expect((await withSandbox(many, fault)).report.interrupted).toBe(false);
    expect((await withSandbox([...many, "--bail"], fault)).report.interrupted).toBe(true);
  });

  test("cancels nothing without the permission", async () => {
    const only = ["--only", "cancelExternalBooking/booking/*"];
    const flags = [...givenBooking(), ...only, "--only", "cancelExternalBooking/cancel/*"];
    const kept = await withSandbox(flags);
    expect(kept.own.state().filter(({ cancelled }) => cancelled > 0)).toEqual([]);
    const plan = await run(["check", "--dry-run", "--base-url", "http://127.0.0.1:1", ...flags]);
    expect(plan.stdout).not.toContain("cancelExternalBooking/cancel/");
    const more = ["--base-url", "http://127.0.0.1:1", ...flags, "--allow-cancel"];
    const wider = await run(["check", "--dry-run", ...more]);
    expect(wider.stdout).toContain("cancelExternalBooking/booking/");
    expect(wider.stdout).toContain("cancelExternalBooking/cancel/");
    const all = await withSandbox([...flags, "--allow-cancel"]);
    expect(all.own.state().filter(({ cancelled }) => cancelled > 0)).toHaveLength(1);
  });

  test("writes an id in another letter case only where it is asserted that nobody else has it", async () => {
    const id = "cancelExternalBooking/booking/mismatch/id_case";
    const flags = [...givenBooking(), "--only", id];
    const asserted = [...flags, "--ids-differ-beyond-case-and-form"];
    for (const [given, outcome] of [
      [flags, "skipped"],
      [asserted, "warned"],
    ] as const) {
      const { report } = await withSandbox(given);
      expect(report.results.at(-1)).toMatchObject({ id, outcome });
    }
    const listed = await run(["check", "--dry-run", "--base-url", "http://127.0.0.1:1", ...flags]);
    expect(listed.stdout).not.toContain(id);
  });
});
