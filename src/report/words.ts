/** The wording that report formats share: groups, counts, places, and text made safe to print. */
import { profile } from "../solv/profile.js";
import type {
  Coverage,
  CoverageOf,
  FindingOccurrences,
  NotRecorded,
  Occurrences,
  ProbeOutcome,
  Report,
  Result,
} from "./report.js";

/** Worst first, the order in which a reader wants them. */
export const OUTCOMES = [
  "failed",
  "warned",
  "known",
  "inconclusive",
  "passed",
  "skipped",
] as const satisfies readonly ProbeOutcome[];

/** A sign for each outcome, for those who do not see colours. */
export const SYMBOLS: Readonly<Record<ProbeOutcome, string>> = {
  passed: "✔",
  warned: "!",
  failed: "✖",
  known: "=",
  inconclusive: "?",
  skipped: "–",
};

/** What each kind of coverage counts, in the order in which it is shown. */
const COVERAGE_NAMES = {
  operations: "operations",
  parameters: "parameters",
  statuses: "statuses",
  requestProperties: "request fields",
  responseProperties: "answer fields",
} as const satisfies Record<keyof Coverage, string>;

/** The outcomes that a table of a report has columns for: `known` only where there is a baseline. */
export function columnsOf({ summary }: Report): readonly ProbeOutcome[] {
  return OUTCOMES.filter((outcome) => outcome !== "known" || summary.known > 0);
}

/** Results of one operation that try the same kind of thing. */
export interface Group {
  readonly operationId: string;
  readonly name: string;
  readonly results: readonly Result[];
}

/** Groups results by operation and by the first word of the case, in order of appearance. */
export function groupResults(results: readonly Result[]): Group[] {
  const groups = new Map<string, Group & { results: Result[] }>();
  for (const result of results) {
    const { operationId, case: caseName } = result;
    const [name = caseName] = caseName.split("/");
    const key = `${operationId}/${name}`;
    const group = groups.get(key);
    if (group) group.results.push(result);
    else groups.set(key, { operationId, name, results: [result] });
  }
  return [...groups.values()];
}

/** Skipped results, by what would enable them. */
export function skippedByNeed(results: readonly Result[]): ReadonlyMap<string, Result[]> {
  const byNeed = new Map<string, Result[]>();
  for (const result of results) {
    if (result.outcome !== "skipped") continue;
    const need = needOf(result);
    byNeed.set(need, [...(byNeed.get(need) ?? []), result]);
  }
  return byNeed;
}

/** What would enable a skipped result. */
export function needOf({ needs }: Result): string {
  return needs ?? "a longer run";
}

/** `1 probe`, `2 probes`; numbers of four digits and more are grouped by spaces. */
export function count(amount: number, noun: string, nouns = `${noun}s`): string {
  return `${digits(amount)} ${amount === 1 ? noun : nouns}`;
}

/** A number with its digits in groups of three, whatever the locale. */
export function digits(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, " ");
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** How much of each kind of thing was exercised, and what the kind is called. */
export function coverageRows({ coverage }: Report): ({ readonly name: string } & CoverageOf)[] {
  const kinds = Object.keys(COVERAGE_NAMES) as (keyof Coverage)[];
  return kinds.map((kind) => ({ name: COVERAGE_NAMES[kind], ...coverage[kind] }));
}

/** How much of each kind of thing was exercised, in one line. */
export function coverageOf(report: Report): string {
  const parts = coverageRows(report).map(
    ({ name, exercised, documented }) => `${name} ${exercised}/${documented}`,
  );
  return `Coverage: ${parts.join(" · ")}`;
}

/** What the results of a report are called. */
export function nounOf(report: Report): string {
  return report.kind === "check" ? "probe" : "case";
}

/** `2 probes`: so many results, by what they are called. */
export function amountOf(report: Report, results: readonly Result[]): string {
  return count(results.length, nounOf(report));
}

/** Where recorded traffic shows something, and how often where that is more than once. */
export function whereSeen({ count: times, first, last }: Occurrences): string {
  if (times === 1) return positionOf(first);
  return `${count(times, "time")}, first ${positionOf(first)}, last ${positionOf(last)}`;
}

/** In how many exchanges of how many a finding was seen, and where. */
export function howOften({ count: times, of, first, last }: FindingOccurrences): string {
  const share = `in ${digits(times)} of ${count(of, "exchange")}`;
  if (times === 1) return `${share}: ${positionOf(first)}`;
  return `${share}: first ${positionOf(first)}, last ${positionOf(last)}`;
}

function positionOf({ file, at, time }: Occurrences["first"]): string {
  return `${file}:${at}${time === undefined ? "" : ` (${time})`}`;
}

/** `request bodies of 2 exchanges were not recorded`, with what became of them and where. */
export function notRecordedIn({ part, reason, count: times, first, last }: NotRecorded): string {
  const isOne = times === 1 && !part.endsWith("headers");
  const what = `${times === 1 ? part : PLURALS[part]} of ${count(times, "exchange")} ${isOne ? "was" : "were"} not recorded`;
  const where =
    times === 1 ? positionOf(first) : `first ${positionOf(first)}, last ${positionOf(last)}`;
  return `${what}${reason && ` (${reason})`}: ${where}`;
}

const PLURALS = {
  "request headers": "request headers",
  "request body": "request bodies",
  status: "statuses",
  "answer headers": "answer headers",
  "answer body": "answer bodies",
} as const satisfies Record<NotRecorded["part"], string>;

/** What a verification could not judge: whole lines and entries first, then parts of exchanges. */
export function notJudged({ setAside = [], notRecorded = [] }: Report): string[] {
  return [
    ...setAside.map((aside) => `${aside.kind}, ${aside.reason}: ${whereSeen(aside)}`),
    ...notRecorded.map(notRecordedIn),
  ];
}

/** What the report is about, as a heading. */
export function titleOf({ kind, target }: Report): string {
  return `Contract ${kind === "check" ? "check" : "verification"} of ${target}`;
}

/** Which description was judged against, how much was exchanged, and how long it took. */
export function basisOf({ kind, description, summary, durationMs }: Report): string {
  const { title, version, digest } = description;
  const noun = kind === "check" ? "request" : "exchange";
  return `${title} ${version}, digest ${digest}; ${count(summary.exchanges, noun)} in ${duration(durationMs)}`;
}

/** What is left open about given bookings, with the probes that left it open; one line each. */
export function undecidedOf({ results }: Report): string[] {
  return results.flatMap(({ id, undecided }) => (undecided ? [`${undecided} (${id})`] : []));
}

// Of a long list the verdict names the first; all of them have a line of their own elsewhere.
const MAX_NAMED = 10;

/** The bookings that are left open, in the words of `undecided`, without the reason; `undefined` for none. */
export function openRecords(
  results: readonly Pick<Result, "undecided" | "booking">[],
): string | undefined {
  const positions = results.flatMap(({ undecided, booking }) => (undecided ? [booking] : []));
  const named = [...new Set(positions)].map(
    (booking) => `${profile.record.one} ${booking} may be ${profile.record.undone}`,
  );
  const more = named.length - MAX_NAMED;
  const parts = [
    ...named.slice(0, MAX_NAMED),
    ...(more > 0 ? [`${more} more may be ${profile.record.undone}`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : undefined;
}

/** How the run as a whole ended: `inconclusive` too when no probe, or no exchange, could be judged. */
export function endOf({ verdict, summary }: Report): "passed" | "failed" | "inconclusive" {
  if (verdict === "violations") return "failed";
  const isJudged = verdict === "conforms" && summary.passed + summary.warned + summary.known > 0;
  return isJudged ? "passed" : "inconclusive";
}

/** One line for the verdict and what it rests on. */
export function verdictOf(report: Report): string {
  return verdictWith(report, openRecords(report.results) ?? "");
}

/** The same for who reads of the open bookings elsewhere. */
export function shortVerdictOf(report: Report): string {
  const { inconclusive: why, ...rest } = report;
  const isOpen = why === undefined || why === openRecords(report.results);
  return verdictWith(isOpen ? rest : report, "");
}

function verdictWith(report: Report, open: string): string {
  const { interrupted, summary, inconclusive, verdict } = report;
  const unjudged = verdict === "inconclusive" ? "Inconclusive" : "Nothing was judged";
  const word = {
    // Warnings break no description, although they fail a run that wants none.
    failed: summary.errors > 0 ? "Violates the description" : "Fails on warnings",
    passed: "Conforms",
    inconclusive: inconclusive ? `Inconclusive, ${inconclusive}` : unjudged,
  }[endOf(report)];
  const parts = [
    interrupted ? "interrupted" : "",
    word.includes(open) ? "" : open,
    ...OUTCOMES.map((outcome) =>
      summary[outcome] ? `${digits(summary[outcome])} ${outcome}` : "",
    ),
  ].filter(Boolean);
  return parts.length > 0 ? `${word}: ${parts.join(", ")}` : word;
}

/**
 * Text that may come from a file name or a far end, with everything taken out that a terminal or a
 * CI log would act on: C0 and C1 controls, lone surrogates, what turns the reading direction, and what
 * begins a workflow command: `::` at the start of a word, which wrapping may put at that of a line, and
 * `##[` or `##vso[` anywhere.
 */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\ufffd")
    .replace(/(?<=^|\s)::|##(?=\w*\[)/g, "\ufffd");
}
