/** The built code can be read: a stack trace names functions and their files, in both formats, and no map is packed. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const dist = resolve(__dirname, "../../dist");
if (!existsSync(join(dist, "package.json"))) throw new Error("Run `npm run build` first.");

/** What runs in a process of its own, with the entry's exports. */
async function stackOf(entry: string, act: string): Promise<string> {
  const program = `
    const entry = await import(${JSON.stringify(pathToFileURL(join(dist, entry)).href)});
    try { await (${act})(entry); } catch (error) { console.log(error.stack); }
  `;
  const args = ["--input-type=module", "--eval", program];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}

test.each(["esm/src/index.js", "esm/src/index.node.js", "src/index.js", "src/index.node.js"])(
  "the client names its functions, %s",
  async (entry) => {
    const stack = await stackOf(entry, "({ createSolvClient }) => createSolvClient({})");
    const [first, ...frames] = [...stack.matchAll(/at (\w+) \((?:file:\/\/)?(\S+?):(\d+):/g)];
    const [, name = "", file = "", line] = first ?? [];
    expect(name).toMatch(/^[a-z]{6,}/i);
    expect(frames.map(([, caller]) => caller)).toContain("createSolvClient");
    const text = readFileSync(file, "utf8").split("\n")[Number(line) - 1] ?? "";
    expect(text).toMatch(/throw |return new \w+\(/);
    // The ES modules keep their lines.
    if (entry.startsWith("esm/")) expect(text.length).toBeLessThan(400);
  },
);

test.each(["esm/src/contract.js", "src/contract.js"])(
  "the check names its functions, %s",
  async (entry) => {
    const stack = await stackOf(entry, "({ parseBookings }) => parseBookings([{}], 'bookings')");
    expect(stack).toMatch(/at parseBookings /);
  },
);

test("there is no map, and none is looked for", () => {
  const files = readdirSync(dist, { recursive: true }).map(String);
  const built = files.filter((name) => !name.startsWith("docs") && /\.m?js$/.test(name));
  expect(files.filter((name) => !name.startsWith("docs") && name.endsWith(".map"))).toEqual([]);
  const mapped = built.filter((name) =>
    readFileSync(join(dist, name), "utf8").includes("//# source"),
  );
  expect(mapped).toEqual([]);
});
