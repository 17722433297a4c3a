/** Emits declarations with `tsc`, and places those that the entries lead to. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { slimMapText } from "./maps.js";

/** Path below `dist/` → text. */
export type Declarations = ReadonlyMap<string, string>;

/** @throws Error with the compiler's messages when an entry does not compile */
export function emitDeclarations(root: string, entries: readonly string[]): Declarations {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const outDir = join(root, "dist");
  const program = ts.createProgram(
    entries.map((name) => join(root, `src/${name}.ts`)),
    {
      ...parsed.options,
      noEmit: false,
      declaration: true,
      declarationMap: true,
      stripInternal: true,
      emitDeclarationOnly: true,
      rootDir: root,
      outDir,
    },
  );
  const emitted = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (file, text) => {
    emitted.set(relative(outDir, file).replaceAll("\\", "/"), text);
  });
  throwProblems(root, [...ts.getPreEmitDiagnostics(program), ...diagnostics]);
  return emitted;
}

/** Writes the declarations of some entries, and whatever they refer to, to `dist/`. */
export async function writeDeclarations(
  root: string,
  entries: readonly string[],
  emitted: Declarations,
  isPacked: (source: string) => boolean,
): Promise<void> {
  const declarations = reachable(
    emitted,
    entries.map((name) => `src/${name}.d.ts`),
  );
  for (const [file, text] of declarations) {
    const target = join(root, "dist", file);
    await mkdir(dirname(target), { recursive: true });
    const map = slimDeclarationMap(root, target, emitted.get(`${file}.map`), isPacked);
    if (map !== undefined) await writeFile(`${target}.map`, map);
    await writeFile(target, map ? text : text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
    for (const at of importsOf(text, file)) {
      // A declaration that stands beside a JavaScript file is no output of the compiler.
      if (!declarations.has(at)) await copyFile(join(root, at), join(root, "dist", at));
    }
  }
}

/**
 * Compiles what was written as a strict consumer without Node's types would.
 *
 * @throws Error when a declaration needs something that is not shipped
 */
export function compileDeclarations(root: string, entries: readonly string[]): void {
  const program = ts.createProgram(
    entries.map((name) => join(root, `dist/src/${name}.d.ts`)),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    },
  );
  throwProblems(root, ts.getPreEmitDiagnostics(program));
}

function throwProblems(root: string, problems: readonly ts.Diagnostic[]): void {
  if (problems.length === 0) return;
  throw new Error(
    ts.formatDiagnostics(problems, {
      getCurrentDirectory: () => root,
      getCanonicalFileName: (name) => name,
      getNewLine: () => "\n",
    }),
  );
}

function slimDeclarationMap(
  root: string,
  target: string,
  map: string | undefined,
  isPacked: (source: string) => boolean,
): string | undefined {
  if (map === undefined) return undefined;
  return slimMapText(JSON.parse(map), (source) => {
    const file = relative(root, join(dirname(target), source)).replaceAll("\\", "/");
    return isPacked(file);
  });
}

function reachable(emitted: Declarations, entries: readonly string[]): Declarations {
  const found = new Map<string, string>();
  const visit = (file: string) => {
    const text = emitted.get(file);
    if (text === undefined || found.has(file)) return;
    found.set(file, text);
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
