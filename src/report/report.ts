/** What a run found, as data: the one shape behind every report format. */
import type { Finding } from "../judge/finding.js";

/** What the tiers of a check are allowed to do. */
export type Tier = "safe" | "booking" | "cancel";

/**
 * How a probe ended. `inconclusive`: the answer, or its absence, allows no verdict; `known`: all that was
 * found stands in the baseline; `skipped`: it was not sent.
 */
export type ProbeOutcome = "passed" | "warned" | "failed" | "known" | "inconclusive" | "skipped";

/** The ways a report can be rendered. */
export const FORMATS = ["pretty", "json", "junit", "github", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];

/** Where recorded traffic holds an exchange: the file as named by the caller, and the place in it. */
export interface Position {
  readonly file: string;
  /** Line of NDJSON or entry of a HAR, counted from 1. */
  readonly at: number;
  /** When the call began, RFC 3339, UTC; absent when it was not recorded. */
  readonly time?: string;
}

/**
 * In how many exchanges something was seen in recorded traffic, and where for the first and the last
 * time: by the recorded times, or else in the order of reading.
 */
export interface Occurrences {
  readonly count: number;
  readonly first: Position;
  readonly last: Position;
}

/** In how many exchanges of a result a finding was seen. */
export interface FindingOccurrences extends Occurrences {
  /** The exchanges of the result. */
  readonly of: number;
}

/** A finding as a report shows it; several alike are one with a count. */
export interface ReportedFinding extends Finding {
  /** Present where exchanges were aggregated. */
  readonly occurrences?: FindingOccurrences;
  /** Present where the baseline holds it, so that it does not count: the reason given there, or "". */
  readonly known?: string;
  /** Later results that would repeat it, where it is a remark that is counted once. */
  readonly repeats?: number;
}

/** One probe, or all recorded exchanges of one operation that were answered with the same status. */
export interface Result {
  /** Stable, such as `cancelExternalBooking/body/missing/external_location_id`. */
  readonly id: string;
  readonly operationId: string;
  /** What is tried, such as `body/missing`; reports group by what stands before the first slash. */
  readonly case: string;
  readonly tier: Tier;
  /** One sentence: what an answer as expected expects. */
  readonly expects: string;
  readonly outcome: ProbeOutcome;
  readonly findings: readonly ReportedFinding[];
  /** How many recorded exchanges this stands for; absent for a probe. */
  readonly exchanges?: number;
  /** What would enable a skipped probe, in words for people: often a flag or a variable. */
  readonly needs?: string;
  /** Position of the booking in the given list, from 1. Its id never appears. */
  readonly booking?: number;
  /**
   * Present where a request to that booking was written and no whole, decisive answer came, such as
   * `booking 2 may be cancelled: 504 was answered`. The booking is used for nothing else.
   */
  readonly undecided?: string;
  /** Why nothing can be said of the answer, such as `429 was answered`: a limit, an outage or silence. */
  readonly notJudged?: string;
  /** Remarks that an earlier result shows and this one would repeat. They count once, there. */
  readonly repeated?: number;
  /** What was answered; absent when nothing was. */
  readonly status?: number;
  readonly durationMs?: number;
  /** A shell line that sends the same request, with every secret and id replaced by a variable. */
  readonly curl?: string;
}

/** How much of one kind of thing in the description was exercised. */
export interface CoverageOf {
  readonly documented: number;
  readonly exercised: number;
  /** What was not, by the name the description gives it. */
  readonly missing: readonly string[];
}

/** How much of the description a run exercised. */
export interface Coverage {
  readonly operations: CoverageOf;
  readonly parameters: CoverageOf;
  readonly statuses: CoverageOf;
  readonly requestProperties: CoverageOf;
  readonly responseProperties: CoverageOf;
}

/** What recorded traffic held beside exchanges of the API. */
export interface SetAside extends Occurrences {
  /** Why it was not judged, such as `not JSON`. Never a part of what was read. */
  readonly reason: string;
  /** `unreadable`: no exchange could be made of it. `unmatched`: an exchange, but of no operation. */
  readonly kind: "unreadable" | "unmatched";
}

/** The parts of an exchange that a recorder may leave out. */
export type RecordedPart =
  | "request headers"
  | "request body"
  | "status"
  | "answer headers"
  | "answer body";

/** A part that a recording does not hold of some exchanges, so that it was not judged. */
export interface NotRecorded extends Occurrences {
  readonly part: RecordedPart;
  /** What became of it, such as `not base64, although the recording says so`; empty where it was left out. */
  readonly reason: string;
}

/** What a check or a verification found. */
export interface Report {
  /** Version of this shape. */
  readonly reportVersion: 1;
  readonly kind: "check" | "verify";
  readonly tool: { readonly name: string; readonly version: string };
  /** Host and port that were checked, or the names of the files that were read. */
  readonly target: string;
  readonly description: {
    readonly title: string;
    readonly version: string;
    readonly digest: string;
    readonly file: string;
  };
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /**
   * `violations`: something at or above the severity that fails the run. `inconclusive`: too little could
   * be judged to say that it conforms, or a given booking may be cancelled without an answer that says so
   * (`undecided` of the results tells which); `inconclusive` says why. `conforms`: neither. Findings that
   * the baseline holds count for none.
   */
  readonly verdict: "conforms" | "violations" | "inconclusive";
  /** Why too little could be judged, in words for people; absent where enough was. */
  readonly inconclusive?: string;
  readonly failOn: "error" | "warning";
  /** True when the run was ended before it had done all it planned. */
  readonly interrupted: boolean;
  readonly summary: {
    readonly passed: number;
    readonly warned: number;
    readonly failed: number;
    readonly known: number;
    readonly inconclusive: number;
    readonly skipped: number;
    readonly errors: number;
    readonly warnings: number;
    /** Requests sent by a check, or exchanges read by a verification. */
    readonly exchanges: number;
    /** Lines or entries that could not be read; always 0 for a check. */
    readonly unreadable: number;
    /** Exchanges that belong to no operation of the description; always 0 for a check. */
    readonly unmatched: number;
  };
  readonly results: readonly Result[];
  /** What a reader should know of the run, in sentences; nothing of it counts. */
  readonly notes?: readonly string[];
  /** What a verification could not judge, by reason; absent for a check. */
  readonly setAside?: readonly SetAside[];
  /** What a verification could not judge of the exchanges that it judged; absent for a check. */
  readonly notRecorded?: readonly NotRecorded[];
  readonly coverage: Coverage;
}
