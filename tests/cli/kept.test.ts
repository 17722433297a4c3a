/** What is kept from run to run: a journal of requests, and a baseline through a week. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { openJournal } from "../../src/cli/journal.js";
import type { Baseline } from "../../src/report/baseline.js";
import { type SandboxOptions, startSandbox } from "../../src/sandbox.js";
import { answer, cancelled, serve } from "../check/raw-server.js";
import { mistake, run, temporaryFolder } from "./running.js";

/** The journal: one line on disk for each request, kept from run to run; and what becomes of one that fails. */
describe("the journal", () => {
  const folder = temporaryFolder();
  const entry = { at: "2026-01-31T09:30:00.000Z", booking: 2, probe: "a/b", operationId: "a" };

  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Checks one booking that the server cancels; `held` is what the journal holds as each request arrives. */
  async function checkWith(journal: string) {
    const held: string[] = [];
    const { baseUrl, seen } = await serve(
      () => {
        held.push(readFileSync(journal, "utf8"));
        return cancelled(1);
      },
      () => answer(404),
    );
    const env = { SOLV_BASE_URL: baseUrl, SOLV_CLIENT_ID: "k", SOLV_ACCESS_TOKEN: "t" };
    const booking = ["--booking", "CANARYa", "--location", "location-CANARY", "--service", "s"];
    // A server that answers for any place would be found to.
    const only = [
      "--only",
      "cancelExternalBooking/cancel/*",
      "--skip",
      "*/after/*",
      "--allow-cancel",
    ];
    const argv = ["check", ...booking, ...only, "--format", "json", "--journal", journal];
    return { ...(await run(argv, { env })), seen, held };
  }

  test("holds a line for each request to a given booking, behind what it held before", async () => {
    const file = join(folder, "kept");
    writeFileSync(file, "before\n");
    const { code, seen, held } = await checkWith(file);
    expect(code).toBe(0);
    const whole = readFileSync(file, "utf8");
    const [before, ...lines] = whole.trim().split("\n");
    expect(before).toBe("before");
    const line = {
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      booking: 1,
      probe: expect.stringMatching(/^cancelExternalBooking\/cancel\//),
      operationId: "cancelExternalBooking",
    };
    expect(lines.map((text) => JSON.parse(text))).toEqual([line, line]);
    expect(seen).toHaveLength(2);
    // Whatever ends the process then, the line is there.
    expect(held).toEqual([`before\n${lines[0]}\n`, whole]);
    expect(whole).not.toContain("CANARY");
  });

  test("that cannot be opened ends the command before anything is sent", async () => {
    const file = join(folder, "a-folder");
    mkdirSync(file);
    const { code, stderr, seen } = await checkWith(file);
    expect([code, seen]).toEqual([2, []]);
    expect(stderr).toBe(`The journal could not be written (EISDIR): ${file}\n`);
  });

  // Where there is no such device, nothing is like a full disk.
  const full = "/dev/full";
  test("that cannot be written leaves the request unsent, and the report is still written", async () => {
    const { code, stdout, stderr, seen } = await checkWith(full);
    expect([code, seen]).toEqual([2, []]);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true });
    expect(stderr).toMatch(
      /^Conforms: interrupted, .*\nThe journal could not be written \(ENOSPC\): /,
    );
  });

  describe("a journal", () => {
    test("writes to what has nothing to flush", () => {
      const journal = openJournal("/dev/null");
      journal.note(entry);
      journal.close();
      expect(journal.failure).toBeUndefined();
    });

    test("says which file failed, and keeps that it did", async () => {
      const journal = openJournal(full);
      const said = await mistake(() => journal.note(entry));
      expect(said).toBe(`The journal could not be written (ENOSPC): ${full}`);
      expect(journal.failure).toMatchObject({ message: said });
      journal.close();
    });
  });

  test("needs a name, and a file of its own", async () => {
    expect((await run(["check", "--journal", ""])).stderr).toBe("--journal needs a file.\n");
    const same = ["--journal", "x", "--har", "x"];
    expect((await run(["check", ...same])).stderr).toMatch(
      /^Each --report, --har and --journal needs/,
    );
  });
});

/** A week of a check that a team leaves switched on: known, green, a new break, mended, gone. */
describe("a week", () => {
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
    const args = [
      "--only",
      "cancelExternalBooking/body/*",
      "--baseline",
      file,
      "--fail-on",
      "warning",
    ];
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
});
