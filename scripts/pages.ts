/** `npm run pages`: makes the marked parts of README.md and of the doors' pages anew, and names the pages that changed. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pagesIn, withoutNumbers, withParts } from "./pages/parts.js";

const root = resolve(import.meta.dirname, "..");
for (const page of pagesIn(root)) {
  const before = readFileSync(join(root, page), "utf8");
  const after = await withParts(before);
  if (withoutNumbers(before) === withoutNumbers(after)) continue;
  writeFileSync(join(root, page), after);
  console.log(page);
}
