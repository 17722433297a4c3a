/** Where reports go, how they look there, and the exit code that they lead to. */
import { execFileSync } from "node:child_process";
import promises, {
  lstat,
  mkdtemp,
  readdir,
  readFile,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import type { Io } from "../../src/cli/io.js";
import { exitCodeOf, reportTargets, writeReports, writeWhole } from "../../src/cli/reports.js";
import { renderers } from "../../src/report/formats/renderers.js";
import { conforming, violated } from "../report/sample.js";
import { mistake, surroundings, temporaryFolder } from "./running.js";

const FILE_FORMATS = ["json", "junit", "html"];

const folder = temporaryFolder();

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
    ...FILE_FORMATS.map((format): [string[], string] => [
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

  test("do not go through a link that waits under the name of an earlier version's staging file", async () => {
    const { io } = surroundings();
    const own = await mkdtemp(join(folder, "planted-"));
    const victim = join(own, "victim");
    await writeFile(victim, "old");
    const file = join(own, "a.json");
    for (const name of [`${file}.${process.pid}.part`, `${file}.part`]) await symlink(victim, name);
    await writeReports(conforming, [{ format: "json", file }], io);
    await writeReports(conforming, [{ format: "json", file }], io);
    expect(await readFile(victim, "utf8")).toBe("old");
    expect(await readFile(file, "utf8")).toBe(renderers.json(conforming));
    expect((await readdir(own)).filter((name) => !name.includes("part"))).toEqual([
      "a.json",
      "victim",
    ]);
  });

  test("have a staging file that is made anew, each under another name", async () => {
    const own = await mkdtemp(join(folder, "staged-"));
    const names = new Set<string>();
    const open = promises.open;
    const spy = jest.spyOn(promises, "open").mockImplementation((path, flags, mode) => {
      names.add(String(path));
      expect(flags).toBe("wx");
      return open(path, flags, mode);
    });
    await writeWhole(join(own, "a.har"), "1", 0o600);
    await writeWhole(join(own, "a.har"), "2", 0o600);
    spy.mockRestore();
    expect(names.size).toBe(2);
    expect((await stat(join(own, "a.har"))).mode & 0o777).toBe(0o600);
    expect(await readdir(own)).toEqual(["a.har"]);
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
    expect(exitCodeOf({ ...conforming, verdict: "inconclusive" }, false)).toBe(2);
    expect(exitCodeOf(violated, true)).toBe(130);
    expect(exitCodeOf(conforming, true)).toBe(130);
  });
});
