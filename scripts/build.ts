/** `npm run build` makes `dist/`: rolldown bundles the entries in both module formats, tsc writes their declarations. */
import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { type OutputChunk, rolldown } from "rolldown";
import { minifySync } from "rolldown/experimental";
import ts from "typescript";
import { listPacked } from "./package/pack.js";

const LIBRARY = ["index", "index.node", "index.deno", "types", "contract", "sandbox", "testing"];
/** The folder of the package that a bundled module belongs to. */
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

/** Writes entries of `src/`, and what they share, in one format; the folders of the packages that went in. */
async function bundle(format: "esm" | "cjs", entries: readonly string[]): Promise<string[]> {
  const extension = format === "esm" ? "mjs" : "js";
  const build = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((name) => [`src/${name}`, `src/${name}.ts`])),
    external: /^node:/,
    platform: "neutral",
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, mainFields: ["module", "main"] },
    onLog(level, { code, message }) {
      if (level === "warn") throw new Error(`${code}: ${message}`);
    },
  });
  const { output } = await build.write({
    dir: dist,
    format,
    exports: "named",
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `chunks/[name].${extension}`,
    comments: { legal: true, annotation: true, jsdoc: false },
    // Maps of the same code in both formats would be a seventh of the package.
    sourcemap: format === "esm",
    sourcemapExcludeSources: true,
    // Code of others lies in chunks of its own, and small: it has no map and nobody reads it here.
    codeSplitting: { groups: [{ name: packageName, debugName: "packages", test: PACKAGE }] },
    plugins: [
      {
        name: "small-packages",
        generateBundle(_, files) {
          for (const chunk of Object.values(files)) {
            if (chunk.type !== "chunk" || !chunk.moduleIds.some((id) => PACKAGE.test(id))) continue;
            const options = { mangle: { toplevel: true } };
            chunk.code = minifySync(chunk.fileName, chunk.code, options).code;
          }
        },
      },
    ],
  });
  await build.close();
  return output
    .filter((chunk): chunk is OutputChunk => chunk.type === "chunk")
    .flatMap(({ moduleIds }) => moduleIds.flatMap((id) => PACKAGE.exec(id)?.[0] ?? []));
}

function packageName(id: string): string {
  return (
    PACKAGE.exec(id)?.[0]
      .replace(/^.*node_modules\W/, "")
      .replace(/\W+/g, "-") ?? ""
  );
}

/** The licence of every package whose code was bundled. */
async function licencesOf(folders: readonly string[]): Promise<string> {
  const parts = [...new Set(folders)].sort().map(async (folder) => {
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((name) => /^licen[cs]e(\.|$)/i.test(name));
    if (file === undefined) throw new Error(`${manifest.name} is bundled but ships no licence.`);
    const text = (await readFile(join(folder, file), "utf8")).trim();
    return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
  });
  return (await Promise.all(parts)).join(`\n${"-".repeat(72)}\n\n`);
}

/**
 * Compiles the declarations as a strict consumer without Node's types would, and removes those that no
 * entry leads to.
 *
 * @throws Error when a declaration needs something that is not shipped
 */
async function pruneDeclarations(): Promise<void> {
  const program = ts.createProgram(
    LIBRARY.map((name) => join(dist, `src/${name}.d.mts`)),
    {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    },
  );
  const problems = ts.getPreEmitDiagnostics(program);
  if (problems.length > 0)
    throw new Error(ts.formatDiagnostics(problems, ts.createCompilerHost({})));
  const reached = new Set(program.getSourceFiles().map(({ fileName }) => resolve(fileName)));
  for (const file of await filesOf(dist, /\.d\.m?ts$/)) {
    if (reached.has(file)) continue;
    await rm(file);
    await rm(`${file}.map`, { force: true });
  }
}

/** Removes the maps that lead to a source that is not packed: a debugger would show a hole. */
async function pruneMaps(): Promise<void> {
  const { files } = await listPacked(root);
  for (const file of await filesOf(dist, /\.map$/)) {
    const { sources } = JSON.parse(await readFile(file, "utf8")) as { sources: string[] };
    const isPacked = (source: string) =>
      files.includes(relative(root, resolve(file, "..", source)).replaceAll("\\", "/"));
    if (sources.length > 0 && sources.every(isPacked)) continue;
    await rm(file);
    const mapped = file.slice(0, -".map".length);
    const text = await readFile(mapped, "utf8");
    await writeFile(mapped, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
  }
}

async function filesOf(folder: string, name: RegExp): Promise<string[]> {
  const all = await readdir(folder, { recursive: true });
  return all
    .filter((file) => name.test(file) && !/^docs\b/.test(file))
    .map((file) => join(folder, file));
}

for (const entry of await readdir(dist).catch((): string[] => [])) {
  // The references are built, and stay, by themselves.
  if (entry !== "docs") await rm(join(dist, entry), { recursive: true });
}
await mkdir(dist, { recursive: true });
// Below this file `.js` and `.d.ts` are CommonJS, whatever the package as a whole says.
await writeFile(join(dist, "package.json"), `{ "type": "commonjs", "sideEffects": false }\n`);

const required = [...LIBRARY.filter((name) => name !== "index.deno"), "cli"];
const bundled = [...(await bundle("esm", LIBRARY)), ...(await bundle("cjs", required))];
await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), await licencesOf(bundled));
// Packing makes it so as well; here for those who run the command from a checkout.
await chmod(join(dist, "src/cli.js"), 0o755);

const tsc = join(root, "node_modules/typescript/bin/tsc");
await promisify(execFile)(process.execPath, [tsc, "-p", "scripts/build.tsconfig.json"], {
  cwd: root,
}).catch(({ stdout }: { stdout: string }) => Promise.reject(new Error(stdout)));
// A declaration that stands beside a JavaScript file is no output of the compiler.
await cp(join(root, "generated/validators.d.ts"), join(dist, "generated/validators.d.ts"));
for (const name of LIBRARY) {
  const star = name === "types" ? "export type *" : "export *";
  await writeFile(join(dist, `src/${name}.d.mts`), `${star} from "./${name}.js";\n`);
}
await pruneDeclarations();
await pruneMaps();
