/** Emits declarations with `tsc`, and places those that the entries of a format lead to. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

/** Path below `dist/<format>/` → text. */
export type Declarations = ReadonlyMap<string, string>;

/** @throws Error with the compiler's messages when an entry does not compile */
export function emitDeclarations(root: string, entries: readonly string[]): Declarations {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root);
  // Where a file lands decides only how its map leads back to the source; both formats lie equally deep.
  const outDir = join(root, "dist/esm");
  const program = ts.createProgram(
    entries.map((name) => join(root, `src/${name}.ts`)),
    {
      ...parsed.options,
      noEmit: false,
      declaration: true,
      declarationMap: true,
      emitDeclarationOnly: true,
      rootDir: root,
      outDir,
    },
  );
  const emitted = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (file, text) => {
    emitted.set(relative(outDir, file).replaceAll("\\", "/"), text);
  });
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problems.length > 0) {
    throw new Error(
      ts.formatDiagnostics(problems, {
        getCurrentDirectory: () => root,
        getCanonicalFileName: (name) => name,
        getNewLine: () => "\n",
      }),
    );
  }
  return emitted;
}

/** Writes the declarations of some entries, and whatever they refer to, into a format's folder. */
export async function writeDeclarations(
  root: string,
  folder: string,
  entries: readonly string[],
  emitted: Declarations,
): Promise<void> {
  const declarations = reachable(
    emitted,
    entries.map((name) => `src/${name}.d.ts`),
  );
  for (const [file, text] of declarations) {
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
    for (const at of importsOf(text, file)) {
      // A declaration that stands beside a JavaScript file is no output of the compiler.
      if (!declarations.has(at)) {
        await mkdir(dirname(join(folder, at)), { recursive: true });
        await copyFile(join(root, at), join(folder, at));
      }
    }
  }
}

function reachable(emitted: Declarations, entries: readonly string[]): Declarations {
  const found = new Map<string, string>();
  const visit = (file: string) => {
    const text = emitted.get(file);
    if (text === undefined || found.has(file)) return;
    found.set(file, text);
    const map = emitted.get(`${file}.map`);
    if (map !== undefined) found.set(`${file}.map`, map);
    for (const next of importsOf(text, file)) visit(next);
  };
  for (const entry of entries) visit(entry);
  return found;
}

/** The declaration files that a declaration refers to by a relative path. */
function importsOf(text: string, file: string): string[] {
  if (!file.endsWith(".d.ts")) return [];
  return ts
    .preProcessFile(text, true, false)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => join(dirname(file), name).replace(/\.js$/, ".d.ts").replaceAll("\\", "/"));
}
