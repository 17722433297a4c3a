/** `npm run generate`: makes everything in `generated/` from the description, or checks that it is current. */
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Artifacts, findDrift, replaceArtifacts } from "./generate/artifacts.js";
import { type Description, DescriptionError, readDescription } from "./generate/description.js";
import { generateOperations } from "./generate/operations.js";
import { generateTypes } from "./generate/types.js";
import { declareValidators, generateValidators } from "./generate/validators.js";

const root = resolve(import.meta.dirname, "..");

const { values: flags } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    description: { type: "string", default: resolve(root, "openapi/external-bookings.yaml") },
    out: { type: "string", default: resolve(root, "generated") },
  },
});

try {
  const artifacts = await generate(await readDescription(resolve(flags.description)));
  if (flags.check) process.exitCode = await check(artifacts);
  else await write(artifacts);
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(`The description does not lint, so nothing was generated:\n${error.message}`);
  console.error("Mend openapi/ and run it again; `npm run lint:openapi` shows each place.");
  process.exitCode = 1;
}

async function generate(description: Description): Promise<Artifacts> {
  const { document, lines } = description;
  const { title, version } = document.info;
  const notice = `Made by \`npm run generate\` from ${description.file} (${title} ${version}). Do not edit.`;
  const header = `// ${notice}\n`;
  const { code, validators } = generateOperations(description);
  return new Map([
    ["README.md", readme(notice)],
    ["openapi.json", json({ "x-generated": notice, ...document })],
    ["locations.json", json({ "x-generated": notice, ...lines })],
    ["schema.ts", header + (await generateTypes(document))],
    ["operations.ts", header + code],
    ["validators.js", header + (await generateValidators(document, validators))],
    ["validators.d.ts", header + declareValidators(validators)],
  ]);
}

async function check(artifacts: Artifacts): Promise<number> {
  const drift = await findDrift(flags.out, artifacts);
  for (const { file, kind, diff } of drift) {
    console.error(`generated/${file} is ${kind}.`);
    for (const line of diff) console.error(`    ${line}`);
  }
  if (drift.length === 0) return 0;
  console.error("Run `npm run generate` and commit the result; never edit generated/ by hand.");
  return 1;
}

async function write(artifacts: Artifacts): Promise<void> {
  const drift = await findDrift(flags.out, artifacts);
  if (drift.length > 0) await replaceArtifacts(flags.out, artifacts);
  const names = drift.map(({ file }) => file).join(", ");
  const folder = relative(process.cwd(), flags.out) || ".";
  console.log(drift.length > 0 ? `${folder}: wrote ${names}` : `${folder}: already current`);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readme(notice: string): string {
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
whether they are current.
`;
}
