/** Holds the public surface to a checked-in text, so that a change of it shows up in review as a diff. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";

const REPORT = "tests/package/api.txt";

/**
 * Compares the built declarations with the report, or renews the report.
 *
 * @returns a sentence with the first line that differs; nothing when they agree
 */
export async function compareApi(root: string, update: boolean): Promise<string[]> {
  const current = await describeApi(join(root, "dist"));
  if (update) {
    await writeFile(join(root, REPORT), current);
    return [];
  }
  const known = await readFile(join(root, REPORT), "utf8").catch(() => "");
  const before = known.replaceAll("\r\n", "\n").split("\n");
  const after = current.split("\n");
  const at = after.findIndex((line, index) => line !== before[index]);
  if (at === -1 && before.length === after.length) return [];
  const line = at === -1 ? after.length : at;
  return [
    `api: the public surface is not the one in ${REPORT}, from line ${line + 1} on:
    - ${before[line] ?? ""}
    + ${after[line] ?? ""}
If that is meant, run \`npm run check:package -- --update-api\` and commit the report.`,
  ];
}

/** Every declaration that an entry leads to, without comments. */
async function describeApi(dist: string): Promise<string> {
  const files = (await readdir(dist, { recursive: true }))
    .map((file) => file.replaceAll("\\", "/"))
    // The schema's declarations are generated, and stand in the repository as they are.
    .filter((file) => /\.d\.m?ts$/.test(file) && !file.startsWith("generated/"))
    .sort();
  const printer = ts.createPrinter({ removeComments: true });
  const parts: string[] = [];
  for (const file of files) {
    const text = await readFile(join(dist, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, false);
    parts.push(`// ${file}\n${printer.printFile(source)}`);
  }
  return parts.join("\n");
}
