/** Renders the report as one HTML page that needs no network: read in ten seconds, handed on by link. */

import { profile } from "../../solv/profile.js";
import { dangerOf } from "../danger.js";
import type { Report } from "../report.js";
import {
  amountOf,
  basisOf,
  digits,
  endOf,
  notJudged,
  nounOf,
  OUTCOMES,
  SYMBOLS,
  shortVerdictOf,
  skippedByNeed,
  titleOf,
  undecidedOf,
} from "../words.js";
import { coverage } from "./html-coverage.js";
import { findings, knownFindings } from "./html-findings.js";
import { hash } from "./html-parts.js";
import { probes } from "./html-probes.js";
import { SCRIPT } from "./html-script.js";
import { STYLE } from "./html-style.js";
import { breakable, legend, titled } from "./html-words.js";
import { escapeMarkup as safe } from "./markup.js";

/** Renders the page. Every part of the report is escaped; style and script are constants. */
export function renderHtml(report: Report): string {
  // The hashes let nothing run or load but what stands in this file, whatever a report holds.
  const policy = `default-src 'none'; style-src 'sha256-${hash(STYLE)}'; script-src 'sha256-${hash(SCRIPT)}'`;
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
<h1>${breakable(titleOf(report))} <time class="quiet" datetime="${safe(report.startedAt)}">${safe(report.startedAt.slice(0, 16).replace("T", " "))} UTC</time></h1>
<p class="verdict">${breakable(shortVerdictOf(report))}</p>
<p class="danger">${safe(dangerOf(report))}</p>
${undecided(report)}</header>
<main>
${filters(report)}
<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${findings(report)}
</section>
${knownFindings(report)}
${listed("Notes", report.notes ?? [])}<section id="probes" aria-labelledby="probes-title">
<h2 id="probes-title">What was tried <output id="shown" class="quiet"></output></h2>
${probes(report)}
</section>
${listed("Not judged", notJudged(report))}${skipped(report)}
${coverage(report)}
${legend()}
</main>
<footer><p>${breakable(basisOf(report))}</p>${safe(`${report.tool.name} ${report.tool.version}, report version ${report.reportVersion}`)}</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function undecided(report: Report): string {
  const items = undecidedOf(report).map((line) => `<li>${breakable(line)}</li>`);
  if (items.length === 0) return "";
  return `<details><summary>Why ${profile.record.many} may be ${profile.record.undone}</summary><ul>${items.join("")}</ul></details>\n`;
}

/** Hidden until the script can act on it: without one, everything is shown. */
function filters(report: Report): string {
  const chips = OUTCOMES.filter((outcome) => report.summary[outcome] > 0).map((outcome) => {
    const checked = outcome === "failed" || outcome === "warned" ? " checked" : "";
    return `<label class="chip ${outcome}"${titled(outcome)}><input type="checkbox" name="show" value="${outcome}"${checked}>${SYMBOLS[outcome]} ${outcome} ${digits(report.summary[outcome])}</label>`;
  });
  return `<form id="filters" aria-label="Show ${nounOf(report)}s" hidden>
${chips.join("\n")}
<input type="search" name="text" autocomplete="off" placeholder="Search" aria-label="Search">
<button type="button" id="all">Show all</button>
</form>`;
}

function listed(title: string, sentences: readonly string[]): string {
  if (sentences.length === 0) return "";
  const items = sentences.map((text) => `<li>${breakable(text)}</li>`);
  return `<section><h2>${title}</h2><ul>${items.join("")}</ul></section>\n`;
}

function skipped(report: Report): string {
  const byNeed = [...skippedByNeed(report.results)];
  if (byNeed.length === 0) return "";
  const items = byNeed.map(
    ([need, results]) =>
      `<li><code>${breakable(need)}</code> would enable ${amountOf(report, results)}</li>`,
  );
  return `<details class="card" id="skipped"><summary>${digits(report.summary.skipped)} skipped: what would enable them</summary><ul>${items.join("")}</ul></details>`;
}
