/** `solv-contract check` against a sandbox: its exit code, its reports, its bookings and its recording. */
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import net from "node:net";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Report } from "../../src/contract.js";
import { startSandbox } from "../../src/sandbox.js";
import { run, temporaryFolder } from "./running.js";
import { environment, sandbox } from "./shared-sandbox.js";

const folder = temporaryFolder();
const few = ["--only", "*/body/missing/*"];
const warned = ["--only", "cancelExternalBooking/valid/full"];

test("the embedded sandbox conforms, without any setting", async () => {
  const file = join(folder, "embedded.json");
  const junit = join(folder, "embedded.xml");
  const reports = ["--report", "pretty", "--report", `json=${file}`, "--report", `junit=${junit}`];
  const { code, stdout, stderr } = await run(["check", ...reports]);
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

test("the exchanges are recorded for the owner alone, and verify agrees with the check", async () => {
  const file = join(folder, "check.har");
  // What is replaced had let everybody read it.
  await writeFile(file, "old", { mode: 0o644 });
  const { code } = await run(["check", "--har", file], { env: environment() });
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
