/** The recipes that need tools of a consumer are the files that `npm run test:consumers` runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";

const root = resolve(__dirname, "../..");
const page = readFileSync(join(root, "src/client/README.md"), "utf8");
const folder = join(root, "tests/consumers/recipes");

test("each recipe in JavaScript is one of them, as it stands there", () => {
  const recipes = [...page.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code = ""]) => code);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  expect(recipes.sort()).toEqual(files.sort());
});
