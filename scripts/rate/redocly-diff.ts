/** Compares two descriptions with `redocly diff`; the only file that knows its report. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { linesByPointer } from "../generate/description.js";
import { lineAt } from "../generate/document.js";
import { type Change, type ComparedSide, type Difference, isText, type Side } from "./change.js";
import { namedChanges } from "./named-changes.js";
import { nameOf } from "./names.js";
import { normalForm, originOf } from "./normal-form.js";
import { isNode, type Node, sorted } from "./normal-schema.js";

const run = promisify(execFile);

/**
 * Compares what two descriptions say on the wire, by their normal forms, and what else programs
 * depend on: names in code and named examples. What is left are words.
 *
 * @param root - the package's folder, where Redocly is installed
 * @throws Error with Redocly's own words when one of the files is no description
 */
export async function compareDescriptions(
  root: string,
  base: string,
  revision: string,
): Promise<Difference> {
  const [before, after] = await Promise.all([readSide(base), readSide(revision)]);
  const [whole, wire] = await Promise.all([
    redoclyDiff(root, base, revision),
    compareForms(root, before, after),
  ]);
  const changes = [...wire, ...namedChanges(before, after)];
  const words = whole.changes
    .filter((change) => isText(change) && !isNamedExample(change))
    .map((change) => ({
      ...change,
      impact: "patch" as const,
      subject: nameOf(change.path, [after.document, before.document]),
    }));
  const all = [...changes, ...words];
  if (all.length === 0 && canonical(before.document) !== canonical(after.document)) {
    const sentence = "The description is written otherwise; nothing changes on the wire";
    all.push({ path: "#", kind: "modified", impact: "patch", verdicts: [], sentence });
  }
  return { versions: whole.infoVersions, changes: all };
}

async function readSide(file: string): Promise<ComparedSide> {
  const text = await readFile(file, "utf8");
  const document = parse(text) as Node;
  return { document, form: normalForm(document), lines: linesByPointer(text) };
}

/** Those are compared by name and value, since Redocly does not look behind their references. */
function isNamedExample({ path, property }: Change): boolean {
  return property === undefined && /\/examples\/[^/]+$/.test(path);
}

/** The differences of two normal forms, with the places in their sources. */
export async function compareForms(
  root: string,
  before: ComparedSide,
  after: ComparedSide,
): Promise<Change[]> {
  const folder = await mkdtemp(join(tmpdir(), "solv-diff-"));
  try {
    const [base, revision] = await Promise.all(
      [before, after].map(async ({ form }, index) => {
        const file = join(folder, `${index}.json`);
        await writeFile(file, JSON.stringify(form.document));
        return file;
      }),
    );
    const { changes } = await redoclyDiff(root, base ?? "", revision ?? "");
    return changes
      .filter(({ path }) => !/^#\/paths\/[^/]+\/[^/]+\/security(\/|$)/.test(path))
      .map((change) => {
        const from = sideOf(change.base, before);
        const to = sideOf(change.revision, after);
        return {
          ...change,
          subject: nameOf(change.path, documentsFor(change, before, after)),
          ...(from ? { base: from } : {}),
          ...(to ? { revision: to } : {}),
        };
      });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the names are: Redocly counts in the document that has the node. */
function documentsFor({ kind }: Change, before: ComparedSide, after: ComparedSide): Node[] {
  const forms = [after.form.document, before.form.document];
  return [...(kind === "removed" ? forms.reverse() : forms), before.document];
}

function sideOf(side: Side | undefined, { form, lines }: ComparedSide): Side | undefined {
  if (side?.pointer === undefined) return side;
  const pointer = originOf(form.origins, side.pointer);
  return { ...side, pointer, line: lineAt(lines, pointer) };
}

async function redoclyDiff(
  root: string,
  base: string,
  revision: string,
): Promise<{ infoVersions: Difference["versions"]; changes: Change[] }> {
  const cli = join(root, "node_modules/@redocly/cli/bin/cli.js");
  const { stdout } = await run(
    process.execPath,
    [cli, "diff", base, revision, "--format", "json", "--fail-on", "none"],
    {
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      maxBuffer: 1 << 28,
    },
  );
  return JSON.parse(stdout);
}

/** A document as text that does not depend on the order of its members, without its version. */
function canonical(document: Node): string {
  const { info, ...rest } = document;
  const { version: _, ...words } = (info ?? {}) as Node;
  return JSON.stringify({ ...rest, info: words }, (_key, value) =>
    isNode(value)
      ? Object.fromEntries((sorted(Object.keys(value)) as string[]).map((key) => [key, value[key]]))
      : value,
  );
}
