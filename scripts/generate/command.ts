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
export async function generate({
  description,
  out,
  check,
  lint = false,
}: GenerateOptions): Promise<GenerateResult> {
  const nameOf = (file: string) => relative(process.cwd(), join(out, file)) || ".";
  try {
    const artifacts = await generateArtifacts(resolve(description), versionsOf(TOOLS));
    if (lint) return { code: 0, lines: [`${relative(process.cwd(), description)} can be used.`] };
    const drift = await findDrift(out, artifacts);
    if (drift.length === 0) return { code: 0, lines: [`${nameOf("")} is current.`] };
    if (!check) {
      await writeArtifacts(out, artifacts);
      const names = drift.map(({ file }) => file).join(", ");
      return { code: 0, lines: [`${nameOf("")}: wrote ${names}`] };
    }
    const lines = drift.flatMap(({ file, kind, diff }) => [
      `${nameOf(file)} is ${kind}.`,
      ...diff.map((line) => `    ${line}`),
    ]);
    lines.push("Run `npm run generate` and commit the result; never edit generated/ by hand.");
    return { code: 1, lines };
  } catch (error) {
    // A library that throws has met what it does not expect of a description.
    const place = `${relative(process.cwd(), description)}:1: #`;
    const sentence =
      error instanceof DescriptionError
        ? error.message
        : `${place}: It cannot be generated: ${reasonOf(error)}`;
    const advice = "Nothing was generated. Mend the description and run it again.";
    return { code: 1, lines: [sentence, advice] };
  }
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
