/** From the description's file to every artifact, as text; touches no file but the description's. */
import type { Artifacts } from "./artifacts.js";
import { compileDescription } from "./compile.js";
import { readDescription } from "./description.js";
import type { Description } from "./document.js";
import { generateDescription } from "./operations.js";
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
    ["openapi.json", `${layOut({ "x-generated": notice, ...document }, "", 5)}\n`],
    ["locations.json", `${JSON.stringify({ "x-generated": notice, lines: treeOf(lines) })}\n`],
    ["schema.ts", header + compiled.types],
    ["description.ts", header + generateDescription(description)],
    ["operations.ts", header + operations],
    ["validators.js", header + compiled.code],
    ["validators.d.ts", header + declareValidators(description, validators)],
  ]);
}

/** A line, or a line and what stands below it by name: a third of the size of a list of pointers. */
type LineTree = number | readonly [line: number, below: Readonly<Record<string, LineTree>>];

function treeOf(lines: Readonly<Record<string, number>>): LineTree {
  const below = new Map<string, string[]>();
  for (const pointer of Object.keys(lines)) {
    const parent = pointer.slice(0, pointer.lastIndexOf("/"));
    below.set(parent, [...(below.get(parent) ?? []), pointer]);
  }
  const treeAt = (pointer: string): LineTree => {
    const line = lines[pointer] ?? 1;
    const children = below.get(pointer) ?? [];
    const named = children.map((child) => [child.slice(pointer.length + 1), treeAt(child)]);
    return named.length === 0 ? line : [line, Object.fromEntries(named)];
  };
  return treeAt("#");
}

function noticeFor({ file, document: { info } }: Description): string {
  // It becomes a comment of one line.
  const version = `${info.title} ${info.version}`.replace(/\s+/g, " ");
  return `Made by \`npm run generate\` from ${file} (${version}). Do not edit.`;
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
