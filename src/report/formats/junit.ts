/** The report as JUnit XML by junit-10.xsd of Jenkins' xUnit plugin, which the readers of others take too. */
import { profile } from "../../solv/profile.js";
import { isNew } from "../create.js";
import { factsOf, knownIn } from "../problems.js";
import type { Report, ReportedFinding, Result } from "../report.js";
import { coverageRows, digits, needOf, notRecordedIn, undecidedOf, verdictOf } from "../words.js";
import { escapeMarkup } from "./markup.js";

/** Renders one suite for each operation and one case for each result. */
export function renderJunit(report: Report): string {
  const { durationMs, tool } = report;
  const operationIds = [...new Set(report.results.map(({ operationId }) => operationId))];
  const { skipped: _, ...total } = countsOf(report.results, report);
  const whole = report.verdict === "inconclusive" ? wholeRun(report) : [];
  const errors = whole.length > 0 ? 1 : 0;
  const counts = attributes({
    name: `${tool.name} ${report.kind}`,
    ...total,
    tests: total.tests + errors,
    errors,
    time: seconds(durationMs),
  });
  const suites = [...whole, ...operationIds.flatMap((operationId) => suite(operationId, report))];
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${counts}>`, ...suites]
    .concat("</testsuites>\n")
    .join("\n");
}

// A reader that sees no failed case takes the run for a good one.
function wholeRun(report: Report): string[] {
  const { tool, kind, startedAt, target, durationMs } = report;
  const name = `${tool.name} ${kind}`;
  const counts = attributes({
    name,
    tests: 1,
    failures: 0,
    errors: 1,
    skipped: 0,
    time: seconds(durationMs),
    timestamp: startedAt.slice(0, 19),
    hostname: target,
  });
  return [
    `  <testsuite${counts}>`,
    `    <testcase${attributes({ name: "verdict", classname: name, time: seconds(0) })}>`,
    `      <error${attributes({ message: verdictOf(report), type: "inconclusive" })}/>`,
    "    </testcase>",
    "  </testsuite>",
  ];
}

function suite(operationId: string, report: Report): string[] {
  const results = report.results.filter((result) => result.operationId === operationId);
  const names = namesOf(results);
  const counts = attributes({
    name: operationId,
    ...countsOf(results, report),
    time: seconds(results.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0)),
    // JUnit's timestamp has neither a fraction nor a zone.
    timestamp: report.startedAt.slice(0, 19),
    hostname: report.target,
  });
  return [
    `  <testsuite${counts}>`,
    "    <properties>",
    ...properties(report).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    "    </properties>",
    ...results.flatMap((result, index) => testcase(result, names[index] ?? "", report)),
    "  </testsuite>",
  ];
}

function countsOf(results: readonly Result[], report: Report) {
  return {
    tests: results.length,
    failures: results.filter((result) => failing(result, report).length > 0).length,
    errors: 0,
    skipped: results.filter((result) => isSkipped(result, report)).length,
  };
}

/** The findings for which a result fails the run. */
function failing({ findings }: Result, { failOn }: Report): ReportedFinding[] {
  return findings
    .filter(isNew)
    .filter(({ severity }) => severity === "error" || severity === failOn);
}

// JUnit has no word for a probe that allows no verdict; `skipped` is not counted as a success.
function isSkipped(result: Result, report: Report): boolean {
  const { outcome } = result;
  return (
    (outcome === "skipped" || outcome === "inconclusive") && failing(result, report).length === 0
  );
}

function properties(report: Report) {
  const { description, verdict, inconclusive, interrupted } = report;
  const { setAside = [], notRecorded = [] } = report;
  const { title, version, digest, file } = description;
  const listed: [string, string][] = [
    ["description", `${title} ${version}`],
    ["description.digest", digest],
    ["description.file", file],
    ["verdict", verdict],
    ["interrupted", String(interrupted)],
  ];
  if (inconclusive) listed.push(["inconclusive", inconclusive]);
  for (const { name, exercised, documented, missing } of coverageRows(report)) {
    const without = missing.length > 0 ? `, not ${missing.join(", ")}` : "";
    listed.push([`coverage.${name.replace(" ", "_")}`, `${exercised}/${documented}${without}`]);
  }
  for (const line of knownIn(report)) listed.push(["known", line]);
  for (const line of report.notes ?? []) listed.push(["note", line]);
  for (const line of undecidedOf(report)) listed.push(["undecided", line]);
  for (const aside of setAside) {
    listed.push([aside.kind, `${aside.reason}: ${digits(aside.count)}`]);
  }
  for (const missing of notRecorded) listed.push(["not_recorded", notRecordedIn(missing)]);
  return listed;
}

/**
 * Unique names, since CI tools take cases of one name for one case. The booking is named only where
 * an id repeats: which one a probe gets may change from run to run, and histories hang on names.
 */
function namesOf(results: readonly Result[]): string[] {
  const ids = results.map(({ id }) => id);
  const times = new Map<string, number>();
  return results.map(({ id, operationId, booking }) => {
    const repeats = ids.indexOf(id) !== ids.lastIndexOf(id);
    const place = repeats && booking !== undefined ? ` (${profile.record.one} ${booking})` : "";
    const name = `${id.slice(operationId.length + 1)}${place}`;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time === 1 ? name : `${name} (${time})`;
  });
}

function testcase(result: Result, name: string, report: Report): string[] {
  const { operationId, outcome, findings, undecided, notJudged, durationMs = 0 } = result;
  const open = `    <testcase${attributes({
    name,
    classname: operationId,
    time: seconds(durationMs),
  })}`;
  const failures = failing(result, report);
  const warnings = findings.filter((finding) => !failures.includes(finding));
  const inner: string[] = [];
  const [first] = failures;
  if (first) {
    const tag = attributes({ message: first.message, type: first.check });
    inner.push(`      <failure${tag}>${escapeLines(details(failures, result, report))}</failure>`);
  } else if (isSkipped(result, report)) {
    const why =
      outcome === "skipped"
        ? `needs ${needOf(result)}`
        : (undecided ?? notJudged ?? "inconclusive");
    inner.push(`      <skipped${attributes({ message: why })}/>`);
  }
  if (warnings.length > 0) {
    const text = escapeLines(details(warnings, result, report));
    inner.push(`      <system-out>${text}</system-out>`);
  }
  return inner.length > 0 ? [`${open}>`, ...inner, "    </testcase>"] : [`${open}/>`];
}

function details(findings: readonly ReportedFinding[], result: Result, report: Report): string[] {
  return [
    `expects: ${result.expects}`,
    ...(result.undecided ? [result.undecided] : []),
    ...findings.flatMap((finding) => [
      `${isNew(finding) ? finding.severity : "known"}: ${finding.check}`,
      ...factsOf(finding, report).map(([name, text]) => `${name}: ${text}`),
    ]),
    ...(result.curl ? [`reproduce: ${result.curl}`] : []),
  ];
}

function escapeLines(lines: readonly string[]): string {
  return lines.map(escapeMarkup).join("\n");
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join("");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
