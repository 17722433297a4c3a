/** Bundles the entries of one format; the only file that touches the bundler's options. */
import { basename, dirname, join } from "node:path";
import { type OutputChunk, type RolldownPlugin, rolldown } from "rolldown";
import { type Format, readManifest } from "./entries.js";
import { slimMaps } from "./maps.js";

/** The folder of the package that a module belongs to, and the package's name. */
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

export interface Bundle {
  /** Folders of the packages whose code went into the bundle. */
  readonly bundledPackages: ReadonlySet<string>;
}

/**
 * @param entries - names of modules in `src/`
 * @param external - packages that stay imports, because installing ours installs them
 */
export async function bundleEntries(
  root: string,
  format: Format,
  entries: readonly string[],
  external: readonly string[],
): Promise<Bundle> {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((name) => [`src/${name}`, join(root, `src/${name}.ts`)])),
    external: (id) =>
      id.startsWith("node:") || external.some((name) => id === name || id.startsWith(`${name}/`)),
    platform: "neutral",
    resolve: { extensionAlias: { ".js": [".ts", ".js"] }, mainFields: ["module", "main"] },
    plugins: [shippedJson(root, format)],
    onLog(level, log) {
      if (level === "warn") throw new Error(`${log.code}: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: join(root, "dist", format),
    format,
    exports: "named",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    sourcemap: true,
    // The sources are packed, so the maps need not repeat them.
    sourcemapExcludeSources: true,
    comments: { legal: true, annotation: true, jsdoc: false },
    codeSplitting: { groups: [{ name: vendorChunk, debugName: "packages", test: PACKAGE }] },
  });
  await bundle.close();
  await slimMaps(
    root,
    output.map(({ fileName }) => join(root, "dist", format, fileName)),
  );
  const modules = output
    .filter((chunk): chunk is OutputChunk => chunk.type === "chunk")
    .flatMap(({ moduleIds }) => moduleIds);
  return {
    bundledPackages: new Set(
      modules.map((id) => PACKAGE.exec(id)?.[0]).filter((folder) => folder !== undefined),
    ),
  };
}

/**
 * Lets the generated JSON be read from `generated/`, which is packed anyway, instead of copying it
 * into each format. `import … with { type: "json" }` would do it too, but warns on Node 20.
 */
function shippedJson(root: string, format: Format): RolldownPlugin {
  const isShipped = (id: string) => dirname(id) === join(root, "generated") && id.endsWith(".json");
  // Entries and chunks lie at the same depth, hence the one relative path.
  const fromDist = (id: string) => `../../../generated/${basename(id)}`;
  return {
    name: "shipped-json",
    async resolveId(source, importer) {
      if (format !== "cjs" || !source.endsWith(".json") || importer === undefined) return null;
      const id = join(dirname(importer), source);
      return isShipped(id) ? { id: fromDist(id), external: true } : null;
    },
    async load(id) {
      if (id === join(root, "package.json")) {
        // Only the version is asked for, also by code for the browser, which can read no file.
        const { version } = await readManifest(root);
        return { code: `export default ${JSON.stringify({ version })};`, moduleType: "js" };
      }
      if (!isShipped(id)) return null;
      const code = `import { createRequire } from "node:module";
export default createRequire(import.meta.url)(${JSON.stringify(fromDist(id))});`;
      return { code, moduleType: "js" };
    },
  };
}

/** Each package in a chunk of its own, so that one entry does not load what another needs. */
function vendorChunk(id: string): string {
  return (PACKAGE.exec(id)?.[1] ?? "vendor").replace(/\W+/g, "-");
}
