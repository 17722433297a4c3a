/** Renders the findings of the HTML report: equal ones are one block, new and known apart. */
import {
  factsOf,
  knownProblemsOf,
  othersOf,
  type Problem,
  problemsOf,
  receivedIn,
} from "../problems.js";
import type { Report, ReportedFinding } from "../report.js";
import { count, SYMBOLS } from "../words.js";
import { anchorOf, curlBlock, probeAnchors } from "./html-parts.js";
import { breakable, titled } from "./html-words.js";

/** Findings that stand in a line each, so that the failed ones fit a screen; the rest is folded away. */
const SHOWN = 8;

const SIGNS: Readonly<Record<string, string>> = SYMBOLS;

/** The findings that count, worst first. */
export function findings(report: Report): string {
  const problems = problemsOf(report);
  const blocks = problems.map((problem) => block(report, problem, problems.length === 1));
  if (blocks.length === 0) return `<p class="quiet">No finding.</p>`;
  const rest = blocks.slice(SHOWN);
  const folded =
    rest.length > 0
      ? `<details class="rest"><summary>${count(rest.length, "more finding")}</summary>${rest.join("\n")}</details>`
      : "";
  return `${blocks.slice(0, SHOWN).join("\n")}\n${folded}`;
}

/** The findings that a baseline holds, folded; nothing where there are none. */
export function knownFindings(report: Report): string {
  const known = knownProblemsOf(report);
  if (known.length === 0) return "";
  const blocks = known.map((problem) => block(report, problem, false));
  return `<details class="card" id="known"><summary${titled("known")}>${count(known.length, "known finding")}, not counted</summary>
${blocks.join("\n")}
</details>`;
}

function block(report: Report, problem: Problem, open: boolean): string {
  const { finding, results } = problem;
  const [result] = results;
  const others = othersOf(report, problem);
  const anchor = findingAnchor(problem);
  const { known: reason } = finding;
  const outcome = outcomeFor(finding);
  const rows = [
    ["rule", finding.check],
    ...factsOf(finding, report),
    ...(report.kind === "check" ? [["expects", result.expects]] : []),
    ...(reason === undefined ? [] : [["known", reason || "no reason is given"]]),
  ].map(([name, text]) => `<dt>${name}</dt><dd>${breakable(text ?? "")}</dd>`);
  const anchors = probeAnchors(report);
  const probes = results.map(
    (each) => `<li><a href="#${anchors.get(each)}">${breakable(each.id)}</a></li>`,
  );
  return `<details class="finding ${outcome}" id="${anchor}" data-outcome="${outcome}"${open ? " open" : ""}>
<summary><span class="badge ${outcome}"${titled(finding.severity)}>${SIGNS[outcome]} ${finding.severity}</span> ${breakable(`${receivedIn(finding)}, where ${finding.documented} is documented`)}
<span class="quiet">${breakable(result.id)}${others && ` and ${others}`}</span></summary>
<dl>${rows.join("")}</dl>
${results.length > 1 ? `<details><summary>All ${results.length}</summary><ul>${probes.join("")}</ul></details>` : `<p><a href="#${anchors.get(result)}">The ${report.kind === "check" ? "probe" : "case"}</a></p>`}
${curlBlock(result)}<p><a class="permalink" href="#${anchor}">Link to this finding</a></p>
</details>`;
}

/** The outcome that a finding makes a probe end with. */
function outcomeFor({ known, severity }: ReportedFinding): "failed" | "warned" | "known" {
  if (known !== undefined) return "known";
  return severity === "error" ? "failed" : "warned";
}

/** The same for equal findings of another run, so that a link can be handed on. */
export function findingAnchor({ finding, results: [result] }: Problem): string {
  const { severity, check, operationId, pointer, source, documented, received, cause } = finding;
  const what = [severity, check, operationId, pointer, source, documented, received, cause];
  return anchorOf("finding", JSON.stringify(finding.occurrences ? [...what, result.id] : what));
}
