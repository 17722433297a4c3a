/** What the commands write and when they end: the sandbox's words, progress, Ctrl-C, the process itself. */
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import type { Io } from "../../src/cli/io.js";
import { processIo } from "../../src/cli/io.js";
import { main } from "../../src/cli/main.js";
import { faults } from "../../src/sandbox/faults.js";
import { startSandbox } from "../../src/sandbox.js";
import { cancel, ndjson } from "../traffic/samples.js";

/** Runs a command; `onWrite` sees what was written until then, and can interrupt. */
async function run(
  argv: string[],
  parts: Partial<Io> & { onWrite?: (stdout: string, interrupt: () => void) => void } = {},
) {
  const written = { stdout: "", stderr: "" };
  let interrupt = () => {};
  let listening = 0;
  const { onWrite, ...own } = parts;
  const io: Io = {
    env: {},
    stdout: {
      write: (text) => {
        written.stdout += text;
        onWrite?.(written.stdout, () => setImmediate(() => interrupt()));
      },
    },
    stderr: {
      ...{ isTTY: true, columns: 60 },
      write: (text) => {
        written.stderr += text;
      },
    },
    stdin: (async function* () {})(),
    onInterrupt: (listener) => {
      interrupt = listener;
      listening += 1;
      return () => {
        listening -= 1;
      };
    },
    ...own,
  };
  const code = await main(argv, io);
  return { code, ...written, listening, interrupt };
}

describe("solv-contract sandbox", () => {
  test("lists its faults, for people or as JSON, and ends", async () => {
    const { code, stdout } = await run(["sandbox", "--faults"]);
    const lines = faults.map(({ name, kind, sentence }) => `${name} (${kind}): ${sentence}\n`);
    expect([code, stdout]).toEqual([0, lines.join("")]);
    const json = await run(["sandbox", "--faults", "--format", "json"]);
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(JSON.stringify(faults)));
    expect(json.stdout.endsWith("]\n")).toBe(true);
  });

  test("says how to reach it, in words that a shell reads", async () => {
    const { code, stdout } = await run(["sandbox", "--port", "0"], {
      onWrite: (_text, interrupt) => interrupt(),
    });
    expect(code).toBe(0);
    const text = stdout.replace(/127\.0\.0\.1:\d+/, "HOST");
    const { clientId, clientSecret, accessToken, ...others } = (await startAndClose()).credentials;
    const { bookings } = await startAndClose();
    expect(text).toBe(
      [
        "The sandbox listens on loopback; all it holds is invented. For another terminal:",
        "",
        "export SOLV_BASE_URL=http://HOST",
        `export SOLV_CLIENT_ID='${clientId}'`,
        `export SOLV_CLIENT_SECRET='${clientSecret}'`,
        `export SOLV_ACCESS_TOKEN='${accessToken}'`,
        `export SOLV_UNSCOPED_ACCESS_TOKEN='${others.unscopedAccessToken}'`,
        `export SOLV_EXPIRED_ACCESS_TOKEN='${others.expiredAccessToken}'`,
        "",
        "Bookings (external_booking_id, external_location_id, service_id):",
        ...bookings.map(
          (booking) =>
            `  '${booking.external_booking_id}'  '${booking.external_location_id}'  '${booking.service_id}'`,
        ),
        ...["", "Ctrl-C ends it.", ""],
      ].join("\n"),
    );
  });

  test("names every booking that was asked for", async () => {
    const { stdout } = await run(["sandbox", "--bookings", "20"], {
      onWrite: (_text, interrupt) => interrupt(),
    });
    const own = await startSandbox({ bookings: 20 });
    await own.close();
    const ids = own.bookings.map(({ external_booking_id: id }) => id);
    for (const id of ids) expect(stdout).toContain(`  '${id}'  '`);
  });

  test("says so as JSON when asked to", async () => {
    const { stdout } = await run(["sandbox", "--format", "json", "--bookings", "12"], {
      onWrite: (_text, interrupt) => interrupt(),
    });
    const { baseUrl, credentials: given, bookings } = JSON.parse(stdout);
    expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(given).toEqual((await startAndClose()).credentials);
    expect(bookings).toHaveLength(12);
  });

  test.each([
    [["--port", "65536"], "--port takes a whole number from 0 to 65535."],
    [["--bookings", "0"], "--bookings takes a whole number from 1 to 100000."],
    [["--seed", "4294967296"], "--seed takes a whole number from 0 to 4294967295."],
    [["--pace-ms", "0"], "--pace-ms takes a whole number from 1 to 600000."],
    [
      ["--fault", "status-500", "--fault-times", "0"],
      "--fault-times takes a whole number from 1 to 1000000.",
    ],
    [["--format", "html"], "--format takes one of pretty, json."],
    [
      ["--fault", "none"],
      "There is no fault of that name; `solv-contract sandbox --faults` lists them.",
    ],
    ...["--fault-rate", "--fault-times"].map((flag): [string[], string] => [
      [flag, "1"],
      "--fault-rate and --fault-times say how often a --fault is met; give one.",
    ]),
  ])("%j is a mistake", async (flags, sentence) => {
    expect(await run(["sandbox", ...flags])).toMatchObject({
      ...{ code: 2, stdout: "", stderr: `${sentence}\n` },
    });
  });
});

describe("progress on a terminal", () => {
  test("of a check counts probes, and is taken away in the end", async () => {
    const only = ["--only", "createAccessToken/body/none"];
    const { code, stderr, listening } = await run(["check", ...only]);
    expect(code).toBe(0);
    expect(stderr).toContain("\r\u001b[2K1/2 createAccessToken/control");
    expect(stderr.endsWith("\r\u001b[2K")).toBe(true);
    expect(listening).toBe(0);
  });

  test("of a verification counts exchanges", async () => {
    const { code, stderr, listening } = await run(["verify", "-"], { stdin: input(cancel()) });
    expect(code).toBe(0);
    expect(stderr.replaceAll("\u001b", "ESC")).toMatch(/^\rESC\[2K\d exchanges/);
    expect(stderr.endsWith("\r\u001b[2K")).toBe(true);
    expect(listening).toBe(0);
  });
});

async function* input(...exchanges: readonly unknown[]): AsyncGenerator<Uint8Array> {
  for (const exchange of exchanges) yield Buffer.from(ndjson(exchange));
}

test("several files and stdin are verified together", async () => {
  const folder = await mkdtemp(join(tmpdir(), "solv-verify-"));
  const files = ["a", "b"].map((name) => join(folder, name));
  for (const file of files) await writeFile(file, ndjson(cancel()));
  const stdin = input(cancel());
  const { code, stdout } = await run(["verify", ...files, "-", "--format", "json"], { stdin });
  await rm(folder, { recursive: true });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).summary.exchanges).toBe(3);
});

describe("Ctrl-C", () => {
  test("ends a verification with a report of what was read", async () => {
    let interrupt = () => {};
    async function* endless() {
      for (;;) {
        yield Buffer.from(ndjson(cancel()));
        interrupt();
      }
    }
    const { code, stdout } = await run(["verify", "-", "--format", "json"], {
      stdin: endless(),
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
    });
    expect(code).toBe(130);
    const { interrupted, summary } = JSON.parse(stdout);
    expect(interrupted).toBe(true);
    expect(summary.exchanges).toBeLessThan(5);
  });

  test("ends a check with a report of what was done", async () => {
    const { code, stdout } = await run(["check", "--concurrency", "1", "--format", "json"], {
      onInterrupt: (listener) => {
        setTimeout(listener, 20);
        return () => {};
      },
    });
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true });
  });
});

test("Ctrl-C while the token is awaited is an interruption, not a check that could not run", async () => {
  const own = await startSandbox({ faults: ["token-never-answers"] });
  const { clientId, clientSecret } = own.credentials;
  const env = {
    SOLV_BASE_URL: own.baseUrl,
    ...{ SOLV_CLIENT_ID: clientId, SOLV_CLIENT_SECRET: clientSecret },
  };
  try {
    const { code, stdout } = await run(["check", "--format", "json", "--only", "*/control"], {
      env,
      onInterrupt: (listener) => {
        setTimeout(listener, 100);
        return () => {};
      },
    });
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, summary: { exchanges: 0 } });
  } finally {
    await own.close();
  }
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
    const { port } = server.address() as AddressInfo;
    const env = {
      SOLV_BASE_URL: `http://127.0.0.1:${port}`,
      ...{ SOLV_CLIENT_ID: "sample-client", SOLV_ACCESS_TOKEN: "sample-token" },
    };
    try {
      await run(["check", ...flags], { env });
      expect(peak).toBe(most);
    } finally {
      server.close();
    }
  });

  const withSandbox = async (flags: string[], options = {}, also = {}) => {
    const own = await startSandbox(options);
    const { clientId, accessToken } = own.credentials;
    const env = {
      ...{ SOLV_BASE_URL: own.baseUrl, SOLV_CLIENT_ID: clientId, SOLV_ACCESS_TOKEN: accessToken },
      ...also,
    };
    try {
      const result = await run(["check", "--format", "json", ...flags], { env });
      return { ...result, own, report: result.stdout ? JSON.parse(result.stdout) : undefined };
    } finally {
      await own.close();
    }
  };
  const one = ["--only", "cancelExternalBooking/body/none"];

  test("gives up on an answer after the time that was given", async () => {
    const flags = [...one, "--timeout-ms", "30", "--concurrency", "1"];
    const { report } = await withSandbox(flags, { faults: ["never-answers"] });
    expect(report.results[0].findings[0].received).toBe("timeout while waiting");
  });

  test("fails on warnings, and ends after the first error, only when asked to", async () => {
    expect((await withSandbox(one)).report).toMatchObject({ failOn: "error", interrupted: false });
    const strict = await withSandbox([...one, "--fail-on", "warning"]);
    expect(strict.report.failOn).toBe("warning");
    const fault = { faults: ["status-500"] };
    const many = ["--only", "cancelExternalBooking/body/*"];
    expect((await withSandbox(many, fault)).report.interrupted).toBe(false);
    expect((await withSandbox([...many, "--bail"], fault)).report.interrupted).toBe(true);
  });

  test("cancels nothing without the permission", async () => {
    const [booking] = (await startAndClose()).bookings;
    if (!booking) throw new Error("The sandbox has no booking.");
    const flags = [
      ...["--booking", booking.external_booking_id, "--location", booking.external_location_id],
      ...["--service", booking.service_id, "--skip", "createAccessToken/*"],
    ];
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
});

async function startAndClose() {
  const own = await startSandbox();
  await own.close();
  return own;
}

describe("the process", () => {
  test("lends its streams and environment, and listens for one Ctrl-C", () => {
    const before = process.listenerCount("SIGINT");
    const io = processIo();
    expect([io.env, io.stdout, io.stderr]).toEqual([process.env, process.stdout, process.stderr]);
    expect(io.stdin).toBe(process.stdin);
    const listener = jest.fn();
    const stop = io.onInterrupt(listener);
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    process.emit("SIGINT");
    expect(listener).toHaveBeenCalledTimes(1);
    expect(process.listenerCount("SIGINT")).toBe(before);
    io.onInterrupt(listener);
    stop();
    expect(process.listenerCount("SIGINT")).toBe(before);
    process.stdout.removeAllListeners("error");
  });

  test.each([
    { out: 1, command: "--help", said: "The output failed (EBADF).\n" },
    { out: 2, command: "no-command", said: "" },
  ])("ends in a sentence and exit code 2 when output $out fails", ({ out, command, said }) => {
    const fd = openSync(__filename, "r");
    const result = spawnSync(process.execPath, ["--import", "tsx", "src/cli.ts", command], {
      ...{ cwd: join(__dirname, "../.."), encoding: "utf8" },
      stdio: ["ignore", out === 1 ? fd : "pipe", out === 2 ? fd : "pipe"],
    });
    closeSync(fd);
    expect([result.status, result.stderr ?? ""]).toEqual([2, said]);
  });

  test("keeps its exit code when its reader is gone", () => {
    const shell = "set -o pipefail; node --import tsx src/cli.ts check --no-such-flag 2>&1 | true";
    const { status } = spawnSync("bash", ["-c", shell], { cwd: join(__dirname, "../..") });
    expect(status).toBe(2);
  });
});
