/** Reads the hand-maintained description: lints it, bundles it and notes the line of every node. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import {
  bundle,
  type Config,
  createConfig,
  getLineColLocation,
  lint,
  loadConfig,
  type NormalizedProblem,
} from "@redocly/openapi-core";
import { parse } from "yaml";
import { circleProblems } from "./circles.js";
import {
  type Description,
  DescriptionError,
  type OpenApiDocument,
  reasonOf,
  refuseAll,
} from "./document.js";
import { linesByPointer } from "./lines.js";

/**
 * @param path - the YAML file; the rules are those of `redocly.yaml` beside it
 * @throws DescriptionError when the file is missing, is not YAML, or breaks a rule (warnings count)
 */
export async function readDescription(path: string): Promise<Description> {
  // The engine's own network notices and telemetry have no place in a build step.
  process.env.REDOCLY_TELEMETRY = "off";
  const shown = relative(process.cwd(), path) || path;
  const text = await readFile(path, "utf8").catch(() => {
    throw new DescriptionError(`${shown} cannot be read.`);
  });
  const configPath = join(dirname(path), "redocly.yaml");
  const config = await loadConfig({ configPath }).catch((error: unknown) => {
    const rules = relative(process.cwd(), configPath) || configPath;
    throw new DescriptionError(`The lint rules in ${rules} cannot be read: ${reasonOf(error)}`);
  });
  const lines = linesByPointer(text);
  refuseAll({ file: shown, lines }, circleProblems(text));
  await refuseProblems(path, shown, config);
  const bundled = await bundle({ ref: path, config });
  const [other] = [...bundled.fileDependencies].filter((file) => file !== path);
  if (other) {
    const name = relative(dirname(path), other);
    throw new DescriptionError(
      `${shown} refers to ${name}; the description is one file, so move that into it.`,
    );
  }
  const document = bundled.bundle.parsed as OpenApiDocument;
  return {
    document,
    file: `openapi/${basename(path)}`,
    digest: createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 12),
    lines,
  };
}

/**
 * Whether a description of another time can be compared with: its form is judged, today's rules are not.
 *
 * @param shown - what it is called in messages
 * @throws DescriptionError when it is no description of OpenAPI 3, or a reference leads nowhere
 */
export async function refuseMalformed(path: string, shown: string): Promise<void> {
  const rules = { struct: "error", "no-unresolved-refs": "error" } as const;
  await refuseProblems(path, shown, await createConfig({ rules }));
  const { openapi } = parse(await readFile(path, "utf8"));
  if (/^3\./.test(String(openapi))) return;
  throw new DescriptionError(
    `${shown} is no OpenAPI description: it is of another version than 3.`,
  );
}

async function refuseProblems(path: string, shown: string, config: Config): Promise<void> {
  const problems = await lint({ ref: path, config }).catch((error: unknown) => {
    const reason = reasonOf(error).replace(` in "${path}"`, "");
    throw new DescriptionError(`${shown} is no OpenAPI description: ${reason}`);
  });
  if (problems.length === 0) return;
  throw new DescriptionError(problems.map((problem) => `${shown}${describe(problem)}`).join("\n"));
}

function describe({ message, ruleId, location: [place] }: NormalizedProblem): string {
  const sentence = message.replace(/\s*[\r\n]\s*/g, " ");
  if (!place) return `: ${sentence} (${ruleId})`;
  const { line, col } = getLineColLocation(place).start;
  return `:${line}:${col}: ${sentence} (${ruleId})`;
}
