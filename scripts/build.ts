/** `npm run build`: makes `dist/`, ES modules and CommonJS, each with declarations and maps of its own. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { emitDeclarations, writeDeclarations } from "./build/declarations.js";
import { entriesOf, FORMATS, type Format, readManifest } from "./build/entries.js";
import { bundleEntries } from "./build/javascript.js";
import { collectLicences } from "./build/licences.js";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");
const manifest = await readManifest(root);
const external = Object.keys(manifest.dependencies ?? {});

// A command has no importers, so nobody reads its declarations.
const importable = (format: Format) => entriesOf(manifest, format).filter((name) => name !== "cli");

await rm(dist, { recursive: true, force: true });
const declarations = emitDeclarations(root, [...new Set(FORMATS.flatMap(importable))]);
const bundled = new Set<string>();
for (const format of FORMATS) {
  const folder = join(dist, format);
  await mkdir(folder, { recursive: true });
  const entries = entriesOf(manifest, format);
  const { bundledPackages } = await bundleEntries(root, format, entries, external);
  for (const name of bundledPackages) bundled.add(name);
  await writeDeclarations(root, folder, importable(format), declarations);
}
// Below this file `.js` and `.d.ts` are CommonJS, whatever the package as a whole says.
await writeFile(join(dist, "cjs/package.json"), `{ "type": "commonjs" }\n`);
const licences = await collectLicences(bundled);
if (licences !== "") await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), licences);
console.log(`dist: built ${FORMATS.join(" and ")} of ${entriesOf(manifest, "esm").join(", ")}`);
