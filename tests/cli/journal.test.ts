/** The journal: one line on disk for each request, kept from run to run; and what becomes of one that fails. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { openJournal } from "../../src/cli/journal.js";
import { answer, cancelled, serve } from "../check/raw-server.js";
import { mistake, run, temporaryFolder } from "./running.js";

const folder = temporaryFolder();
const entry = { at: "2026-01-31T09:30:00.000Z", booking: 2, probe: "a/b", operationId: "a" };

afterEach(() => {
  jest.restoreAllMocks();
});

/** Checks one booking that the server cancels; the results that `json` shows. */
async function checkWith(journal: string) {
  const { baseUrl, seen } = await serve(
    () => cancelled(1),
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
  return { ...(await run(argv, { env })), seen };
}

test("holds a line for each request to a given booking, behind what it held before", async () => {
  const file = join(folder, "kept");
  writeFileSync(file, "before\n");
  const { code, seen } = await checkWith(file);
  expect(code).toBe(0);
  const [before, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  expect(before).toBe("before");
  expect(lines.map((line) => JSON.parse(line).booking)).toEqual([1, 1]);
  expect(seen).toHaveLength(2);
  expect(lines.join()).not.toContain("CANARY");
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
