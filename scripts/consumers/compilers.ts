/** Lists the compilers of TypeScript that the package's types are read by, in each module mode that they know. */
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bin, type Consumers, folder, node } from "./run.js";

/** Module mode → how it resolves, and the first and the last compiler that know it. */
const MODES = [
  { module: "commonjs", moduleResolution: "node10", from: 5.0, to: 5.9 },
  { module: "node16", moduleResolution: "node16", from: 5.0, to: 7.0 },
  { module: "nodenext", moduleResolution: "nodenext", from: 5.0, to: 7.0 },
  { module: "esnext", moduleResolution: "bundler", from: 5.0, to: 7.0 },
  { module: "preserve", moduleResolution: "bundler", from: 5.4, to: 7.0 },
];

interface Compiler {
  readonly version: string;
  readonly module: string;
  readonly moduleResolution: string;
}

async function compile(
  { version, module, moduleResolution }: Compiler,
  format: "module" | "commonjs",
  { file, types }: { readonly file: string; readonly types: readonly string[] },
): Promise<void> {
  const project = join(folder, `ts-${version}-${module}-${format}-${file}`);
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ type: format }));
  await cp(join(folder, "types", file), join(project, file));
  const compilerOptions = {
    module,
    moduleResolution,
    types,
    target: "es2022",
    lib: ["es2022", "dom"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    esModuleInterop: true,
  };
  const config = { compilerOptions, files: [file] };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(config));
  await node(bin(`typescript-${version}/bin/tsc`), ["-p", project]);
}

function consumersOf(compiler: Compiler): Consumers {
  const name = `TypeScript ${compiler.version}, ${compiler.module}`;
  const client = { file: "client.ts", types: [] };
  return {
    [`${name}, module, without Node's types`]: () => compile(compiler, "module", client),
    [`${name}, commonjs, without Node's types`]: () => compile(compiler, "commonjs", client),
    [`${name}, Node's entries`]: () =>
      compile(compiler, "module", { file: "node.ts", types: ["node"] }),
  };
}

const mocked = { version: "5.9", module: "nodenext", moduleResolution: "nodenext" };

export const COMPILERS: Consumers = {
  ...Object.assign(
    {},
    ...["5.0", "5.4", "5.9", "6.0", "7.0"].flatMap((version) =>
      MODES.filter(({ from, to }) => from <= Number(version) && Number(version) <= to).map((mode) =>
        consumersOf({ version, ...mode }),
      ),
    ),
  ),
  "the mocks' types with each nock": () =>
    compile(mocked, "module", { file: "mocks.ts", types: ["node"] }),
};
