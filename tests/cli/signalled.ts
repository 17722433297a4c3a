/** Runs a check as a process that gets signals while a cancel is under way. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { FORMATS } from "../../src/report/report.js";
import { answer, serve } from "../check/raw-server.js";
import { temporaryFolder } from "./running.js";

const folder = temporaryFolder();
export const TIME = 60_000;
let runs = 0;

/** Starts a check of one booking; `act` is done once its cancel has reached the server. */
export async function interrupted(
  act: (child: ChildProcess) => unknown,
  reply: () => string | undefined,
) {
  runs += 1;
  const file = (name: string) => join(folder, `${runs}-${name}`);
  let child: ChildProcess | undefined;
  const { baseUrl, seen } = await serve(
    () => {
      if (child) act(child);
      return reply();
    },
    // A finding, so that the exit code would be 1.
    () => answer(500),
  );
  const args = [
    "--import",
    "tsx",
    "src/cli.ts",
    "check",
    "--base-url",
    baseUrl,
    "--allow-cancel",
    "--booking",
    "CANARYa",
    "--location",
    "location-CANARY",
    "--service",
    "service-CANARY",
    "--only",
    "cancelExternalBooking/cancel/*",
    "--timeout-ms",
    "60000",
    "--har",
    file("har"),
    "--journal",
    file("journal"),
    ...FORMATS.flatMap((format) => ["--report", `${format}=${file(format)}`]),
  ];
  const started = spawn(process.execPath, args, {
    cwd: join(__dirname, "../.."),
    env: { ...process.env, SOLV_CLIENT_ID: "k", SOLV_ACCESS_TOKEN: "t" },
    stdio: "ignore",
  });
  child = started;
  const end = await new Promise((resolve) => {
    started.on("exit", (code, signal) => resolve(code ?? signal));
  });
  const read = (name: string) =>
    existsSync(file(name)) ? readFileSync(file(name), "utf8") : undefined;
  return { end, seen, read };
}

export const lines = (text = "") =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Sends signals during a cancel that is never answered: the reports, the HAR and the journal say so. */
export async function expectOpenQuestion(signals: readonly NodeJS.Signals[]): Promise<void> {
  const send = (child: ChildProcess) => {
    for (const [index, signal] of signals.entries()) {
      setTimeout(() => child.kill(signal), index * 200);
    }
  };
  const { end, seen, read } = await interrupted(send, () => undefined);
  expect([end, seen.length]).toEqual([130, 1]);
  for (const format of FORMATS) {
    expect(read(format)).toContain("booking 1 may be cancelled");
    expect(read(format)).not.toContain("CANARY");
  }
  const { entries } = JSON.parse(read("har") ?? "").log;
  expect(entries.at(-1)).toMatchObject({
    request: { method: "DELETE" },
    response: { status: 0 },
  });
  expect(lines(read("journal"))).toMatchObject([{ booking: 1 }]);
}
