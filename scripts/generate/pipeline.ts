/** From the description's file to every artifact, as text; touches no file but the description's. */
import type { Artifacts } from "./artifacts.js";
import { type Description, type OpenApiDocument, readDescription } from "./description.js";
import { generateOperations } from "./operations.js";
import { declareValidators, generateValidators } from "./validators.js";

/** What needs the TypeScript compiler, which takes longer to load than everything else together. */
export interface Printer {
  generateTypes(document: OpenApiDocument): Promise<string>;
  formatCode(code: string): Promise<string>;
}

/**
 * @param path - the description's YAML file
 * @param tools - name and version of each package whose output is part of an artifact
 * @throws DescriptionError when the description cannot be used
 */
export async function generateArtifacts(
  path: string,
  tools: Readonly<Record<string, string>>,
  printer: Printer,
): Promise<Artifacts> {
  const description = await readDescription(path);
  const { document, lines } = description;
  const types = printer.generateTypes(document);
  const { code, validators } = generateOperations(description);
  const notice = noticeFor(description);
  const header = `// ${notice}\n`;
  const validatorCode = await printer.formatCode(await generateValidators(document, validators));
  return new Map([
    ["README.md", readme(notice, tools)],
    ["openapi.json", json({ "x-generated": notice, ...document })],
    ["locations.json", json({ "x-generated": notice, ...lines })],
    ["schema.ts", header + (await types)],
    ["operations.ts", header + code],
    ["validators.js", header + validatorCode],
    ["validators.d.ts", header + declareValidators(validators)],
  ]);
}

function noticeFor({ file, document: { info } }: Description): string {
  return `Made by \`npm run generate\` from ${file} (${info.title} ${info.version}). Do not edit.`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
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
| \`operations.ts\` | the operation table: method, path, parameters, security, answers |
| \`validators.js\`, \`validators.d.ts\` | one validating function for each schema |

To change them, change the description and run \`npm run generate\`; \`npm run generate:check\` tells
whether they are current. Made with ${versions.join(", ")}.
`;
}
