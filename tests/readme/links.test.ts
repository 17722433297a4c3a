/** Links between the pages lead somewhere: in the repository, and those of packed pages in the package too. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { pages, root, textOf } from "./pages.js";

const all = [...pages, ".github/CONTRIBUTING.md", ".github/SECURITY.md", "CHANGELOG.md"];

const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
  shell: process.platform === "win32",
});
const packed = new Set<string>(
  JSON.parse(listed)[0].files.map(({ path }: { path: string }) => path),
);

// A picture would be a tenth of the package; npmjs.com takes it from the repository, and elsewhere its words stand there.
const NOT_PACKED = [".github/report.png"];

const withoutCode = (page: string) =>
  page
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ""));

/** The targets of a page's links that are neither on the web nor in a program. */
function linksOf(page: string): { target: string; file: string; anchor: string }[] {
  return [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^https?:/.test(target))
    .map((target) => {
      const [path = "", anchor = ""] = target.split("#");
      return { target, anchor, file: path ? join(dirname(page), path) : page };
    });
}

/** The anchors of a page's headings, by the rule of GitHub. */
function anchorsOf(page: string): string[] {
  const headings = withoutCode(textOf(page)).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/ /g, "-"),
  );
}

test.each(all)("links of %s", (page) => {
  for (const { target, file, anchor } of linksOf(page)) {
    expect([target, existsSync(join(root, file))]).toEqual([target, true]);
    if (anchor)
      expect([target, anchorsOf(file)]).toEqual([target, expect.arrayContaining([anchor])]);
    if (packed.has(page) && !NOT_PACKED.includes(file)) {
      expect([target, packed.has(file)]).toEqual([target, true]);
    }
  }
});

test("every page is packed, and linked from the README or from a page that it links", () => {
  for (const page of pages) expect([page, packed.has(page)]).toEqual([page, true]);
  const reached = new Set(["README.md"]);
  for (const page of reached) {
    for (const { file } of linksOf(page)) if (file.endsWith(".md")) reached.add(file);
  }
  expect([...reached].sort()).toEqual([...new Set([...all, ...reached])].sort());
});
