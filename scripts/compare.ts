/** `npm run compare -- --with URL|FILE`: is the provider's published description still what ours says? */
import { appendFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compareWithPublished } from "./compare/compare.js";
import { linesOf, summaryOf } from "./compare/printed.js";
import { CompareError, nameOfSource, readPublished } from "./compare/published.js";
import { readFlags } from "./flags.js";

const DESCRIPTION = "openapi/external-bookings.yaml";

const root = resolve(import.meta.dirname, "..");
const { values: flags } = readFlags({ options: { with: { type: "string" } } });

process.exitCode = await compare(flags.with).catch((error: unknown) => {
  if (!(error instanceof CompareError)) throw error;
  console.error(error.message);
  return 2;
});

/** 0 when both say the same, 1 when they differ. */
async function compare(source: string | undefined): Promise<number> {
  if (!source) {
    throw new CompareError(
      "--with needs the provider's description: a URL that begins with https://, or a file.",
    );
  }
  const theirs = await readPublished(source);
  const comparison = compareWithPublished(await readPublished(join(root, DESCRIPTION)), theirs);
  const names = { ours: DESCRIPTION, theirs: nameOfSource(source) };
  const onGitHub = Boolean(process.env.GITHUB_ACTIONS);
  for (const line of linesOf(comparison, names, onGitHub)) console.log(line);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary) await appendFile(summary, summaryOf(comparison, names));
  const { rating, compared, notes } = comparison;
  const count = rating.changes.length;
  const verdict =
    count === 0
      ? `says the same as ${DESCRIPTION} (operations compared: ${compared})`
      : `differs from ${DESCRIPTION}: ${count} ${count === 1 ? "difference" : "differences"}, ${rating.impact} at most`;
  console.error(`${names.theirs} ${verdict}.`);
  for (const note of notes) console.error(note);
  return count === 0 ? 0 : 1;
}
