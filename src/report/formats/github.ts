/** The report as GitHub workflow commands, which annotate the description's lines in a pull request. */
import { profile } from "../../solv/profile.js";
import { FACT_LABELS, factsOf, knownIn, othersOf, problemsOf } from "../problems.js";
import type { Report, ReportedFinding } from "../report.js";
import {
  amountOf,
  basisOf,
  coverageOf,
  notRecordedIn,
  printable,
  skippedByNeed,
  titleOf,
  undecidedOf,
  verdictOf,
  whereSeen,
} from "../words.js";

/** Renders an annotation for each finding, and what the run comes to as plain lines. */
export function renderGithub(report: Report): string {
  const annotations = problemsOf(report).map((problem) => {
    const { finding, results } = problem;
    const others = othersOf(report, problem);
    return command(
      finding.severity,
      {
        file: report.description.file,
        line: String(finding.line),
        title: `${results[0].id}${others && ` (and ${others})`}`,
      },
      body(finding, results[0].curl),
    );
  });
  const asides = (report.setAside ?? [])
    .filter(({ kind }) => kind === "unreadable")
    .map((aside) =>
      command("warning", { title: "unreadable traffic" }, [`${aside.reason}: ${whereSeen(aside)}`]),
    );
  const open = undecidedOf(report).map((line) =>
    command("warning", { title: `look at this ${profile.record.one}` }, [line]),
  );
  // A line that begins with `::` would be taken for a command of its own; none of these does.
  const plain = [
    titleOf(report),
    basisOf(report),
    ...knownIn(report).map((line) => `Known: ${line}`),
    ...(report.notes ?? []).map((line) => `Note: ${line}`),
    ...[...skippedByNeed(report.results)].map(
      ([need, skipped]) => `Skipped ${amountOf(report, skipped)}, enabled by ${need}`,
    ),
    ...(report.setAside ?? [])
      .filter(({ kind }) => kind === "unmatched")
      .map((aside) => `Not judged: ${aside.reason}: ${whereSeen(aside)}`),
    ...(report.notRecorded ?? []).map((missing) => `Not judged: ${notRecordedIn(missing)}`),
    coverageOf(report),
    verdictOf(report),
  ];
  return `${[...annotations, ...open, ...asides, ...plain.map(printable)].join("\n")}\n`;
}

function body(finding: ReportedFinding, curl: string | undefined): string[] {
  return [
    ...factsOf(finding).map(([name, text]) => `${FACT_LABELS[name]}: ${text}`),
    ...(curl ? [`Reproduce: ${curl}`] : []),
  ];
}

function command(
  name: string,
  properties: Readonly<Record<string, string>>,
  lines: readonly string[],
): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${inProperty(value)}`);
  return `::${name} ${listed.join(",")}::${lines.map(inMessage).join("%0A")}`;
}

// The runner undoes exactly these escapes (actions/toolkit, packages/core/src/command.ts).
function inMessage(text: string): string {
  return printable(text).replaceAll("%", "%25");
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
