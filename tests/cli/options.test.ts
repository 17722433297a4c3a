/** Flags, reports and exit codes, each rule by itself; what a mistake's sentence says, word for word. */
import { execFileSync } from "node:child_process";
import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Io } from "../../src/cli/io.js";
import { main, UsageError } from "../../src/cli/main.js";
import { errorCode, oneOf, textOf, wholeNumber } from "../../src/cli/options.js";
import { exitCodeOf, reportTargets, writeReports } from "../../src/cli/reports.js";
import { HELP } from "../../src/cli/usage.js";
import { parseYaml } from "../../src/cli/yaml.js";
import { renderers } from "../../src/report/renderers.js";
import { conforming, violated } from "../report/sample.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "solv-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function mistake(act: () => unknown): Promise<string | undefined> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return undefined;
}

function surroundings(parts: Partial<Io> = {}) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const io: Io = {
    ...{ env: {}, stdout: stream("stdout"), stderr: stream("stderr") },
    stdin: (async function* () {})(),
    onInterrupt: () => () => {},
    ...parts,
  };
  return { io, written, stream };
}

describe("a whole number", () => {
  const read = (text?: string) => wholeNumber("--n", text, { min: 1, max: 64 });
  test("may be left out, and lies between its bounds, which are allowed", () => {
    expect([undefined, "1", "64", "007"].map(read)).toEqual([undefined, 1, 64, 7]);
  });
  test.each(["0", "65", "1.5", "-1", "1e1", "", " 1", "1 ", "x1"])("is not %j", async (text) => {
    expect(await mistake(() => read(text))).toBe("--n takes a whole number from 1 to 64.");
  });
});

test("a word is one of a list, or left out", async () => {
  const read = (text?: string) => oneOf("--w", text, ["a", "b"]);
  expect([undefined, "b"].map(read)).toEqual([undefined, "b"]);
  expect(await mistake(() => read("c"))).toBe("--w takes one of a, b.");
});

test("a file is read as text, or named with the reason", async () => {
  const file = join(folder, "text");
  await writeFile(file, "é");
  expect(await textOf("--f", file)).toBe("é");
  expect(await mistake(() => textOf("--f", join(folder, "none")))).toBe(
    `The file of --f cannot be read (ENOENT): ${join(folder, "none")}`,
  );
  expect(errorCode(new Error("x"))).toBe("unknown error");
});

test("YAML is a value, or the line that cannot be read", () => {
  expect(parseYaml('{"a": [1]}')).toEqual({ value: { a: [1] } });
  expect(parseYaml("a: 1\nb: [1\n")).toEqual({ line: 3 });
});

describe("reports", () => {
  test("are pretty on stdout unless something else is asked for", () => {
    expect(reportTargets({})).toEqual([{ format: "pretty", file: undefined }]);
    expect(reportTargets({ format: "json" })).toEqual([{ format: "json", file: undefined }]);
    expect(reportTargets({ report: ["html=a=b.html", "github"], format: "pretty" })).toEqual([
      { format: "html", file: "a=b.html" },
      { format: "github", file: undefined },
      { format: "pretty", file: undefined },
    ]);
  });

  test.each([
    [["json="], "--report FORMAT=FILE needs a file after the equals sign."],
    [["text"], "--report takes one of pretty, json, junit, github, markdown, html."],
    ...["json", "junit", "html"].map((format): [string[], string] => [
      [format, "pretty"],
      "Only one report can go to stdout when it is json, junit or html; give the others a =FILE.",
    ]),
  ])("are not %j", async (report, sentence) => {
    expect(await mistake(() => reportTargets({ report }))).toBe(sentence);
  });

  test("for people may share stdout, and one for machines is alone there", () => {
    expect(reportTargets({ report: ["pretty", "github", "markdown"] })).toHaveLength(3);
    expect(reportTargets({ report: ["json", "junit=a.xml"] })).toHaveLength(2);
  });

  test("are coloured on a terminal that wants it, and as wide as it is", async () => {
    const shown = async (stdout: Partial<Io["stdout"]>, env = {}) => {
      const { io, written, stream } = surroundings();
      const own = { ...io, env, stdout: { ...stream("stdout"), ...stdout } };
      await writeReports(violated, [{ format: "pretty", file: undefined }], own);
      return written.stdout;
    };
    const plain = renderers.pretty(violated, { color: false, width: 100 });
    expect(await shown({})).toBe(plain);
    expect(await shown({ isTTY: false })).toBe(plain);
    expect(await shown({ isTTY: true }, { NO_COLOR: "1" })).toBe(plain);
    expect(await shown({ isTTY: true, columns: 60 })).toBe(
      renderers.pretty(violated, { color: true, width: 60 }),
    );
  });

  test("appear in their file whole or not at all", async () => {
    const { io } = surroundings();
    const own = join(folder, "reports");
    await writeReports(conforming, [{ format: "json", file: join(own, "deep/a.json") }], io);
    expect(await readFile(join(own, "deep/a.json"), "utf8")).toBe(renderers.json(conforming));
    expect(await readdir(join(own, "deep"))).toEqual(["a.json"]);
    const at = join(own, "deep/a.json/below.json");
    expect(
      await mistake(() => writeReports(conforming, [{ format: "json", file: at }], io)),
    ).toMatch(/^A file could not be written \((ENOTDIR|EEXIST)\): .*below\.json$/);
    const over = [{ format: "json", file: join(own, "deep") } as const];
    expect(await mistake(() => writeReports(conforming, over, io))).toMatch(/EISDIR|ENOTEMPTY/);
    expect(await readdir(own)).toEqual(["deep"]);
  });

  test("follow a link, and go into what is no file", async () => {
    const { io } = surroundings();
    const own = await mkdtemp(join(folder, "own-"));
    await writeFile(join(own, "real.json"), "old");
    await symlink(join(own, "real.json"), join(own, "link.json"));
    await writeReports(conforming, [{ format: "json", file: join(own, "link.json") }], io);
    expect((await lstat(join(own, "link.json"))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(own, "real.json"), "utf8")).toBe(renderers.json(conforming));
    const pipe = join(own, "pipe");
    execFileSync("mkfifo", [pipe]);
    const read = readFile(pipe, "utf8");
    await writeReports(conforming, [{ format: "json", file: pipe }], io);
    expect(await read).toBe(renderers.json(conforming));
    expect((await lstat(pipe)).isFIFO()).toBe(true);
    expect((await readdir(own)).sort()).toEqual(["link.json", "pipe", "real.json"]);
  });

  test("end with a sentence below a file system that takes no folders", async () => {
    const { io } = surroundings();
    const at = "/proc/nowhere/deep/a.json";
    expect(
      await mistake(() => writeReports(conforming, [{ format: "json", file: at }], io)),
    ).toMatch(/^A file could not be written \(\w+\): \/proc\/nowhere\/deep\/a\.json$/);
  });

  test("go into GitHub's job summary, behind what is there, with the github format only", async () => {
    const summary = join(folder, "summary.md");
    await writeFile(summary, "before\n");
    const { io } = surroundings({ env: { GITHUB_STEP_SUMMARY: summary } });
    await writeReports(conforming, [{ format: "pretty", file: undefined }], io);
    expect(await readFile(summary, "utf8")).toBe("before\n");
    await writeReports(conforming, [{ format: "github", file: undefined }], io);
    expect(await readFile(summary, "utf8")).toBe(`before\n${renderers.markdown(conforming)}`);
    await writeFile(summary, "");
    const both = (["pretty", "github"] as const).map((format) => ({ format, file: undefined }));
    await writeReports(conforming, both, io);
    expect(await readFile(summary, "utf8")).toBe(renderers.markdown(conforming));
    const nowhere = surroundings({ env: { GITHUB_STEP_SUMMARY: folder } });
    const target = [{ format: "github", file: undefined } as const];
    expect(await mistake(() => writeReports(conforming, target, nowhere.io))).toMatch(/EISDIR/);
  });

  test("lead to an exit code", () => {
    expect(exitCodeOf(conforming, false)).toBe(0);
    expect(exitCodeOf(violated, false)).toBe(1);
    expect(exitCodeOf(violated, true)).toBe(1);
    expect(exitCodeOf(conforming, true)).toBe(130);
  });
});

describe("a command line", () => {
  const run = async (...argv: string[]) => {
    const { io, written } = surroundings();
    return { code: await main(argv, io), ...written };
  };
  const HINT = "`solv-contract check --help` lists the flags.";

  test.each([
    [["--help"], "overview"],
    [["-h"], "overview"],
    [["help"], "overview"],
    [["nonsense", "--help"], "overview"],
    [["check", "--nonsense", "-h"], "check"],
    [["verify", "--help"], "verify"],
    [["sandbox", "--help"], "sandbox"],
  ] as const)("%j explains", async (argv, topic) => {
    expect(await run(...argv)).toEqual({ code: 0, stdout: `${HELP[topic]}\n`, stderr: "" });
  });

  // Mend a wanted change with `jest -u`.
  test.each(Object.entries(HELP))("has a help text for %s", (_name, text) => {
    expect(`\n${text}\n`).toMatchSnapshot();
  });

  test("tells its version", async () => {
    const { code, stdout } = await run("--version");
    expect([code, stdout]).toEqual([0, `${conforming.tool.version}\n`]);
  });

  test.each([
    [[], "A command is missing. Use check, verify or sandbox; --help explains them."],
    [["toString"], "There is no such command. Use check, verify or sandbox; --help explains them."],
    [["check", "CANARY"], `An argument was not understood. ${HINT}`],
    [["check", "--nope"], `--nope is no flag of check. ${HINT}`],
    ...["access-token", "client-secret", "client-id", "api-key"].map((name): [string[], string] => [
      ["check", `--${name}=CANARY`],
      `--${name} is no flag: secrets are never flags. Set the SOLV_… variables; ${HINT}`,
    ]),
    [["check", "--only"], `--only needs a value. ${HINT}`],
    [["check", "--only", "--bail"], `--only needs a value. ${HINT}`],
    [["check", "--bail=CANARY"], `--bail takes no value. ${HINT}`],
    [["check", "--timeout-ms", "0"], "--timeout-ms takes a whole number from 1 to 600000."],
    [["check", "--concurrency", "65"], "--concurrency takes a whole number from 1 to 64."],
    [["check", "--fail-on", "CANARY"], "--fail-on takes one of error, warning."],
    [
      ["check", "--allow-cancel"],
      "A booking can only be given together with --base-url: the sandbox brings its own.",
    ],
    [
      ["check", "--booking", "a", "--bookings", "f"],
      "Give bookings either with --booking or with --bookings, not both.",
    ],
    ...["--location", "--service"].map((flag): [string[], string] => [
      ["check", "--booking", "a", flag, "b"],
      "--booking needs --location and --service: the request body holds them.",
    ]),
    ...["--location", "--service"].map((flag): [string[], string] => [
      ["check", flag, "b"],
      "--location and --service belong to a --booking, and none was given.",
    ]),
    [
      ["check", "--booking", "..", "--location", "b", "--service", "c"],
      '--booking, booking 1: "." and ".." would become another URL.',
    ],
  ])("%j is a mistake", async (argv, sentence) => {
    expect(await run(...argv)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });

  test("that fails in an unforeseen way quotes nothing of it", async () => {
    for (const [error, kind] of [
      [new RangeError("CANARY"), "RangeError"],
      [Object.assign(new Error("CANARY"), { code: "EPERM" }), "EPERM"],
      [{}, "unknown"],
    ] as const) {
      const { io, written } = surroundings({
        onInterrupt: () => {
          throw error;
        },
      });
      expect(await main(["check"], io)).toBe(2);
      expect(written.stderr).toBe(
        `solv-contract failed in a way it did not foresee (${kind}). Please report it, with the command but without its secrets.\n`,
      );
    }
  });

  test("for a dry run prints the plan and says that nothing was sent", async () => {
    const { code, stdout, stderr } = await run("check", "--dry-run", "--only", "*/body/none");
    expect([code, stderr]).toEqual([0, "Nothing was sent.\n"]);
    expect(stdout.match(/^\w+\/\S+$/gm)).toEqual([
      ...["cancelExternalBooking/control", "cancelExternalBooking/body/none"],
      ...["createAccessToken/control", "createAccessToken/body/none"],
    ]);
    const skipped = await run("check", "--dry-run", "--skip", "createAccessToken/*");
    expect(skipped.stdout).not.toContain("createAccessToken/");
  });
});
