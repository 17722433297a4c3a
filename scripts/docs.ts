/** `npm run docs`: one site in `dist/docs`, the README as its start page; it opens offline, and no link in it is dead. */
import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import {
  Application,
  Converter,
  type DocumentReflection,
  JSX,
  type ProjectReflection,
  ReflectionKind,
} from "typedoc";
import { pagesIn } from "./pages/parts.js";

const root = resolve(import.meta.dirname, "..");
const docs = join(root, "dist/docs");

/** The entries, as they are imported. */
const ENTRIES: Readonly<Record<string, string>> = {
  "src/index.node": "solv-external-bookings",
  "src/types": "solv-external-bookings/types",
  "src/contract": "solv-external-bookings/contract",
  "src/testing": "solv-external-bookings/testing",
  "src/sandbox": "solv-external-bookings/sandbox",
};

const GUIDES = [...pagesIn(root).filter((page) => page !== "README.md"), "CHANGELOG.md"].concat([
  ".github/CONTRIBUTING.md",
  ".github/SECURITY.md",
]);

/** A guide is called by its heading, which says more than `README`. */
function nameAll(project: ProjectReflection): void {
  for (const entry of project.getChildrenByKind(ReflectionKind.Module)) {
    entry.name = ENTRIES[entry.name] ?? entry.name;
  }
  for (const guide of project.documents ?? []) guide.name = headingOf(guide) ?? guide.name;
}

function headingOf({ content }: DocumentReflection): string | undefined {
  return /^# (.+)$/m.exec(content.map(({ text }) => text).join(""))?.[1];
}

/** The README, the guides and the TypeScript reference. @throws Error with every warning there was */
async function writeSite(): Promise<void> {
  const app = await Application.bootstrap({
    entryPoints: Object.keys(ENTRIES).map((name) => join(root, `${name}.ts`)),
    tsconfig: join(root, "tsconfig.json"),
    basePath: root,
    name: "solv-external-bookings",
    readme: join(root, "README.md"),
    projectDocuments: GUIDES.map((page) => join(root, page)),
    out: docs,
    highlightLanguages: ["bash", "console", "groovy", "javascript", "json", "typescript", "yaml"],
    ignoredHighlightLanguages: ["jq"],
    navigation: { includeFolders: false },
    headings: { readme: false },
    // Types that only others are made of have no page of their own.
    validation: { notExported: false },
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => nameAll(project));
  app.renderer.hooks.on("sidebar.begin", ({ relativeURL }) =>
    JSX.createElement(
      "p",
      null,
      JSX.createElement("a", { href: relativeURL("endpoint.html") }, "The endpoint's reference"),
    ),
  );
  const project = await app.convert();
  if (project) {
    app.validate(project);
    await app.generateDocs(project, docs);
  }
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error("The site was not made without warnings; they stand above.");
  }
}

async function writeEndpoint(file: string): Promise<void> {
  const args = ["build-docs", "openapi/external-bookings.yaml", "--config", "openapi/redocly.yaml"];
  const tool = join(root, "node_modules/@redocly/cli/bin/cli.js");
  await promisify(execFile)(process.execPath, [tool, ...args, "--output", file, "--inlineBundle"], {
    cwd: root,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    maxBuffer: 1 << 26,
  });
  await keepLogo(file);
}

/** The page would fetch the logo of the tool that made it; its name in the same place needs no network. */
async function keepLogo(file: string): Promise<void> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="44" height="12"><text y="10" font-family="sans-serif" font-size="11">Redocly</text></svg>`;
  const html = await readFile(file, "utf8");
  const logo = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
  await writeFile(file, html.replace(logo, `data:image/svg+xml,${encodeURIComponent(svg)}`));
}

await rm(docs, { recursive: true, force: true });
await writeSite();
await writeEndpoint(join(docs, "endpoint.html"));
console.log("dist/docs/index.html");
