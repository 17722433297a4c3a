/** `npm run test:consumers`: installs the packed package as its users do, and runs it in all their ways. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { packTarball } from "./package/pack.js";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "..");
const { values: flags } = parseArgs({
  options: {
    /** Runs only consumers whose name contains this. */
    only: { type: "string", default: "" },
    /** Keeps the folder, to look into. */
    keep: { type: "boolean", default: false },
  },
});

interface Consumer {
  readonly name: string;
  run(): Promise<unknown>;
}

const folder = await mkdtemp(join(tmpdir(), "solv-consumers-"));
const node = (script: string, args: readonly string[] = [], binary = process.execPath) =>
  run(binary, [script, ...args], { cwd: folder, maxBuffer: 1 << 26 });
const bin = (path: string) => join(folder, "node_modules", path);

/** Compiler version → the module modes that it knows. */
const MODES = { node16: "node16", nodenext: "nodenext", esnext: "bundler", preserve: "bundler" };
const COMPILERS = ["5.0", "5.4", "5.9", "6.0", "7.0"].flatMap((version) =>
  Object.entries(MODES)
    .filter(([module]) => module !== "preserve" || version !== "5.0")
    .map(([module, moduleResolution]) => ({ version, module, moduleResolution })),
);

async function compile(
  { version, module, moduleResolution }: (typeof COMPILERS)[number],
  format: "module" | "commonjs",
  file: string,
  types: readonly string[],
): Promise<void> {
  const project = join(folder, `ts-${version}-${module}-${format}-${file}`);
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ type: format }));
  await cp(join(folder, "types", file), join(project, file));
  const compilerOptions = {
    ...{ module, moduleResolution, types, target: "es2022", lib: ["es2022", "dom"] },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ skipLibCheck: false, noEmit: true, esModuleInterop: true },
  };
  await writeFile(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: [file] }),
  );
  await node(bin(`typescript-${version}/bin/tsc`), ["-p", project]);
}

const nodes = ["node20", "node22", "node24", "node26"];
const bundle = (name: string) => join(folder, "bundles", name);
const esbuild = (out: string, ...args: string[]) =>
  run(
    bin("esbuild/bin/esbuild"),
    [bundle("client.mjs"), "--bundle", `--outfile=${bundle(out)}`, ...args],
    { cwd: folder },
  );

const consumers: readonly Consumer[] = [
  ...nodes.flatMap((name) => [
    { name: `${name}, import`, run: () => node("runtime/smoke.mjs", [], bin(`${name}/bin/node`)) },
    { name: `${name}, require`, run: () => node("runtime/smoke.cjs", [], bin(`${name}/bin/node`)) },
  ]),
  ...COMPILERS.flatMap((compiler) => [
    ...(["module", "commonjs"] as const).map((format) => ({
      name: `TypeScript ${compiler.version}, ${compiler.module}, ${format}, without Node's types`,
      run: () => compile(compiler, format, "client.ts", []),
    })),
    {
      name: `TypeScript ${compiler.version}, ${compiler.module}, Node's entries`,
      run: () => compile(compiler, "module", "node.ts", ["node"]),
    },
  ]),
  {
    name: "jest, CommonJS",
    run: () =>
      node(bin("jest/bin/jest.js"), ["--rootDir", "runners", "--testMatch", "**/*.test.cjs"]),
  },
  {
    name: "jest, ES modules",
    run: () =>
      run(
        process.execPath,
        [
          ...["--experimental-vm-modules", bin("jest/bin/jest.js")],
          ...["--rootDir", "runners", "--testMatch", "**/*.test.mjs"],
        ],
        { cwd: folder },
      ),
  },
  {
    name: "vitest",
    run: () => node(bin("vitest/vitest.mjs"), ["run", "--globals", "runners/cancel.test.mjs"]),
  },
  {
    name: "esbuild, for Node",
    run: async () => {
      await esbuild("esbuild-node.mjs", "--format=esm", "--platform=node");
      await node("bundles/run.mjs", [bundle("esbuild-node.mjs")]);
    },
  },
  {
    name: "esbuild, for a page in Chromium",
    run: async () => {
      await esbuild("esbuild-page.mjs", "--format=esm", "--platform=browser");
      const driver = pathToFileURL(join(root, "node_modules/playwright-core/index.mjs")).href;
      await node("bundles/page.mjs", [bundle("esbuild-page.mjs"), driver]);
    },
  },
  {
    name: "esbuild, types only",
    run: async () => {
      const out = bundle("types-only.mjs");
      const args = [bundle("types-only.ts"), "--bundle", "--format=esm", `--outfile=${out}`];
      await run(bin("esbuild/bin/esbuild"), args, { cwd: folder });
      if ((await stat(out)).size > 300) throw new Error("The types left code in the bundle.");
    },
  },
  {
    name: "rollup",
    run: async () => {
      await node(bin("rollup/dist/bin/rollup"), [
        ...[bundle("client.mjs"), "--file", bundle("rollup.mjs"), "--format", "es"],
        ...["--plugin", "node-resolve={exportConditions:['default']}", "--silent"],
      ]);
      await node("bundles/run.mjs", [bundle("rollup.mjs")]);
    },
  },
  {
    name: "webpack",
    run: async () => {
      await node("bundles/webpack.cjs");
      await node("bundles/run.mjs", [bundle("webpack.cjs.bundle.cjs")]);
    },
  },
];

/** What an installation brings: packages and bytes. */
async function measureInstallation(tarball: string): Promise<void> {
  const empty = join(folder, "empty");
  await mkdir(empty);
  await writeFile(join(empty, "package.json"), "{}");
  await install(empty, [tarball]);
  const modules = join(empty, "node_modules");
  const names = (await readdir(modules)).filter((name) => !name.startsWith("."));
  let bytes = 0;
  for (const entry of await readdir(modules, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  console.log(
    `installed in an empty folder: ${names.length} packages, ${Math.round(bytes / 1000)} KB`,
  );
  if (names.length > 3 || bytes > 600_000)
    throw new Error("That is more than 3 packages or 600 KB.");
}

async function install(where: string, packages: readonly string[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await run("npm", ["install", ...quiet, ...packages], { cwd: where, maxBuffer: 1 << 26 });
}

let failed = 0;
let passed = 0;
try {
  const packed = await packTarball(root, folder);
  for (const name of ["types", "runtime", "runners", "bundles"]) {
    await cp(join(root, "tests/consumers", name), join(folder, name), { recursive: true });
  }
  await cp(join(root, "tests/consumers/package.json"), join(folder, "package.json"));
  await install(folder, [packed.file]);
  const all: readonly Consumer[] = [
    { name: "installation", run: () => measureInstallation(packed.file) },
    ...consumers,
  ];
  const queue = all.filter(({ name }) => name.includes(flags.only));
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        await next.run();
        passed += 1;
        console.log(`ok     ${next.name}`);
      } catch (error) {
        failed += 1;
        const { stdout = "", stderr = "", message } = error as Error & Record<string, string>;
        console.log(`FAILED ${next.name}\n${stdout}${stderr || message}`);
      }
    }
  };
  await Promise.all([work(), work()]);
} finally {
  if (flags.keep) console.log(folder);
  else await rm(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
