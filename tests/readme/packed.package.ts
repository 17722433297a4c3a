/** The pages are packed, and what they link is there beside them. */
import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { linked, linksOf } from "./links.js";
import { pages, root } from "./pages.js";

// A picture would be a third of the package; npmjs.com takes it from the repository, and elsewhere its words stand there.
// The map is of files that are not packed either.
const NOT_PACKED = [".github/report.png", "src/README.md"];

const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
});
const packed: string[] = JSON.parse(listed)[0].files.map(({ path }: { path: string }) => path);

test("every page is packed", () => {
  const wanted = pages.filter((page) => !NOT_PACKED.includes(page));
  expect(packed).toEqual(expect.arrayContaining(wanted));
});

test.each(linked.filter((page) => packed.includes(page)))("%s links what is packed", (page) => {
  const targets = linksOf(page).map(({ file }) => file);
  expect(packed).toEqual(
    expect.arrayContaining(targets.filter((file) => !NOT_PACKED.includes(file))),
  );
});
