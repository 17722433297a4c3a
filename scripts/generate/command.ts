/** Runs a generation, or the check of one, and says what came of it. */
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { findDrift, writeArtifacts } from "./artifacts.js";
import { DescriptionError, reasonOf } from "./document.js";
import { generateArtifacts } from "./pipeline.js";

/** Packages whose output is part of an artifact: another version may write something else. */
const TOOLS = ["openapi-typescript", "@redocly/openapi-core", "ajv", "typescript"];

export interface GenerateOptions {
  /** The description's YAML file. */
  readonly description: string;
  /** The folder of the artifacts. */
  readonly out: string;
  /** Names what is not current instead of writing it. */
  readonly check: boolean;
  /** Says only whether the description can be used: nothing is compared, and nothing written. */
  readonly lint?: boolean;
}

export interface GenerateResult {
  /** 0 when the artifacts are current, 1 when the description or an artifact is at fault. */
  readonly code: 0 | 1;
  readonly lines: readonly string[];
}

/** A description that cannot be used is a result with its sentences; nothing is written then. */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const shown = relative(process.cwd(), options.description);
  try {
    return await generated(options, shown);
  } catch (error) {
    // A library that throws has met what it does not expect of a description.
    const sentence =
      error instanceof DescriptionError
        ? error.message
        : `${shown}:1: #: It cannot be generated: ${reasonOf(error)}`;
    const advice = "Nothing was generated. Mend the description and run it again.";
    return { code: 1, lines: [sentence, advice] };
  }
}

async function generated(
  { description, out, check, lint }: GenerateOptions,
  shown: string,
): Promise<GenerateResult> {
  const nameOf = (file: string) => relative(process.cwd(), join(out, file)) || ".";
  const artifacts = await generateArtifacts(resolve(description), versionsOf(TOOLS));
  if (lint) return { code: 0, lines: [`${shown} can be used.`] };
  const drift = await findDrift(out, artifacts);
  if (drift.length === 0) return { code: 0, lines: [`${nameOf("")} is current.`] };
  if (!check) {
    await writeArtifacts(out, artifacts);
    const names = drift.map(({ file }) => file).join(", ");
    return { code: 0, lines: [`${nameOf("")}: wrote ${names}`] };
  }
  const lines = drift.flatMap(({ file, said }) => [`${nameOf(file)} ${said[0]}`, ...said.slice(1)]);
  lines.push("Run `npm run generate` and commit the result; never edit generated/ by hand.");
  return { code: 1, lines };
}

function versionsOf(names: readonly string[]): Record<string, string> {
  const require = createRequire(import.meta.url);
  // Not every package exports its manifest, so it is read where npm put it.
  const modules = resolve(import.meta.dirname, "../../node_modules");
  return Object.fromEntries(
    names.map((name) => {
      const manifest: { version: string } = require(join(modules, name, "package.json"));
      return [name, manifest.version];
    }),
  );
}
