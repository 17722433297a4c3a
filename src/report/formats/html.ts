/** The report as one HTML page that needs no network: readable on a phone, filterable, with a matrix. */

import { profile } from "../../solv/profile.js";
import { factsOf } from "../problems.js";
import type { ProbeOutcome, Report, ReportedFinding, Result } from "../report.js";
import {
  amountOf,
  basisOf,
  count,
  coverageRows,
  digits,
  duration,
  endOf,
  type Group,
  groupNameOf,
  groupResults,
  notJudged,
  OUTCOMES,
  SYMBOLS,
  skippedByNeed,
  titleOf,
  undecidedOf,
  verdictOf,
} from "../words.js";
import { SCRIPT } from "./html-script.js";
import { STYLE } from "./html-style.js";
import { escapeMarkup as safe } from "./markup.js";

/** Renders the page. Every part of the report is escaped; style and script are constants. */
export function renderHtml(report: Report): string {
  // The hashes let nothing run or load but what stands in this file, whatever a report holds.
  const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${safe(titleOf(report))}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="${endOf(report)}">
<h1>${safe(titleOf(report))}</h1>
<p class="verdict">${safe(verdictOf(report))}</p>
<p>${safe(basisOf(report))}; started ${safe(report.startedAt)}</p>
</header>
<main>
${undecided(report)}${matrix(report)}
${filters()}
<section id="results" aria-label="Results">
${sortedResults(report)
  .map((result) => article(result, report))
  .join("\n")}
</section>
${asides(report)}
${skipped(report)}
${coverage(report)}
</main>
<footer>${safe(`${report.tool.name} ${report.tool.version}, report version ${report.reportVersion}`)}</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function undecided(report: Report): string {
  const items = undecidedOf(report).map((line) => `<li>${safe(line)}</li>`);
  if (items.length === 0) return "";
  return `<section><h2>Look at these ${profile.record.many}</h2><ul>${items.join("")}</ul></section>\n`;
}

function matrix(report: Report): string {
  const groups = groupResults(report.results);
  const heads = OUTCOMES.map(
    (outcome) =>
      `<th scope="col"><span aria-hidden="true">${SYMBOLS[outcome]}</span> <span class="word">${outcome}</span></th>`,
  );
  const operationIds = [...new Set(groups.map(({ operationId }) => operationId))];
  const bodies = operationIds.map(
    (operationId) => `<tbody>
<tr><th scope="rowgroup" colspan="${OUTCOMES.length + 1}">${safe(operationId)}</th></tr>
${groups
  .filter((group) => group.operationId === operationId)
  .map(matrixRow)
  .join("\n")}
</tbody>`,
  );
  return `<section id="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">What was tried</h2>
<table class="matrix">
<thead><tr><th scope="col">Situation</th>${heads.join("")}</tr></thead>
${bodies.join("\n")}
</table>
</section>`;
}

function matrixRow(group: Group): string {
  const cells = OUTCOMES.map((outcome) => {
    const results = group.results.filter((result) => result.outcome === outcome);
    if (results.length === 0) return "<td></td>";
    const amount = results.reduce((sum, { exchanges = 1 }) => sum + exchanges, 0);
    const label = `Show ${group.operationId} ${group.name}, ${outcome}: ${digits(amount)}`;
    return `<td><button type="button" class="${outcome}" data-group="${safe(keyOf(group))}" data-outcome="${outcome}" aria-label="${safe(label)}">${compact(amount)}</button></td>`;
  });
  return `<tr><th scope="row">${safe(group.name)}</th>${cells.join("")}</tr>`;
}

function filters(): string {
  const choice = (name: string, value: string, label: string, checked: boolean) =>
    `<label><input type="radio" name="${name}" value="${value}"${checked ? " checked" : ""}> ${label}</label>`;
  const set = (name: string, legend: string, values: readonly string[]) =>
    `<fieldset><legend>${legend}</legend>${choice(name, "", "any", true)}${values
      .map((value) => choice(name, value, value, false))
      .join("")}</fieldset>`;
  return `<form id="filters" aria-label="Filter">
<h2>Results</h2>
${set("outcome", "Outcome", OUTCOMES)}
${set("severity", "Severity", ["error", "warning"])}
<label class="search">Search <input type="search" name="text" autocomplete="off"></label>
<p><output id="shown"></output> <button type="button" id="all">Show all</button></p>
</form>`;
}

function article(result: Result, report: Report): string {
  const { id, outcome, expects, status, durationMs, booking, exchanges, findings } = result;
  const facts = [
    `tier ${result.tier}`,
    ...(status === undefined ? [] : [`answered ${status}`]),
    ...(exchanges === undefined ? [] : [count(exchanges, "exchange")]),
    ...(booking === undefined ? [] : [`${profile.record.one} ${booking}`]),
    ...(durationMs === undefined ? [] : [duration(durationMs)]),
    ...(result.undecided === undefined ? [] : [result.undecided]),
    ...(result.needs === undefined ? [] : [`needs ${result.needs}`]),
  ];
  const severities = [...new Set(findings.map(({ severity }) => severity))].join(" ");
  return `<article data-outcome="${outcome}" data-severities="${severities}" data-group="${safe(keyOf({ ...result, name: groupNameOf(result) }))}">
<details${findings.length > 0 ? " open" : ""}>
<summary><span class="badge ${outcome}">${SYMBOLS[outcome]} ${outcome}</span> <code>${safe(id)}</code></summary>
<p>${safe(expects)} <span class="facts">${safe(facts.join(", "))}</span></p>
${findings.map((finding) => findingBlock(finding, report)).join("\n")}
${result.curl ? `<pre>${safe(result.curl)}</pre>` : ""}
</details>
</article>`;
}

function findingBlock(finding: ReportedFinding, report: Report): string {
  const { severity, check } = finding;
  const rows = [[severity, check] as const, ...factsOf(finding, report)].map(
    ([name, text]) => `<dt>${name}</dt><dd>${safe(text)}</dd>`,
  );
  return `<dl class="${severity}">
${rows.join("\n")}
</dl>`;
}

function asides(report: Report): string {
  const all = notJudged(report);
  if (all.length === 0) return "";
  const items = all.map((text) => `<li>${safe(text)}</li>`);
  return `<section><h2>Not judged</h2><ul>${items.join("")}</ul></section>`;
}

function skipped(report: Report): string {
  const byNeed = [...skippedByNeed(report.results)];
  if (byNeed.length === 0) return "";
  const items = byNeed.map(
    ([need, results]) =>
      `<li><code>${safe(need)}</code> would enable ${amountOf(report, results)}</li>`,
  );
  return `<section><h2>Skipped</h2><ul>${items.join("")}</ul></section>`;
}

function coverage(report: Report): string {
  const rows = coverageRows(report).map(({ name, documented, exercised, missing }) => {
    const listed = missing.map((item) => `<code>${safe(item)}</code>`).join(", ");
    return `<tr><th scope="row">${name}</th><td><meter min="0" max="${documented || 1}" value="${exercised}"></meter> ${exercised}/${documented}</td><td>${listed}</td></tr>`;
  });
  return `<section><h2>Coverage</h2>
<table class="coverage"><thead><tr><th scope="col">Of the description</th><th scope="col">Exercised</th><th scope="col">Not exercised</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></section>`;
}

function sortedResults({ results }: Report): Result[] {
  const rank = (outcome: ProbeOutcome) => OUTCOMES.indexOf(outcome);
  return [...results].sort((a, b) => rank(a.outcome) - rank(b.outcome));
}

/** A count for a narrow cell: `9999`, then `12k`, then `1.2M`. */
function compact(amount: number): string {
  if (amount < 10_000) return String(amount);
  return amount < 1e6 ? `${Math.floor(amount / 1e3)}k` : `${(amount / 1e6).toFixed(1)}M`;
}

function keyOf({ operationId, name }: Pick<Group, "operationId" | "name">): string {
  return `${operationId}/${name}`;
}

function hash(text: string): string {
  // Loaded only for this format: to load node:crypto takes longer than to render a report.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
