/** `npm run docs`: the endpoint's HTML reference and the TypeScript reference, in `dist/docs`; both open offline. */
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "..");
const docs = join(root, "dist/docs");
const node = (tool: string, ...args: string[]) =>
  run(process.execPath, [join(root, "node_modules", tool), ...args], {
    cwd: root,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    maxBuffer: 1 << 26,
  });

/** The page would fetch the logo of the tool that made it; its name in the same place needs no network. */
async function keepLogo(file: string): Promise<void> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="44" height="12"><text y="10" font-family="sans-serif" font-size="11">Redocly</text></svg>`;
  const html = await readFile(file, "utf8");
  const logo = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
  await writeFile(file, html.replace(logo, `data:image/svg+xml,${encodeURIComponent(svg)}`));
}

await rm(docs, { recursive: true, force: true });
await mkdir(docs, { recursive: true });
await node(
  "@redocly/cli/bin/cli.js",
  "build-docs",
  "openapi/external-bookings.yaml",
  "--config",
  "openapi/redocly.yaml",
  "--output",
  join(docs, "endpoint.html"),
  "--inlineBundle",
);
await keepLogo(join(docs, "endpoint.html"));
const entries = ["index.node", "types", "contract", "testing", "sandbox"].flatMap((name) => [
  "--entryPoints",
  `src/${name}.ts`,
]);
await node(
  "typedoc/bin/typedoc",
  ...entries,
  "--out",
  join(docs, "typescript"),
  "--readme",
  "none",
  // Types that only others are made of have no page of their own.
  "--validation.notExported",
  "false",
);
console.log("dist/docs: endpoint.html and typescript/index.html");
