/** What `solv-contract verify` reads from: pipes that nobody writes to, folders, files of strange names. */
import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, writeFileSync, writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { FORMATS } from "../../src/report/report.js";
import { cancel, ndjson } from "../verify/samples.js";
import { run, temporaryFolder } from "./running.js";

const folder = temporaryFolder();

function pipe(name: string): string {
  const path = join(folder, name);
  execFileSync("mkfifo", [path]);
  return path;
}

/** Verifies a pipe that is held open, and interrupts once it has read what was written. */
async function interrupted(path: string, lines: string) {
  // Open for both, it waits for nobody, and has no end.
  const writer = openSync(path, constants.O_RDWR);
  let interrupt = () => {};
  const stderr = {
    isTTY: true,
    columns: 80,
    write: (text: string) => {
      if (text.includes("exchanges")) setTimeout(interrupt, 20);
    },
  };
  try {
    writeSync(writer, lines);
    return await run(["verify", path, "--format", "json"], {
      stderr,
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
    });
  } finally {
    closeSync(writer);
  }
}

describe("a pipe", () => {
  test("that nobody opens is waited for until Ctrl-C", async () => {
    const { code, stdout } = await run(["verify", pipe("unopened"), "--format", "json"], {
      onInterrupt: (listener) => {
        setTimeout(listener, 50);
        return () => {};
      },
    });
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, verdict: "inconclusive" });
  });

  test("that is not written to any more is waited for until Ctrl-C", async () => {
    const { code, stdout } = await interrupted(pipe("silent"), ndjson(cancel(), cancel()));
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, summary: { exchanges: 2 } });
  });

  test("is read to its end", async () => {
    const path = pipe("written");
    const writing = writeFile(path, ndjson(cancel(), cancel()));
    const { code, stdout } = await run(["verify", path, "--format", "json"]);
    await writing;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: false, summary: { exchanges: 2 } });
  });

  test("given as a stream that gives nothing is waited for until Ctrl-C", async () => {
    const stdin = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    const { code } = await run(["verify", "-"], {
      stdin,
      onInterrupt: (listener) => {
        setImmediate(listener);
        return () => {};
      },
    });
    expect(code).toBe(130);
  });
});

test("a folder is refused, with what to write instead", async () => {
  for (const name of [folder, `${folder}/`]) {
    expect(await run(["verify", name])).toEqual({
      code: 2,
      stdout: "",
      stderr: `Recorded traffic is read from files, and this is a folder: ${name}. Name the files in it, such as ${folder}/*.har.\n`,
    });
  }
});

test.each(FORMATS)("a file's name becomes no command and no escape in %s", async (format) => {
  const name = "a ::error::b\n::warning::c \u001b[31md \u009b31me ##[add-mask]f ##vso[g]h";
  const path = join(folder, name);
  writeFileSync(path, ndjson(cancel({ status: 500 }), "junk", cancel({ url: "/other" })));
  const { code, stdout } = await run(["verify", path, "--report", format]);
  expect(code).toBe(1);
  const lines = stdout.split("\n").map((line) => line.trimStart());
  const commands = lines.filter((line) => line.startsWith("::"));
  const own = /^::(error file=openapi\/external-bookings\.yaml|warning title=unreadable traffic)/;
  expect(commands.filter((line) => !own.test(line))).toEqual([]);
  expect(stdout).not.toMatch(/(?!\n)\p{Cc}|##\w*\[/u);
});
