/** A week of a check that a team leaves switched on: known, green, a new break, mended, gone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Baseline } from "../../src/report/baseline.js";
import { type SandboxOptions, startSandbox } from "../../src/sandbox.js";
import { run, temporaryFolder } from "./running.js";

const file = join(temporaryFolder(), "known.json");
const KNOWN = "invalid-empty";
const NEW = "unknown-as-422";

async function night(faults: readonly string[], ...flags: string[]) {
  const options: SandboxOptions = { faults };
  const sandbox = await startSandbox(options);
  const { clientId, accessToken } = sandbox.credentials;
  const env = {
    SOLV_BASE_URL: sandbox.baseUrl,
    SOLV_CLIENT_ID: clientId,
    SOLV_ACCESS_TOKEN: accessToken,
  };
  const args = ["--only", "*/body/*", "--baseline", file, "--fail-on", "warning"];
  try {
    const ended = await run(["check", "--format", "json", ...args, ...flags], { env });
    return { ...ended, report: ended.stdout ? JSON.parse(ended.stdout) : undefined };
  } finally {
    await sandbox.close();
  }
}
const read = (): Baseline => JSON.parse(readFileSync(file, "utf8"));

test("a week", async () => {
  const missing = await night([KNOWN]);
  expect(missing).toMatchObject({ code: 2, stdout: "" });
  expect(missing.stderr).toMatch(/cannot be read \(ENOENT\).* --update-baseline writes one/);

  const first = await night([KNOWN], "--update-baseline");
  expect(first.code).toBe(0);
  expect(first.stderr).toMatch(/The baseline holds \d+ findings, \d+ of them new; 0 are gone/);
  const { findings } = read();
  expect(findings.length).toBeGreaterThan(3);
  expect(findings.every(({ reason }) => reason === "")).toBe(true);

  const green = await night([KNOWN]);
  expect(green.code).toBe(0);
  expect(green.report.summary).toMatchObject({ errors: 0, warnings: 0 });
  expect(green.report.summary.known).toBeGreaterThan(0);

  const red = await night([KNOWN, NEW]);
  expect(red.code).toBe(1);
  const fresh = red.report.results.flatMap((each: { findings: { known?: string }[] }) =>
    each.findings.filter(({ known }) => known === undefined),
  );
  expect(fresh.length).toBeGreaterThan(0);
  expect((await night([KNOWN])).code).toBe(0);

  const mended = await night([]);
  expect(mended.code).toBe(1);
  const gone = mended.report.results.find(({ id }: { id: string }) => id === "baseline").findings;
  expect(gone.length).toBeGreaterThan(0);
  for (const each of gone) {
    expect(each).toMatchObject({ severity: "warning", received: "gone: remove it" });
  }

  expect((await night([], "--update-baseline")).code).toBe(0);
  expect((await night([])).code).toBe(0);
  expect(read().findings.length).toBeLessThan(findings.length);
});
