/** `npm run build`: makes `dist/`, one implementation for Node in both module formats, with declarations. */
import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compileDeclarations, emitDeclarations, writeDeclarations } from "./build/declarations.js";
import { entriesOf, isPackedSource, readManifest } from "./build/entries.js";
import { bundleEntries } from "./build/javascript.js";
import { collectLicences } from "./build/licences.js";

/** Entries that have to be ES modules throughout: for a browser, or to be bundled as one. */
const PORTABLE = ["index", "index.deno", "index.node", "types"];

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");
const manifest = await readManifest(root);
const required = entriesOf(manifest, "js");
const imported = entriesOf(manifest, "mjs");

for (const entry of await readdir(dist).catch((): string[] => [])) {
  // The references are built, and stay, by themselves.
  if (entry !== "docs") await rm(join(dist, entry), { recursive: true });
}
await mkdir(join(dist, "generated"), { recursive: true });
// Below this file `.js` and `.d.ts` are CommonJS, whatever the package as a whole says.
await writeFile(join(dist, "package.json"), `{ "type": "commonjs", "sideEffects": false }\n`);

const node = await bundleEntries(root, manifest, "js", required);
// Packing makes it so as well; here for those who run the command from a checkout.
for (const command of Object.values(manifest.bin ?? {})) await chmod(join(root, command), 0o755);
const portable = await bundleEntries(root, manifest, "mjs", PORTABLE);
for (const name of imported.filter((name) => !PORTABLE.includes(name))) {
  // The import is the same module as the require, so that `instanceof` holds across the two.
  const names = node.exported.get(name) ?? [];
  await writeFile(
    join(dist, `src/${name}.mjs`),
    `export { ${names.join(", ")} } from "./${name}.js";\n`,
  );
}

await writeDeclarations(root, imported, emitDeclarations(root, imported), (source) =>
  isPackedSource(manifest, source),
);
compileDeclarations(root, imported);
for (const name of imported) {
  const star = name === "types" ? "export type *" : "export *";
  await writeFile(join(dist, `src/${name}.d.mts`), `${star} from "./${name}.js";\n`);
}

const licences = await collectLicences([...node.bundledPackages, ...portable.bundledPackages]);
await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), licences);
console.log(`dist: built ${required.join(", ")}`);
