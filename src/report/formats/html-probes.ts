/** Renders every result of the HTML report, folded by operation and situation. */
import { profile } from "../../solv/profile.js";
import { type Problem, problemsOf, receivedIn } from "../problems.js";
import type { ProbeOutcome, Report, Result } from "../report.js";
import { count, digits, duration, type Group, groupResults, OUTCOMES, SYMBOLS } from "../words.js";
import { findingAnchor } from "./html-findings.js";
import { curlBlock, probeAnchors } from "./html-parts.js";
import { breakable, titled } from "./html-words.js";
import { escapeMarkup as safe } from "./markup.js";

/** One fold-out for each situation of each operation, with how its results ended. */
export function probes(report: Report): string {
  const groups = groupResults(report.results);
  const problems = problemsBy(report);
  const operationIds = [...new Set(groups.map(({ operationId }) => operationId))];
  return operationIds
    .map((operationId) => {
      const own = groups.filter((group) => group.operationId === operationId);
      return `<div class="operation"><h3>${safe(operationId)}</h3>
${own.map((group) => groupBlock(report, group, problems)).join("\n")}
</div>`;
    })
    .join("\n");
}

type ProblemsByResult = ReadonlyMap<Result, readonly Problem[]>;

function problemsBy(report: Report): ProblemsByResult {
  const all = new Map<Result, Problem[]>();
  for (const problem of problemsOf(report)) {
    for (const result of problem.results) {
      all.set(result, [...(all.get(result) ?? []), problem]);
    }
  }
  return all;
}

function groupBlock(report: Report, group: Group, problems: ProblemsByResult): string {
  const rank = ({ outcome }: Result) => OUTCOMES.indexOf(outcome);
  const sorted = [...group.results].sort((a, b) => rank(a) - rank(b));
  return `<details class="group"><summary><span class="name">${breakable(group.name)}</span>${tallies(group)}</summary>
${sorted.map((result) => row(report, result, problems.get(result) ?? [])).join("\n")}
</details>`;
}

function tallies({ results }: Group): string {
  const cells = OUTCOMES.map((outcome) => {
    const own = results.filter((result) => result.outcome === outcome);
    const amount = own.reduce((sum, { exchanges = 1 }) => sum + exchanges, 0);
    return amount === 0 ? "" : badge(outcome, digits(amount));
  });
  return ` ${cells.filter(Boolean).join(" ")}`;
}

/** The sign of an outcome with a text; the outcome itself is said to those who do not see. */
export function badge(outcome: ProbeOutcome, text: string): string {
  return `<span class="badge ${outcome}"${titled(outcome)}>${SYMBOLS[outcome]} ${text}<span class="unseen"> ${outcome}</span></span>`;
}

function row(report: Report, result: Result, problems: readonly Problem[]): string {
  const { id, operationId, outcome, expects, status, durationMs, booking, exchanges } = result;
  const facts = [
    ...(status === undefined ? [] : [`answered ${status}`]),
    ...(exchanges === undefined ? [] : [count(exchanges, "exchange")]),
    ...(booking === undefined ? [] : [`${profile.record.one} ${booking}`]),
    ...(durationMs === undefined ? [] : [duration(durationMs)]),
    ...(result.notJudged === undefined ? [] : [`not judged: ${result.notJudged}`]),
    ...(result.repeated === undefined ? [] : [`${count(result.repeated, "remark")} said before`]),
    ...(result.undecided === undefined ? [] : [result.undecided]),
    ...(result.needs === undefined ? [] : [`needs ${result.needs}`]),
  ];
  const name = id.startsWith(`${operationId}/`) ? id.slice(operationId.length + 1) : id;
  const links = problems.map(
    (problem) =>
      `<li><a href="#${findingAnchor(problem)}">${safe(problem.finding.severity)}: ${breakable(receivedIn(problem.finding))}</a></li>`,
  );
  return `<details class="row" id="${probeAnchors(report).get(result)}" data-outcome="${outcome}">
<summary>${badge(outcome, "")} <code>${breakable(name)}</code></summary>
<p>${breakable(expects)} <span class="quiet"><span${titled(result.tier)}>tier ${result.tier}</span>${facts.length > 0 ? `, ${breakable(facts.join(", "))}` : ""}</span></p>
${links.length > 0 ? `<ul>${links.join("")}</ul>\n` : ""}${curlBlock(result)}</details>`;
}
