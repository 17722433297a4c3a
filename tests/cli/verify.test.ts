/** `solv-contract verify`: what it reads, pipes and folders too, what it says of it, and its exit codes. */
import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, writeFileSync, writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../src/description/operations.js";
import { FORMATS } from "../../src/report/report.js";
import { booking, cancel, entry, har, ndjson } from "../verify/samples.js";
import { input, run, temporaryFolder } from "./running.js";

const folder = temporaryFolder();

const ALL = Object.keys(operations).length;
const CONFORMS = `Conforms: 1 passed, ${ALL - 1} skipped\n`;

describe("solv-contract verify", () => {
  const verify = (args: readonly string[], stdin: string | Uint8Array = "") =>
    run(["verify", ...args], { stdin: input(stdin) });

  test("reads stdin and reports as it is asked to", async () => {
    const good = await verify(["-"], gzipSync(har([entry(cancel())])));
    expect(good).toMatchObject({ code: 0, stderr: CONFORMS });
    expect(good.stdout.startsWith("Contract verification of stdin\n")).toBe(true);
    expect(good.stdout.endsWith(`\n${CONFORMS}`)).toBe(true);
    const json = await verify(["-", "--report", "json"], ndjson(cancel()));
    expect(JSON.parse(json.stdout)).toMatchObject({ kind: "verify", verdict: "conforms" });
  });

  test("exits with 1 for findings, and for warnings when asked", async () => {
    const broken = ndjson(cancel({ responseBody: booking((b) => delete b.id) }));
    expect(await verify(["-"], broken)).toMatchObject({ code: 1 });
    const warned = ndjson(cancel({ status: 404 }));
    expect(await verify(["-"], warned)).toMatchObject({ code: 0 });
    expect(await verify(["-", "--fail-on", "warning"], warned)).toMatchObject({ code: 1 });
  });

  test("exits with 2 and a sentence when nothing could be judged", async () => {
    const nothing = await verify(["-"], ndjson(cancel({ url: "/other" }), "not JSON"));
    expect(nothing.code).toBe(2);
    expect(nothing.stdout).toContain("unreadable, not JSON: stdin:2");
    expect(nothing.stderr).toBe(
      `Inconclusive, no exchange of the API was read: ${ALL} inconclusive\n`,
    );
  });

  test("judges what was recorded in front of a gateway", async () => {
    const url = "https://gateway.example/partner-api/v1/partner/external_bookings/sample-1";
    const lines = ndjson(cancel({ url }));
    const hint = await verify(["-"], lines);
    expect(hint).toMatchObject({ code: 2 });
    expect(hint.stdout).toContain("a described path behind another one, which a base URL would");
    const judged = await verify(["-", "--base-url", "https://gateway.example/partner-api/"], lines);
    expect(judged).toMatchObject({ code: 0, stderr: CONFORMS });
  });

  test.each([
    [[], "verify needs a file of recorded traffic, or -."],
    [["-", "-"], "stdin (-) can be read only once."],
    [["no-such-file.har"], "Recorded traffic could not be read (ENOENT): no-such-file.har"],
    [
      ["-", "--base-url", "gateway.example/api?token=CANARY"],
      "The base URL of the traffic is an http(s) URL such as https://gateway.example/partner-api, " +
        "or its path alone, without user, query and fragment.",
    ],
    [["-", "--fail-on", "x"], "--fail-on takes one of error, warning."],
    [
      ["-", "--har", "x"],
      "--har is no flag of verify. `solv-contract verify --help` lists the flags.",
    ],
  ])("%j is a usage error", async (args, sentence) => {
    expect(await verify(args)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });
});

test("several files and stdin are verified together", async () => {
  const files = ["a", "b"].map((name) => join(folder, name));
  for (const file of files) await writeFile(file, ndjson(cancel()));
  const stdin = input(ndjson(cancel()));
  const { code, stdout } = await run(["verify", ...files, "-", "--format", "json"], { stdin });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).summary.exchanges).toBe(3);
});

describe("verify", () => {
  const exchange = (status: number, responseBody: string) =>
    JSON.stringify({
      method: "DELETE",
      url: "https://partner-api.example/v1/partner/external_bookings/CANARY",
      requestHeaders: {
        "x-api-key": "CANARY",
        authorization: "Bearer CANARY",
        "content-type": "application/json",
      },
      requestBody: JSON.stringify({ external_location_id: "CANARY", service_id: "CANARY" }),
      status,
      responseHeaders: { "content-type": "application/json" },
      responseBody,
    });

  test("judges a file and says what departs, without a value", async () => {
    const file = join(folder, "log.ndjson");
    await writeFile(
      file,
      `${exchange(422, "{}")}\nnot json\n${exchange(200, '{"id":"CANARY"}')}\n`,
    );
    const { code, stdout, stderr } = await run(["verify", file, "--format", "json"]);
    expect(stderr).toMatch(/^Violates the description: .*\n$/);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "verify",
      summary: { exchanges: 2, unreadable: 1 },
    });
    expect(stdout).not.toContain("CANARY");
  });

  test("a conforming file leads to 0", async () => {
    const file = join(folder, "good.ndjson");
    await writeFile(file, exchange(422, "{}"));
    expect((await run(["verify", file])).code).toBe(0);
  });
});

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
