/** Lists the bundlers that the package is put through, and what is run of their output. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bin, type Consumers, folder, node, root, run } from "./run.js";

const bundle = (name: string) => join(folder, "bundles", name);
const runClient = (name: string) => node("bundles/run.mjs", [bundle(name)]);
const esbuild = (file: string, out: string, platform: string) =>
  run(bin("esbuild/bin/esbuild"), [
    bundle(file),
    "--bundle",
    "--format=esm",
    `--outfile=${bundle(out)}`,
    `--platform=${platform}`,
  ]);

/** Bundler → how it makes one ES module for Node of a file. */
const BUNDLERS = {
  esbuild: (file: string, out: string) => esbuild(file, out, "node"),
  rolldown: (file: string, out: string) =>
    node(
      bin("rolldown/bin/cli.mjs"),
      [bundle(file), "--file", bundle(out)].concat(["--format", "esm", "--platform", "node"]),
    ),
};

function consumersOf([name, make]: [string, (typeof BUNDLERS)["esbuild"]]): Consumers {
  const own = (entry: string) => async () => {
    await make(`${entry}.mjs`, `${name}-${entry}.mjs`);
    await node(bundle(`${name}-${entry}.mjs`));
  };
  return {
    [`${name}, the client for Node`]: async () => {
      await make("client.mjs", `${name}.mjs`);
      await runClient(`${name}.mjs`);
    },
    // Entries that only a server loads.
    [`${name}, contract in an ES module`]: own("contract"),
    [`${name}, sandbox in an ES module`]: own("sandbox"),
    [`${name}, testing in an ES module`]: own("testing"),
    [`${name}, types only`]: async () => {
      await make("types-only.ts", `${name}-types.mjs`);
      const { size } = await stat(bundle(`${name}-types.mjs`));
      if (size > 300) throw new Error("The types left code in the bundle.");
    },
  };
}

export const BUNDLED: Consumers = {
  ...Object.assign({}, ...Object.entries(BUNDLERS).map(consumersOf)),
  "esbuild, for a page in Chromium": async () => {
    await esbuild("client.mjs", "esbuild-page.mjs", "browser");
    const driver = pathToFileURL(join(root, "node_modules/playwright-core/index.mjs")).href;
    await node("bundles/page.mjs", [bundle("esbuild-page.mjs"), driver]);
  },
  rollup: async () => {
    const plugin = ["--plugin", "node-resolve={exportConditions:['default']}", "--silent"];
    const files = [bundle("client.mjs"), "--file", bundle("rollup.mjs"), "--format", "es"];
    await node(bin("rollup/dist/bin/rollup"), [...files, ...plugin]);
    await runClient("rollup.mjs");
  },
  webpack: async () => {
    await node("bundles/webpack.cjs");
    await runClient("webpack.cjs.bundle.cjs");
  },
};
