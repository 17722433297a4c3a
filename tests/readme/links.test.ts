/** Links between the pages lead somewhere, and every page is found by them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { anchorsOf, linked, linksOf } from "./links.js";
import { root } from "./pages.js";

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
