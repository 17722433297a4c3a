/** `npm run build` makes `dist/`: rolldown bundles the entries in both module formats, tsc writes their declarations. */
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { type OutputChunk, rolldown } from "rolldown";
import { type MinifyOptions, minifySync } from "rolldown/experimental";
import { esmExternalRequirePlugin } from "rolldown/plugins";
import ts from "typescript";
import { dealChunks } from "./build/chunks.js";

const LIBRARY = ["index", "index.node", "index.deno", "types", "contract", "sandbox", "testing"];
/** The folder of the package that a bundled module belongs to, and its name. */
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;
/** An export of CommonJS, as rolldown writes it: longer than a plain member, and no test can spy on it. */
const GETTER =
  /Object\.defineProperty\(exports, "(\w+)", \{\s+enumerable: true,\s+get: function\(\) \{\s+return ([\w$.]+);\s+\}\s+\}\);/g;
/** What is generated and nobody reads as code. */
const GENERATED = /[\\/]generated[\\/](validators\.js|\w+\.json)$/;

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

/** Writes entries of `src/`, and what they share; resolves to the folders of the packages that went in. */
async function bundle(format: "esm" | "cjs", entries: readonly string[]): Promise<string[]> {
  const library = dealChunks(LIBRARY);
  const build = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((name) => [`src/${name}`, `src/${name}.ts`])),
    // What CommonJS can load as it is packed anyway need not be there twice.
    external: [/^node:/, ...(format === "cjs" ? [/\.json$/] : [])],
    platform: "neutral",
    preserveEntrySignatures: "allow-extension",
    // In an ES module, what a package of CommonJS requires of Node is imported.
    plugins: [library.plugin, esmExternalRequirePlugin({ external: [...builtinModules] })],
    resolve: {
      extensionAlias: { ".js": [".ts", ".js"] },
      mainFields: ["module", "main"],
      // With DEBUG=* it would print the proxy's URL, credentials included, and it is half of the size.
      alias: { debug: join(root, "scripts/build/silent-debug.ts") },
    },
    onLog(level, { code, message }) {
      if (level === "warn") throw new Error(`${code}: ${message}`);
    },
  });
  const { output } = await build.write({
    dir: format === "esm" ? join(dist, "esm") : dist,
    format,
    exports: "named",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    comments: { legal: true, annotation: true, jsdoc: false },
    codeSplitting: {
      groups: [
        { name: packageName, debugName: "packages", test: PACKAGE },
        { name: "generated", test: /[\\/]generated[\\/]validators\.js$/ },
        { name: "document", test: /[\\/]generated[\\/]\w+\.json$/ },
        library.group,
      ],
    },
    plugins: [{ name: "small", generateBundle: (_, files) => shrink(files, format) }],
  });
  await build.close();
  return output.flatMap((file) =>
    file.type === "chunk" ? file.moduleIds.flatMap((id) => PACKAGE.exec(id)?.[0] ?? []) : [],
  );
}

function packageName(id: string): string {
  return (PACKAGE.exec(id)?.[1] ?? "").replace(/\W+/g, "-");
}

type Files = Readonly<Record<string, { type: "asset" } | OutputChunk>>;

/**
 * Both formats of everything are packed, so everything is written small. Functions keep their names, for
 * stacks; the client's ES modules keep their lines too. There is no map: what is small has none to offer.
 */
function shrink(files: Files, format: "esm" | "cjs"): void {
  const keepNames = { function: true, class: true };
  for (const file of Object.values(files)) {
    if (file.type === "asset") continue;
    file.code = file.code.replace(GETTER, "exports.$1 = $2;");
    // Nobody looks for a function of others, or of the validators, by its name.
    const isForeign = file.moduleIds.some((id) => PACKAGE.test(id) || GENERATED.test(id));
    const options: MinifyOptions = isForeign
      ? { mangle: { toplevel: true } }
      : { compress: { keepNames }, mangle: { keepNames, toplevel: true } };
    const removeWhitespace = format === "cjs" || !/(client|index)[^/]*$/.test(file.fileName);
    const { code } = minifySync(file.fileName, file.code, {
      ...options,
      codegen: { removeWhitespace },
    });
    file.code = code;
  }
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

/** @throws Error with the compiler's messages when a file does not compile */
function compile(files: readonly string[], compilerOptions: object): ts.Program {
  const { options, errors } = ts.convertCompilerOptionsFromJson(compilerOptions, root);
  const program = ts.createProgram(files, options);
  const problems = [...errors, ...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problems.length === 0) return program;
  throw new Error(ts.formatDiagnostics(problems, ts.createCompilerHost(options)));
}

/** Writes the declarations that the entries lead to; what imports finds is what require finds. */
async function writeDeclarations(): Promise<void> {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  compile(
    LIBRARY.map((name) => join(root, `src/${name}.ts`)),
    {
      ...config.compilerOptions,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      stripInternal: true,
      rootDir: root,
      outDir: dist,
    },
  );
  // A declaration that stands beside a JavaScript file is no output of the compiler.
  await cp(join(root, "generated/validators.d.ts"), join(dist, "generated/validators.d.ts"));
  const entries = LIBRARY.map((name) => join(dist, `src/${name}.d.mts`));
  for (const [index, name] of LIBRARY.entries()) {
    const star = name === "types" ? "export type *" : "export *";
    await writeFile(entries[index] ?? "", `${star} from "./${name}.js";\n`);
  }
  // As a strict consumer without Node's types: whatever is needed has to be there.
  const consumer = { module: "nodenext", target: "es2022", lib: ["es2022", "dom"], types: [] };
  const strict = { strict: true, exactOptionalPropertyTypes: true, noEmit: true };
  const program = compile(entries, { ...consumer, ...strict });
  const reached = new Set(program.getSourceFiles().map(({ fileName }) => resolve(fileName)));
  for (const file of await built(/\.d\.m?ts$/)) {
    if (!reached.has(file)) await rm(file);
  }
}

async function built(name: RegExp): Promise<string[]> {
  const files = await readdir(dist, { recursive: true });
  return files.filter((file) => name.test(file)).map((file) => join(dist, file));
}

await mkdir(dist, { recursive: true });
for (const entry of await readdir(dist)) {
  // The references are built, and stay, by themselves.
  if (entry !== "docs") await rm(join(dist, entry), { recursive: true });
}
// Below this file `.js` and `.d.ts` are CommonJS, whatever the package as a whole says.
await writeFile(join(dist, "package.json"), `{ "type": "commonjs", "sideEffects": false }\n`);
const required = [...LIBRARY.filter((name) => name !== "index.deno"), "cli"];
const packages = [...(await bundle("esm", LIBRARY)), ...(await bundle("cjs", required))];
await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), await licencesOf(packages));
// Packing makes it so as well; here for those who run the command from a checkout.
await chmod(join(dist, "src/cli.js"), 0o755);
await writeFile(join(dist, "esm/package.json"), `{ "type": "module", "sideEffects": false }\n`);
await writeDeclarations();
