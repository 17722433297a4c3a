/** From the description's file to every artifact, as text; touches no file but the description's. */
import type { Artifacts } from "./artifacts.js";
import { compileDescription } from "./compile.js";
import { readDescription } from "./description.js";
import type { Description } from "./document.js";
import { generateDescription } from "./operations.js";
import { generateTypes } from "./types.js";
import { declareValidators } from "./validators.js";

/**
 * @param path - the description's YAML file
 * @param tools - name and version of each package whose output is part of an artifact
 * @throws DescriptionError when the description cannot be used
 */
export async function generateArtifacts(
  path: string,
  tools: Readonly<Record<string, string>>,
): Promise<Artifacts> {
  const compiled = await compileDescription(await readDescription(path));
  const { description, operations, validators } = compiled;
  const { document, lines } = description;
  const notice = noticeFor(description);
  const header = `// ${notice}\n`;
  return new Map([
    ["README.md", readme(notice, tools)],
    ["openapi.json", json({ "x-generated": notice, ...document })],
    ["locations.json", `${JSON.stringify({ "x-generated": notice, lines: treeOf(lines) })}\n`],
    ["schema.ts", header + (await generateTypes(description))],
    ["description.ts", header + generateDescription(description)],
    ["operations.ts", header + operations],
    ["validators.js", header + compiled.code],
    ["validators.d.ts", header + declareValidators(description, validators)],
  ]);
}

/** A line, or a line and what stands below it by name: a third of the size of a list of pointers. */
type LineTree = number | [line: number, below: Record<string, LineTree>];

function treeOf(lines: Readonly<Record<string, number>>): LineTree {
  const nodes = new Map<string, [number, Record<string, LineTree>]>();
  for (const [pointer, line] of Object.entries(lines)) nodes.set(pointer, [line, {}]);
  // Children stand behind their parents, so from the end each node is complete when it is reached.
  for (const [pointer, [line, below]] of [...nodes].reverse()) {
    const cut = pointer.lastIndexOf("/");
    const parent = nodes.get(pointer.slice(0, cut));
    const node: LineTree = Object.keys(below).length > 0 ? [line, reversed(below)] : line;
    if (parent) parent[1][pointer.slice(cut + 1)] = node;
  }
  const [line, below] = nodes.get("#") ?? [1, {}];
  return [line, reversed(below)];
}

function reversed(below: Record<string, LineTree>): Record<string, LineTree> {
  return Object.fromEntries(Object.entries(below).reverse());
}

function noticeFor({ file, document: { info } }: Description): string {
  // It becomes a comment of one line.
  const version = `${info.title} ${info.version}`.replace(/\s+/g, " ");
  return `Made by \`npm run generate\` from ${file} (${version}). Do not edit.`;
}

function json(value: object): string {
  return `${layOut(value, "", 5)}\n`;
}

/** JSON with a line for each member down to a depth: a property is a line of a diff, not a page. */
function layOut(value: unknown, indent: string, depth: number): string {
  if (depth === 0 || typeof value !== "object" || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const members = Object.entries(value).map(
    ([name, member]) =>
      `${indent} ${JSON.stringify(name)}: ${layOut(member, `${indent} `, depth - 1)}`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

function readme(notice: string, tools: Readonly<Record<string, string>>): string {
  const versions = Object.entries(tools).map(([name, version]) => `${name} ${version}`);
  return `# Generated files

${notice}

| file | what it is |
|---|---|
| \`openapi.json\` | the description, bundled into one JSON document |
| \`locations.json\` | the YAML line of every JSON pointer, for messages |
| \`schema.ts\` | types of paths, operations and component schemas |
| \`description.ts\` | which description this is, and its servers |
| \`operations.ts\` | the operation table: method, path, parameters, security, answers |
| \`validators.js\`, \`validators.d.ts\` | one validating function for each schema |

To change them, change the description and run \`npm run generate\`; \`npm run generate:check\` tells
whether they are current. Made with ${versions.join(", ")}.
`;
}
