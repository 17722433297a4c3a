/** The report for a terminal, how a report is put together, and the progress of a run. */
import { describe, expect, jest, test } from "@jest/globals";
import { createProgress } from "../../src/cli/progress.js";
import { createReport } from "../../src/report/create.js";
import { renderJson } from "../../src/report/formats/json.js";
import { renderPretty } from "../../src/report/formats/pretty.js";
import { conforming, result, verified, violated } from "./sample.js";

describe("pretty", () => {
  test("colours only when asked", () => {
    const esc = "\u001b";
    const text = renderPretty(violated);
    expect(text).not.toContain(esc);
    const colored = renderPretty(violated, { color: true });
    expect(colored).toContain(`${esc}[31m✖${esc}[0m`);
    expect(colored.replaceAll(new RegExp(`${esc}\\[\\d+m`, "g"), "")).toBe(text);
  });

  test("keeps to the width, except for the request", () => {
    for (const line of renderPretty(violated, { width: 60 }).split("\n")) {
      if (/reproduce/.test(line)) continue;
      expect(line.length).toBeLessThanOrEqual(60);
    }
  });

  test("lets no control character through", () => {
    const target = "a\u001b[2Jb\u202ec\n::error::d";
    expect(renderPretty({ ...conforming, target })).toMatch(
      /^Contract check of a�\[2Jb�c�::error::d\n/,
    );
  });

  test("gives what does not fit a screen one line each", () => {
    const [finding] = violated.results[4]?.findings ?? [];
    if (!finding) throw new Error("The sample has lost its finding.");
    const results = Array.from({ length: 30 }, (_, index) =>
      result(`legal/${index}`, {
        outcome: "failed",
        findings: [{ ...finding, pointer: `/${index}` }],
      }),
    );
    const shown = renderPretty({ ...violated, results });
    expect(shown).toContain("carry.\n\n  And 22 more findings:\n  error ");
    expect(shown).toContain("nothing at /23 received");
    expect(shown).toContain("The other 6 are in the JSON and HTML reports.");
    expect(shown.split("\n").length).toBeLessThan(100);
  });

  test("says when it was interrupted, or judged nothing", () => {
    expect(renderPretty({ ...conforming, interrupted: true })).toContain("interrupted");
    const empty = createReport({
      ...conforming,
      startedAt: new Date(0),
      exchanges: 0,
      results: [],
    });
    expect(renderPretty(empty)).toMatch(/\nNothing was judged\n$/);
  });
});

test("json is the report itself", () => {
  expect(JSON.parse(renderJson(violated))).toEqual(violated);
});

describe("createReport", () => {
  test("fails on warnings only when asked", () => {
    const parts = { ...violated, startedAt: new Date(0), exchanges: 1 };
    const results = violated.results.filter(({ outcome }) => outcome !== "failed");
    expect(createReport({ ...parts, results }).verdict).toBe("conforms");
    expect(createReport({ ...parts, results, failOn: "warning" }).verdict).toBe("violations");
    expect(createReport(parts).verdict).toBe("violations");
  });

  test("counts", () => {
    expect(violated.summary).toEqual({
      passed: 3,
      warned: 1,
      failed: 2,
      known: 0,
      inconclusive: 1,
      skipped: 2,
      errors: 2,
      warnings: 1,
      exchanges: 8,
      unreadable: 0,
      unmatched: 0,
    });
    expect(verified.summary).toMatchObject({ unreadable: 1, unmatched: 566 });
  });
});

describe("progress", () => {
  function fakeStream(isTTY: boolean) {
    const written: string[] = [];
    return { isTTY, columns: 10, written, write: (text: string) => written.push(text) };
  }

  test("writes nothing where no terminal is", () => {
    const stream = fakeStream(false);
    const progress = createProgress(stream);
    progress.update("1 of 2");
    progress.clear();
    expect(stream.written).toEqual([]);
  });

  test("rewrites one line, not too often, and takes it away", () => {
    const stream = fakeStream(true);
    let now = 1_000;
    const progress = createProgress(stream, () => now);
    progress.clear();
    progress.update("probe 1 of 2");
    now += 49;
    progress.update("probe 2 of 2");
    now += 1;
    progress.update("b\u001b[2J");
    progress.clear();
    progress.clear();
    progress.update("c");
    expect(stream.written).toEqual(
      ["probe 1 o", "b�[2J", "", "c"].map((text) => `\r\u001b[2K${text}`),
    );
  });

  test("goes by the clock, and by 80 columns where the terminal names none", () => {
    const clock = jest.spyOn(performance, "now").mockReturnValue(7);
    try {
      const { columns: _, ...stream } = fakeStream(true);
      const progress = createProgress(stream);
      progress.update("a".repeat(100));
      progress.update("b");
      clock.mockReturnValue(57);
      progress.update("c");
      expect(stream.written).toEqual(["a".repeat(79), "c"].map((text) => `\r\u001b[2K${text}`));
    } finally {
      clock.mockRestore();
    }
  });
});
