/** Makes source maps small, and true: they lead only to sources that are packed. */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { decode, encode } from "@jridgewell/sourcemap-codec";

interface SourceMap {
  names: string[];
  sources: string[];
  mappings: string;
}

/**
 * Reduces a map to where a line comes from: all that a stack trace or a breakpoint needs, at a tenth
 * of the size. A source that is not packed gets no mapping.
 *
 * @param file - the map, on disk
 * @param isPacked - asked with a path relative to the package
 * @returns whether anything is left; if not, nothing was written
 */
export async function slimMap(
  root: string,
  file: string,
  isPacked: (source: string) => boolean,
): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  // The bundler writes none for a file that only passes exports on.
  if (text === undefined) return false;
  const slim = slimMapText(JSON.parse(text), (source) =>
    isPacked(relative(root, join(dirname(file), source)).replaceAll("\\", "/")),
  );
  if (slim === undefined) return false;
  await writeFile(file, slim);
  return true;
}

/** The reduced map as text; `undefined` when none of its sources is kept. */
export function slimMapText(
  map: SourceMap,
  isPacked: (source: string) => boolean,
): string | undefined {
  const kept = map.sources.filter(isPacked);
  // Half a map would be worse than none: a debugger would show the wrong half of a file.
  if (kept.length === 0 || kept.length < map.sources.length) return undefined;
  const lines = decode(map.mappings).map((segments) => {
    const first = segments.find((segment) => segment.length > 1);
    if (first === undefined || first.length === 1) return [];
    const [, source, line] = first;
    const at = kept.indexOf(map.sources[source] ?? "");
    // A segment without a source ends the one before it (ECMA-426, decoded mappings).
    return [at === -1 ? ([0] as [number]) : ([0, at, line, 0] as [number, number, number, number])];
  });
  return JSON.stringify({ ...map, names: [], sources: kept, mappings: encode(lines) });
}
