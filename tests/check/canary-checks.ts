/** Checks of a server that plants recognisable values, and what they say of it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "@jest/globals";
import { main } from "../../src/cli/main.js";
import { FORMATS } from "../../src/report/report.js";
import { CANARY, leakIn } from "../report/canary.js";
import { BEHAVIOURS, type CanaryServer, startCanaryServer } from "../report/canary-server.js";

const directory = mkdtempSync(join(tmpdir(), "solv-canary-"));
export let server: CanaryServer;
beforeAll(async () => {
  server = await startCanaryServer();
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

export const secrets = {
  SOLV_CLIENT_ID: `${CANARY}-client`,
  SOLV_CLIENT_SECRET: `${CANARY}-secret`,
  SOLV_ACCESS_TOKEN: `${CANARY}.good.token`,
  SOLV_UNSCOPED_ACCESS_TOKEN: `${CANARY}.unscoped.token`,
  SOLV_EXPIRED_ACCESS_TOKEN: `${CANARY}.expired.token`,
};
export const bookings = [1, 2, 3].map((number) => ({
  external_booking_id: `${CANARY}/${number}`,
  external_location_id: `${CANARY} location`,
  service_id: `${CANARY} service`,
  expect: { last_name: `${CANARY} ${number}`, status: CANARY, id: number },
}));

/** A file in a folder of its own. */
export function fileOf(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

/** Flags for all six reports, the environment for the job summary, and what they hold afterwards. */
function reports(name: string) {
  const folder = join(directory, name);
  mkdirSync(folder);
  const flags = FORMATS.flatMap((format) => ["--report", `${format}=${join(folder, format)}`]);
  const read = () => readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  return { flags, summary: join(folder, "summary"), read };
}

/** Runs the command line in this process, on terminals, so that it says all it ever says. */
export async function run(args: readonly string[], env: Record<string, string | undefined>) {
  const said = { stdout: "", stderr: "" };
  const terminal = (name: keyof typeof said) => ({
    isTTY: true,
    columns: 200,
    write: (text: string) => {
      said[name] += text;
    },
  });
  const code = await main(args, {
    env,
    stdout: terminal("stdout"),
    stderr: terminal("stderr"),
    stdin: (async function* () {})(),
    onInterrupt: () => () => {},
  });
  return { code, ...said };
}

/** What ends a check before there is a report, and how it says so. */
const CANNOT_RUN: Readonly<Record<string, string>> = {
  "refused credentials": "refused",
  "nothing that is found": "probably not the API's",
};

/** Answers of a server that fails: they break no contract. */
const OUTAGES = ["problems", "pages of a proxy", "cut bodies"];

/** Runs a check that is answered in one way; no report and no stream holds what is secret. */
export async function expectNothingSaid(name: string, only: readonly string[] = []): Promise<void> {
  server.behaviour = BEHAVIOURS[name] ?? server.behaviour;
  const { flags, summary, read } = reports(name);
  const file = fileOf(`${name}.json`, JSON.stringify(bookings));
  const { code, stdout, stderr } = await run(
    [
      "check",
      "--base-url",
      server.baseUrl,
      "--bookings",
      file,
      "--allow-cancel",
      ...flags,
      ...only.flatMap((glob) => ["--only", glob]),
    ],
    { ...secrets, GITHUB_STEP_SUMMARY: summary },
  );
  const reason = CANNOT_RUN[name];
  const texts = [stdout, stderr, ...(reason ? [] : read())];
  expect(texts.map(leakIn).filter(Boolean)).toEqual([]);
  if (reason) {
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(reason) });
    return;
  }
  expect(code).toBe(OUTAGES.includes(name) ? 2 : 1);
  expect(texts).toHaveLength(2 + FORMATS.length + 1);
  expect(stderr).toContain("cancelExternalBooking/control");
  expect(texts.slice(2).filter((text) => text.length < 300)).toEqual([]);
}
