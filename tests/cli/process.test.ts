/** The command as a process: its arguments, its streams, its signals and its exit code. */

import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { processIo } from "../../src/cli/io.js";
import { main } from "../../src/cli/main.js";
import { VERSION } from "../../src/solv/package.js";
import { cancel, ndjson } from "../verify/samples.js";
import { surroundings } from "./running.js";
import { expectOpenQuestion, TIME } from "./signalled.js";

/** The command as a process has it: its arguments, its streams and its exit code. */
describe("arguments and exit code", () => {
  const { argv, exitCode } = process;
  const listeners = process.stdout.listeners("error");
  afterEach(() => {
    for (const listener of process.stdout.listeners("error")) {
      if (!listeners.includes(listener)) process.stdout.off("error", listener as () => void);
    }
    process.argv = argv;
    process.exitCode = exitCode;
    jest.restoreAllMocks();
  });

  test.each([
    ["--version", 0, `${VERSION}\n`],
    ["no-such-command", 2, ""],
  ])("solv-contract %s ends with %s", async (word, code, output) => {
    let written = "";
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
    jest.spyOn(process.stdout, "write").mockImplementation((text) => {
      written += text;
      return true;
    });
    process.argv = ["node", "solv-contract", word];
    process.exitCode = undefined;
    await jest.isolateModulesAsync(async () => void (await import("../../src/cli.js")));
    // What is written is no sign of the end: anything in this process may write.
    while (process.exitCode === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(process.exitCode).toBe(code);
    expect(written).toBe(output);
  });
});

/** The process as the commands use it: its streams, its Ctrl-C, and an output that fails or is not read. */
describe("streams", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  describe("the process", () => {
    test.each(["SIGINT", "SIGTERM", "SIGHUP"])(
      "lends what it has, and listens for one %s",
      (signal) => {
        jest.spyOn(process, "stdin", "get").mockReturnValue(new PassThrough() as never);
        const before = process.listenerCount(signal);
        const io = processIo();
        expect([io.env, io.stdout, io.stderr]).toEqual([
          process.env,
          process.stdout,
          process.stderr,
        ]);
        expect(io.stdin).toBe(process.stdin);
        const listener = jest.fn();
        io.onInterrupt(listener);
        expect(process.listenerCount(signal)).toBe(before + 1);
        process.emit(signal as NodeJS.Signals);
        expect(listener).toHaveBeenCalledTimes(1);
        expect(process.listenerCount(signal)).toBe(before);
        io.onInterrupt(listener)();
        expect(process.listenerCount(signal)).toBe(before);
        process.stdout.removeAllListeners("error");
      },
    );

    test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
      "calls back on a second signal too, and takes what comes with %s for the same one",
      (signal) => {
        const now = jest.spyOn(performance, "now");
        const before = process.listenerCount(signal);
        const calls: string[] = [];
        const at = (ms: number) => {
          now.mockReturnValue(ms);
          process.emit(signal);
          return [...calls];
        };
        processIo().onInterrupt(
          () => calls.push("first"),
          () => calls.push("again"),
        );
        expect(at(1_000)).toEqual(["first"]);
        // npm passes on the Ctrl-C that the terminal has sent already.
        expect(at(1_049)).toEqual(["first"]);
        expect(process.listenerCount(signal)).toBe(before + 1);
        expect(at(1_050)).toEqual(["first", "again"]);
        // The third has the default effect.
        expect(process.listenerCount(signal)).toBe(before);
        process.stdout.removeAllListeners("error");
      },
    );

    test.each([
      ["nothing", ""],
      ["an exchange", ndjson(cancel())],
    ])("ends a wait for more of stdin after %s", async (_, sent) => {
      const stdin = new PassThrough();
      jest.spyOn(process, "stdin", "get").mockReturnValue(stdin as never);
      stdin.write(sent);
      const { io, written } = surroundings();
      const { onInterrupt, stdin: read } = processIo();
      const own = { ...io, onInterrupt, stdin: read };
      const running = main(["verify", "-", "--format", "json"], own);
      while (stdin.listenerCount("readable") === 0 || stdin.readableLength > 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      process.emit("SIGINT");
      expect(await running).toBe(130);
      expect(JSON.parse(written.stdout)).toMatchObject({ interrupted: true });
      expect(written.stderr).toMatch(/^(Inconclusive, .*|Conforms): interrupted, .*\n$/);
      process.stdout.removeAllListeners("error");
    });

    test.each([
      ["stdout", "EPIPE", undefined, []],
      ["stderr", "EPIPE", undefined, []],
      ["stdout", "EIO", 2, ["The output failed (EIO).\n"]],
      ["stderr", "EIO", 2, []],
    ] as const)("takes %s that fails with %s for exit code %s", (name, code, exitCode, said) => {
      const before = process.exitCode;
      const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
      try {
        process.exitCode = undefined;
        processIo();
        process[name].emit("error", Object.assign(new Error("sample"), { code }));
        expect(process.exitCode).toBe(exitCode);
        expect(write.mock.calls.map(([text]) => text)).toEqual(said);
      } finally {
        process.exitCode = before;
        write.mockRestore();
        for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
      }
    });

    test("ends with exit code 2 when neither of its outputs can be written", () => {
      const fd = openSync(__filename, "r");
      const args = ["--import", "tsx", "src/cli.ts", "--help"];
      const cwd = join(__dirname, "../..");
      const { status } = spawnSync(process.execPath, args, { cwd, stdio: ["ignore", fd, fd] });
      closeSync(fd);
      expect(status).toBe(2);
    });

    test("keeps its exit code when its reader is gone", () => {
      const shell =
        "set -o pipefail; node --import tsx src/cli.ts check --no-such-flag 2>&1 | true";
      const { status } = spawnSync("bash", ["-c", shell], { cwd: join(__dirname, "../..") });
      expect(status).toBe(2);
    });
  });
});

test(
  "SIGINT and SIGTERM during a cancel that is never answered leave reports, HAR and journal",
  () => expectOpenQuestion(["SIGINT", "SIGTERM"]),
  TIME,
);
