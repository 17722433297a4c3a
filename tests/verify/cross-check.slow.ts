/** An outside oracle: what a check exchanged, judged by `redocly drift` and by the own verification. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { checkContract } from "../../src/check/run.js";
import { description } from "../../src/description/operations.js";
import type { Exchange } from "../../src/http/exchange.js";
import { recordHar } from "../../src/recording/har.js";
import type { Report } from "../../src/report/report.js";
import { startSandbox } from "../../src/sandbox/server.js";
import { verifyTraffic } from "../../src/verify/verify.js";

const root = join(__dirname, "../..");
const directory = mkdtempSync(join(tmpdir(), "solv-cross-check-"));
afterAll(() => rmSync(directory, { recursive: true }));

interface Problem {
  readonly severity: string;
  readonly ruleId: string;
  readonly target: string;
  readonly status: number;
  readonly message: string;
}

/** Runs a check of the sandbox and has its traffic judged twice. */
async function judgeTwice(faults: readonly string[]) {
  const sandbox = await startSandbox({ faults });
  const exchanges: Exchange[] = [];
  const { baseUrl, credentials, bookings } = sandbox;
  const check = await checkContract({
    ...credentials,
    baseUrl,
    bookings,
    allowCancel: true,
    // The answers of others may show bookings that nobody gave, and are not recorded.
    only: ["cancelExternalBooking/*", "createAccessToken/*"],
    onExchange: (exchange) => exchanges.push(exchange),
  });
  await sandbox.close();
  const file = join(directory, "check.har");
  writeFileSync(file, recordHar(exchanges));
  const drift = await promisify(execFile)(
    process.execPath,
    [
      join(root, "node_modules/@redocly/cli/bin/cli.js"),
      "drift",
      file,
      "--api",
      description.file,
      "--server",
      baseUrl,
      "--coverage",
      "--format",
      "json",
    ],
    {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      maxBuffer: 1e8,
    },
  ).catch((error: { stdout: string; stderr: string }) => error);
  const { problems } = JSON.parse(drift.stdout) as { problems: Problem[] };
  const coverage = [...drift.stderr.matchAll(/(\d+)\/(\d+)$/gm)].map(([, done, all]) => [
    Number(done),
    Number(all),
  ]);
  return { check, verified: await verifyTraffic([file]), problems, coverage };
}

/** The coverage in the order of drift, which counts the properties of both directions together. */
function counts({ coverage }: Report) {
  const { operations, parameters, statuses, requestProperties, responseProperties } = coverage;
  const properties = {
    exercised: requestProperties.exercised + responseProperties.exercised,
    documented: requestProperties.documented + responseProperties.documented,
  };
  return [operations, parameters, properties, statuses].map(({ exercised, documented }) => [
    exercised,
    documented,
  ]);
}

/** What drift says against answers; that others than the documented ones came, it only remarks. */
const againstAnswers = (problems: readonly Problem[]) =>
  problems.filter(({ target, severity }) => target === "response" && severity === "error");

describe("on a server that conforms", () => {
  let judged: Awaited<ReturnType<typeof judgeTwice>>;
  beforeAll(async () => {
    judged = await judgeTwice([]);
  }, 120_000);

  test("neither finds an error in an answer", () => {
    expect(judged.check.verdict).toBe("conforms");
    expect(judged.verified).toMatchObject({ verdict: "conforms", summary: { unreadable: 0 } });
    expect(judged.verified.summary.exchanges).toBe(judged.check.summary.exchanges);
    expect(againstAnswers(judged.problems)).toEqual([]);
  });

  test("both find the two calls exercised completely, and agree on what else is described", () => {
    const missing = Object.values(judged.verified.coverage).flatMap((part) => part.missing);
    expect(missing.filter((name) => /^(cancelExternal|createAccess)/.test(name))).toEqual([]);
    expect(counts(judged.verified)).toEqual(judged.coverage);
    expect(counts(judged.check)).toEqual(judged.coverage);
  });
});

test("both find a required property missing in the answers", async () => {
  const { verified, problems } = await judgeTwice(["without-email"]);
  expect(verified.verdict).toBe("violations");
  expect(againstAnswers(problems).map(({ status }) => status)).toEqual([200]);
}, 120_000);
