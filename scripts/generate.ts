/** `npm run generate`: makes everything in `generated/` from the description, or checks that it is current. */
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { readFlags } from "./flags.js";
import { type Artifacts, findDrift, replaceArtifacts } from "./generate/artifacts.js";
import { DescriptionError } from "./generate/document.js";
import { generateArtifacts } from "./generate/pipeline.js";
import { closePrinter, printer } from "./generate/printer-thread.mjs";

const root = resolve(import.meta.dirname, "..");
/** Packages whose output is part of an artifact: another version may write something else. */
const TOOLS = ["openapi-typescript", "@redocly/openapi-core", "ajv", "typescript"];

const { values: flags } = readFlags({
  options: {
    check: { type: "boolean", default: false },
    description: { type: "string", default: resolve(root, "openapi/external-bookings.yaml") },
    out: { type: "string", default: resolve(root, "generated") },
  },
});

try {
  const artifacts = await generateArtifacts(
    resolve(flags.description),
    await versionsOf(TOOLS),
    printer,
  );
  if (flags.check) process.exitCode = await check(artifacts);
  else await write(artifacts);
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(`${error.message}\nNothing was generated. Mend the description and run it again.`);
  process.exitCode = 1;
} finally {
  closePrinter();
}

async function versionsOf(names: readonly string[]): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const name of names) {
    const manifest = await readFile(join(root, "node_modules", name, "package.json"), "utf8");
    versions[name] = (JSON.parse(manifest) as { version: string }).version;
  }
  return versions;
}

async function check(artifacts: Artifacts): Promise<number> {
  const drift = await findDrift(flags.out, artifacts);
  for (const { file, kind, diff } of drift) {
    console.error(`${nameOf(file)} is ${kind}.`);
    for (const line of diff) console.error(`    ${line}`);
  }
  if (drift.length === 0) {
    console.log(`${nameOf("")} is current.`);
    return 0;
  }
  console.error("Run `npm run generate` and commit the result; never edit generated/ by hand.");
  return 1;
}

async function write(artifacts: Artifacts): Promise<void> {
  const drift = await findDrift(flags.out, artifacts);
  if (drift.length > 0) await replaceArtifacts(flags.out, artifacts);
  const names = drift.map(({ file }) => file).join(", ");
  console.log(drift.length > 0 ? `${nameOf("")}: wrote ${names}` : `${nameOf("")} is current.`);
}

/** A file of the output folder as the caller's shell would name it. */
function nameOf(file: string): string {
  return relative(process.cwd(), join(flags.out, file)) || ".";
}
