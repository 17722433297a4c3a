/** The pages: short, true, linked, and with nothing typed that is made. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { withoutNumbers, withParts } from "../../scripts/pages/parts.js";
import { bookingRequest } from "../../src/check/booking-request.js";
import { parseBookings } from "../../src/check/bookings.js";
import { planProbes } from "../../src/check/plan.js";
import { TABLES } from "../../src/cli/help.js";
import * as contract from "../../src/contract.js";
import { createSolvClient } from "../../src/index.node.js";
import { parseBaseline } from "../../src/report/read-baseline.js";
import { faults, startSandbox } from "../../src/sandbox.js";
import { anchorsOf, linked, linksOf } from "./links.js";
import { allBlocks, blocksOf, pages, root, textOf } from "./pages.js";

/** The pages: short where they begin, true to the options and flags that there are, each example held by a test. */
describe("the pages", () => {
  const readme = textOf("README.md");
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

  test("the README is read in a few minutes, and has both commands within the first screen", () => {
    const lines = readme.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(220);
    const screen = lines.slice(0, 50).join("\n");
    expect(screen).toContain("npm ci && npm run contract");
    expect(screen).toContain("npm ci && npm test");
  });

  test("every block is in a language whose examples are run or read by a test", () => {
    const known = ["ts", "js", "sh", "console", "yaml", "json", "jq", "groovy"];
    for (const { language, place } of pages.flatMap(blocksOf)) {
      expect([place, known]).toEqual([place, expect.arrayContaining([language])]);
    }
  });

  test.each([...pages, ".github/CONTRIBUTING.md"])("%s names scripts that there are", (page) => {
    for (const [, name = ""] of textOf(page).matchAll(/npm run ([a-z][\w:-]*)/g)) {
      expect(scripts).toHaveProperty([name]);
    }
  });

  test.each(pages)("%s uses flags that its commands have", (page) => {
    const lines = textOf(page).replaceAll("\\\n", "").split("\n");
    for (const line of lines) {
      const [, command = "", rest = ""] =
        /solv-contract (check|verify|sandbox)\b([^|]*)/.exec(line) ?? [];
      const table = Object.entries(TABLES).find(([name]) => name === command)?.[1];
      for (const [, flag] of rest.split("`")[0]?.matchAll(/ --([a-z][a-z-]*)/g) ?? []) {
        expect([line, Object.keys(table?.flags ?? {})]).toEqual([
          line,
          expect.arrayContaining([flag]),
        ]);
      }
    }
  });

  /** The names in the first column of the table under a heading. */
  function firstColumn(page: string, heading: string): string[] {
    const [, section = ""] = textOf(page).split(`\n## ${heading}\n`);
    const rows = (section.split("\n## ")[0] ?? "")
      .split("\n")
      .filter((row) => row.startsWith("| `"));
    return rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`(\w+)(?:\([^`]*\))?`/g)].map(
        ([, name = ""]) => name,
      ),
    );
  }

  // What refuses an unknown option lists the known ones.
  const refused = { zzzzzzzz: true } as never;
  const options = async (call: (given: never) => unknown): Promise<string[]> => {
    const { message } = await (async () => call(refused))().then(
      () => new Error("An unknown option was taken."),
      (error: Error) => error,
    );
    return /Known are ([^.]*)/.exec(message)?.[1]?.split(", ").sort() ?? [];
  };

  test.each([
    ["README.md", "Options", createSolvClient],
    ["src/client/README.md", "Options", createSolvClient],
    ["src/sandbox/README.md", "Options of `startSandbox`", startSandbox],
  ])("%s has every option, and none that there is not", async (page, heading, call) => {
    expect(firstColumn(page, heading).sort()).toEqual(await options(call));
  });

  test("faults of the pages are some of the sandbox", () => {
    const given = pages.flatMap((each) => [...textOf(each).matchAll(/--fault ([a-z-]+)/g)]);
    expect(given.length).toBeGreaterThan(0);
    for (const [, name] of given) expect(faults.map((fault) => fault.name)).toContain(name);
  });

  test("functions and types that the pages name are exported", () => {
    const functions = firstColumn("src/check/README.md", "Functions");
    expect(functions.length).toBeGreaterThan(5);
    for (const name of functions) expect(contract).toHaveProperty(name);
    const [, types = ""] = readme.split("\n## Only the types\n");
    const schema = readFileSync(join(root, "generated/schema.ts"), "utf8");
    for (const [, name] of types.split("```")[0]?.matchAll(/`(\w+)`/g) ?? [])
      expect(schema).toMatch(new RegExp(`^export (type|interface) ${name}\\b`, "m"));
  });

  test("the line of a journal has the members that a journal writes", () => {
    const [line] = allBlocks("json").filter(({ code }) => code.includes('"booking": 2'));
    const [probe] = planProbes({ only: ["*/cancel/valid/minimal"] }).filter(
      ({ tier }) => tier === "cancel",
    );
    if (!probe) throw new Error("There is no such probe.");
    const { at, ...shown } = JSON.parse(line?.code ?? "{}");
    expect({ at: expect.any(String), ...shown }).toEqual({
      ...bookingRequest(probe, 2),
      at: expect.any(String),
    });
  });

  test("bookings and baselines of the pages are read", () => {
    const [list] = allBlocks("yaml").filter(({ code }) => code.includes("- external_booking_id"));
    expect(parseBookings(parse(list?.code ?? ""), "the page")).toHaveLength(1);
    const [baseline] = allBlocks("json").filter(({ code }) => code.includes("baselineVersion"));
    expect(parseBaseline(JSON.parse(baseline?.code ?? ""), "the page").findings).toHaveLength(1);
  });
});

/** Links between the pages lead somewhere, and every page is found by them. */
describe("links", () => {
  test.each(linked)("links of %s", (page) => {
    for (const { target, file, anchor } of linksOf(page)) {
      expect([target, existsSync(join(root, file))]).toEqual([target, true]);
      if (anchor)
        expect([target, anchorsOf(file)]).toEqual([target, expect.arrayContaining([anchor])]);
    }
  });

  test("every page is linked from the README or from a page that it links", () => {
    const reached = new Set(["README.md"]);
    for (const page of reached) {
      for (const { file } of linksOf(page)) if (file.endsWith(".md")) reached.add(file);
    }
    expect([...reached]).toEqual(expect.arrayContaining(linked));
  });
});

/** What is made is not typed: the marked parts of the pages are as `npm run pages` makes them. */
describe("made parts", () => {
  test.each(pages)("%s has parts that are current; if not, run `npm run pages`", async (page) => {
    const text = textOf(page);
    expect(withoutNumbers(text)).toBe(withoutNumbers(await withParts(text)));
  });

  test("a part that was edited by hand is noticed", async () => {
    const page = textOf("src/check/README.md");
    const edited = page.replace("`--bail`", "`--fail`");
    expect(edited).not.toBe(page);
    expect(withoutNumbers(await withParts(edited))).toBe(withoutNumbers(page));
  });

  test("each command has its table of flags in one page", () => {
    const marks = pages.flatMap((page) => [...textOf(page).matchAll(/^<!-- flags:(\w+) -->$/gm)]);
    expect(marks.map(([, command]) => command).sort()).toEqual(Object.keys(TABLES).sort());
  });

  test("a part that nothing makes is refused", async () => {
    await expect(withParts("<!-- poem:check -->\n<!-- /poem -->")).rejects.toThrow("no part poem");
    await expect(withParts("<!-- flags:fly -->\n<!-- /flags -->")).rejects.toThrow(
      "no command fly",
    );
  });
});

/** The recipes that need tools of a consumer are the files that `npm run test:consumers` runs. */
describe("recipes", () => {
  const root = resolve(__dirname, "../..");
  const page = readFileSync(join(root, "src/client/README.md"), "utf8");
  const folder = join(root, "tests/consumers/recipes");

  test("each recipe in JavaScript is one of them, as it stands there", () => {
    const recipes = [...page.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code = ""]) => code);
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect(recipes.sort()).toEqual(files.sort());
  });
});
