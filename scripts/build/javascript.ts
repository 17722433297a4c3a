/** Bundles the entries; the only file that touches the bundler's options. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type OutputChunk, type RolldownPlugin, rolldown } from "rolldown";
import { minifySync } from "rolldown/experimental";
import { type Extension, isPackedSource, type Manifest } from "./entries.js";
import { slimMap } from "./maps.js";

/** The folder of the package that a module belongs to, and the package's name. */
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

/** The names of classes are what an error prints. */
const SMALL = {
  compress: true,
  mangle: { toplevel: true, keepNames: { class: true, function: false } },
} as const;

export interface Bundle {
  /** Folders of the packages whose code went into the bundle. */
  readonly bundledPackages: ReadonlySet<string>;
  /** Entry → names that it exports. */
  readonly exported: ReadonlyMap<string, readonly string[]>;
}

/** Writes some modules of `src/`, and what they share, to `dist/` in one format. */
export async function bundleEntries(
  root: string,
  manifest: Manifest,
  extension: Extension,
  entries: readonly string[],
): Promise<Bundle> {
  const external = Object.keys(manifest.dependencies ?? {});
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((name) => [`src/${name}`, join(root, `src/${name}.ts`)])),
    external: (id) =>
      id.startsWith("node:") || external.some((name) => id === name || id.startsWith(`${name}/`)),
    platform: "neutral",
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, mainFields: ["module", "main"] },
    plugins: [jsonFiles(root, manifest)],
    onLog(level, log) {
      if (level === "warn") throw new Error(`${log.code}: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: join(root, "dist"),
    format: extension === "mjs" ? "esm" : "cjs",
    exports: "named",
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `chunks/[name].${extension}`,
    // A statement a line, which is what the maps are by; the rest as small as it gets.
    minify: { ...SMALL, codegen: { removeWhitespace: false } },
    sourcemap: true,
    // The sources are packed, so the maps need not repeat them.
    sourcemapExcludeSources: true,
    comments: { legal: true, annotation: true, jsdoc: false },
    codeSplitting: {
      groups: [
        { name: packageChunk, debugName: "packages", test: PACKAGE },
        { name: "generated", test: /[\\/]generated[\\/]/ },
      ],
    },
  });
  await bundle.close();
  const chunks = output.filter((chunk): chunk is OutputChunk => chunk.type === "chunk");
  for (const chunk of chunks) {
    const file = join(root, "dist", chunk.fileName);
    const isPacked = (source: string) => isPackedSource(manifest, source);
    // The same code with maps in both formats would take the package over its size limit.
    const mapped = extension === "mjs" && (await slimMap(root, `${file}.map`, isPacked));
    if (!mapped) await shrink(file);
  }
  return {
    bundledPackages: new Set(
      chunks
        .flatMap(({ moduleIds }) => moduleIds)
        .map((id) => PACKAGE.exec(id)?.[0])
        .filter((folder) => folder !== undefined),
    ),
    exported: new Map(
      chunks
        .filter(({ isEntry }) => isEntry)
        .map(({ name, exports }) => [name.replace(/^src\//, ""), exports]),
    ),
  };
}

/** Code that has no map cannot be stepped through anyway, so it may as well be small. */
async function shrink(file: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const { code, errors } = minifySync(file, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), {
    module: file.endsWith(".mjs"),
    ...SMALL,
  });
  if (errors.length > 0) throw new Error(`${basename(file)}: ${errors[0]?.message}`);
  await writeFile(file, code);
  await rm(`${file}.map`, { force: true });
}

/**
 * Lets the generated JSON be read from `generated/`, which is packed anyway, instead of copying it
 * into the bundle. Entries and chunks lie at the same depth, hence the one relative path.
 */
function jsonFiles(root: string, { name, version }: Manifest): RolldownPlugin {
  return {
    name: "json-files",
    resolveId(source, importer) {
      if (!source.endsWith(".json") || importer === undefined) return null;
      const id = join(dirname(importer), source);
      if (dirname(id) !== join(root, "generated")) return null;
      return { id: `../../generated/${basename(id)}`, external: true };
    },
    load(id) {
      // Only these are asked for, also by code for the browser, which can read no file.
      if (id !== join(root, "package.json")) return null;
      return { code: `export default ${JSON.stringify({ name, version })};`, moduleType: "js" };
    },
  };
}

/** Each package in a chunk of its own, so that one entry does not load what another needs. */
function packageChunk(id: string): string {
  return (PACKAGE.exec(id)?.[1] ?? "").replace(/\W+/g, "-");
}
