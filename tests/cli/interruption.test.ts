/** A command under way: the progress that a terminal shows, and what Ctrl-C makes of it. */
import { describe, expect, test } from "@jest/globals";
import type { Io } from "../../src/cli/io.js";
import { startSandbox } from "../../src/sandbox.js";
import { cancel, ndjson } from "../verify/samples.js";
import { input, run, surroundings } from "./running.js";

/** Runs a command on a terminal; `listening` says how many still wait for Ctrl-C in the end. */
async function onTerminal(argv: readonly string[], parts: Partial<Io> = {}) {
  const { written, stream } = surroundings();
  const stderr = { ...stream("stderr"), isTTY: true, columns: 60 };
  let listening = 0;
  const onInterrupt = () => {
    listening += 1;
    return () => {
      listening -= 1;
    };
  };
  const { code, stdout } = await run(argv, { stderr, onInterrupt, ...parts });
  return { code, stdout, stderr: written.stderr, listening };
}

describe("progress on a terminal", () => {
  test("of a check counts probes, and is taken away in the end", async () => {
    const only = ["--only", "createAccessToken/body/none"];
    const { code, stderr, listening } = await onTerminal(["check", ...only]);
    expect(code).toBe(0);
    expect(stderr).toContain("\r\u001b[2K1/2 createAccessToken/control");
    expect(stderr.split("\r\u001b[2K").at(-1)).toMatch(/^Conforms: .*\n$/);
    expect(listening).toBe(0);
  });

  test("of a verification counts exchanges", async () => {
    const { code, stderr, listening } = await onTerminal(["verify", "-"], {
      stdin: input(ndjson(cancel())),
    });
    expect(code).toBe(0);
    expect(stderr.replaceAll("\u001b", "ESC")).toMatch(/^\rESC\[2K\d exchanges/);
    expect(stderr.split("\r\u001b[2K").at(-1)).toMatch(/^Conforms: .*\n$/);
    expect(listening).toBe(0);
  });
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
    const { code, stdout } = await onTerminal(["verify", "-", "--format", "json"], {
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
    const { code, stdout } = await onTerminal(["check", "--concurrency", "1", "--format", "json"], {
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
    SOLV_CLIENT_ID: clientId,
    SOLV_CLIENT_SECRET: clientSecret,
  };
  try {
    const { code, stdout } = await onTerminal(
      ["check", "--format", "json", "--only", "*/control"],
      {
        env,
        onInterrupt: (listener) => {
          setTimeout(listener, 100);
          return () => {};
        },
      },
    );
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, summary: { exchanges: 0 } });
  } finally {
    await own.close();
  }
});
