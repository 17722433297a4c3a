/** The portable entry: its source reaches nothing of Node. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";

test("nothing that the entry reaches needs Node", () => {
  const root = join(__dirname, "../../src");
  const seen = new Map<string, string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    const source = readFileSync(file, "utf8");
    seen.set(file, source);
    for (const [, type, specifier = ""] of source.matchAll(
      /^(?:import|export)( type)?[^;]*? from "([^"]+)"/gm,
    )) {
      if (type) continue;
      expect(specifier).not.toMatch(/^node:/);
      if (specifier.endsWith(".json") || !specifier.startsWith(".")) continue;
      const target = join(dirname(file), specifier);
      visit(target.includes("validators") ? target : target.replace(/\.js$/, ".ts"));
    }
  };
  visit(join(root, "index.ts"));
  expect(seen.size).toBeGreaterThan(15);
  for (const [file, source] of seen) {
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect([file, /\b(process|Buffer|__dirname|require)\b\s*[.([]/.exec(code)?.[0]]).toEqual([
      file,
      undefined,
    ]);
  }
});
