/** Makes source maps small, and true: they lead only to sources that are packed. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { decode, encode } from "@jridgewell/sourcemap-codec";

interface SourceMap {
  names: string[];
  sources: string[];
  mappings: string;
}

/**
 * Reduces each map to where a line comes from: all that a stack trace or a breakpoint needs, at a
 * tenth of the size. Code of other packages and of the generator has no packed source, so it gets
 * no mapping, and a file of nothing else no map.
 */
export async function slimMaps(root: string, files: readonly string[]): Promise<void> {
  for (const file of files.filter((name) => name.endsWith(".map"))) {
    const map = JSON.parse(await readFile(file, "utf8")) as SourceMap;
    const isPacked = map.sources.map((source) =>
      /^src\//.test(relative(root, join(dirname(file), source)).replaceAll("\\", "/")),
    );
    if (!isPacked.includes(true)) {
      await removeMap(file);
      continue;
    }
    const kept = map.sources.filter((_, index) => isPacked[index]);
    const lines = decode(map.mappings).map((segments) => {
      const first = segments.find((segment) => segment.length > 1);
      if (first === undefined || first.length === 1) return [];
      const [, source, line] = first;
      const at = isPacked[source] ? kept.indexOf(map.sources[source] ?? "") : -1;
      // A segment without a source ends the one before it (ECMA-426, decoded mappings).
      return [
        at === -1 ? ([0] as [number]) : ([0, at, line, 0] as [number, number, number, number]),
      ];
    });
    await writeFile(
      file,
      JSON.stringify({ ...map, names: [], sources: kept, mappings: encode(lines) }),
    );
  }
}

async function removeMap(file: string): Promise<void> {
  const script = file.replace(/\.map$/, "");
  const text = await readFile(script, "utf8");
  await writeFile(script, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
  await rm(file);
}
