/** The source maps of the built client are true: a stack trace and an editor are led to the line that is meant. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const root = resolve(__dirname, "../..");

test.each(["index", "index.node"])("from the ES module %s to src/", async (entry) => {
  const built = join(root, `dist/src/${entry}.mjs`);
  if (!existsSync(built)) throw new Error("Run `npm run build` first.");
  const program = `
    import { createSolvClient } from ${JSON.stringify(pathToFileURL(built).href)};
    try { createSolvClient({}); } catch (error) { console.log(error.stack); }
  `;
  const args = ["--enable-source-maps", "--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const frames = [...stdout.matchAll(/(src\/[\w./-]+\.ts):(\d+)/g)];
  expect(frames.length).toBeGreaterThanOrEqual(2);
  const [, file = "", line] = frames[0] ?? [];
  const source = readFileSync(join(root, file), "utf8").split("\n");
  expect(source[Number(line) - 1]).toMatch(/throw |new Solv\w+Error/);
});

test.each([
  ["index.node.d.ts", "export declare function createSolvClient"],
  ["client/errors.d.ts", "class SolvValidationError"],
])("from the declaration in %s to src/", (name, declared) => {
  const file = join(root, "dist/src", name);
  const word = declared.split(" ").at(-1) ?? "";
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(declared));
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  const found = map.findEntry(line, lines[line]?.indexOf(word) ?? -1);
  if (!("originalSource" in found)) throw new Error(`${declared} has no source.`);
  const source = readFileSync(resolve(dirname(file), found.originalSource), "utf8").split("\n");
  expect(source[found.originalLine]).toContain(declared.replace("declare ", ""));
});
