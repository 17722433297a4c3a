/** What is made is not typed: the marked parts of the pages are as `npm run pages` makes them. */
import { expect, test } from "@jest/globals";
import { withoutNumbers, withParts } from "../../scripts/pages/parts.js";
import { TABLES } from "../../src/cli/help.js";
import { pages, textOf } from "./pages.js";

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
  await expect(withParts("<!-- flags:fly -->\n<!-- /flags -->")).rejects.toThrow("no command fly");
});
