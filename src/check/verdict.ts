/** What a probe's answer means: the judge's findings, and those that follow from what was tried. */
import { responseFor, successStatuses } from "../description.js";
import { lineOf } from "../document.js";
import { type CheckName, type Finding, finding, type Severity } from "../judge/finding.js";
import { judgeResponse } from "../judge/judge.js";
import { knowledge } from "../judge/knowledge.js";
import type { Outcome } from "../report/report.js";
import type { BookingTarget } from "./bookings.js";
import { likelyCause, readBooking } from "./evidence.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./plan.js";

/** What the other answers of the operation say about how the server works. */
export interface Evidence {
  /** The control's status; `undefined` when it brought no answer. */
  readonly control: number | undefined;
  /** Levels at which the server is known to validate before it looks anything up. */
  readonly validates: ReadonlySet<"syntax" | "schema">;
  /** Credentials that the server is known to check before it looks anything up. */
  readonly authenticates: ReadonlySet<string>;
}

export interface Verdict {
  readonly outcome: Exclude<Outcome, "skipped">;
  readonly findings: readonly Finding[];
}

/** Gathers what the answers to an operation's safe probes show. */
export function gatherEvidence(sent: readonly { probe: Probe; exchange: Exchange }[]): Evidence {
  const control = sent.find(({ probe }) => probe.expectation.kind === "control");
  const validates = new Set<"syntax" | "schema">();
  const authenticates = new Set<string>();
  for (const { probe, exchange } of sent) {
    const status = exchange.response?.status ?? 0;
    if (status === control?.exchange.response?.status) continue;
    const { expectation } = probe;
    if (expectation.kind === "invalid" && documentedRefusals(probe).includes(status)) {
      validates.add(expectation.level);
      // Who validates the schema has parsed the body before.
      if (expectation.level === "schema") validates.add("syntax");
    }
    if (expectation.kind === "unauthenticated" && !expectation.scope && isRefusal(status)) {
      authenticates.add(expectation.credential);
    }
  }
  return { control: control?.exchange.response?.status, validates, authenticates };
}

/** Judges one probe's exchange. */
export function judgeProbe(probe: Probe, exchange: Exchange, evidence: Evidence): Verdict {
  const { operation, expectation } = probe;
  const { response, failure } = exchange;
  if (failure) {
    const received = `${failure.kind.replace("_", " ")} while ${failure.phase}`;
    const place = { source: operation.source, documented: "a complete HTTP answer", received };
    return conclude([note(probe, "error", "transport_conformance", place)]);
  }
  if (!response) return conclude([]);
  const judged = judgeResponse(operation, response, knowledge);
  const own = expectations[expectation.kind](probe, response.status, evidence);
  // A verdict on the situation says more than the judge's remark that the status is not documented.
  const replaced =
    own.some(({ severity }) => severity === "error") || expectation.kind === "method";
  const kept = judged.filter(({ check }) => !(replaced && check === "status_code_conformance"));
  const cause = likelyCause(response, {
    validBody: expectation.kind !== "invalid",
    validated: response.status === 400 || documentedRefusals(probe).includes(response.status),
  });
  const findings = [...own, ...kept].map((each) => (cause ? { ...each, cause } : each));
  return conclude(findings);
}

/** Judges the answer to a cancel of a given booking. */
export function judgeCancel(probe: Probe, exchange: Exchange, target: BookingTarget): Verdict {
  const { findings } = judgeAcceptance(probe, exchange);
  if (!isSuccess(exchange.response?.status ?? 0)) return conclude(findings);
  return conclude([...findings, ...unexpectedValues(probe, exchange, target)]);
}

/** A finding for each value that was expected of a booking and is not in a success. */
export function unexpectedValues(
  probe: Probe,
  { response }: Exchange,
  { expect = {} }: BookingTarget,
): Finding[] {
  const booking = readBooking(response);
  return Object.entries(expect)
    .filter(([name, value]) => booking && booking[name as keyof typeof booking] !== value)
    .map(([name]) =>
      identity(probe, `/${name}`, "the value that was expected of this booking", "another value"),
    );
}

/** A finding about which booking an answer speaks of. */
export function identity(
  probe: Probe,
  pointer: string,
  documented: string,
  received: string,
): Finding {
  const [status = 200] = successStatuses(probe.operation);
  const source = responseFor(probe.operation, status)?.source ?? probe.operation.source;
  return note(probe, "error", "booking_identity", { source, pointer, documented, received });
}

/** The outcome that follows from findings. */
export function conclude(findings: readonly Finding[]): Verdict {
  const has = (test: (each: Finding) => boolean) => findings.some(test);
  if (has(({ severity }) => severity === "error")) return { outcome: "failed", findings };
  if (has(({ check }) => check === "inconclusive")) return { outcome: "inconclusive", findings };
  return { outcome: findings.length > 0 ? "warned" : "passed", findings };
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function judgeAcceptance(probe: Probe, exchange: Exchange): Verdict {
  const success = successStatuses(probe.operation)[0];
  return judgeProbe({ ...probe, expectation: { kind: "valid" } }, exchange, {
    ...{ control: success, validates: new Set(), authenticates: new Set() },
  });
}

type Expect = (probe: Probe, status: number, evidence: Evidence) => Finding[];

const expectations: Readonly<Record<Probe["expectation"]["kind"], Expect>> = {
  control: (probe, status) => {
    if (probe.tier !== "safe") return [];
    if (isSuccess(status) && probe.operation.path.includes("{")) {
      const documented = "no success for an id that cannot exist";
      return [identity(probe, "", documented, String(status))];
    }
    if (!documentedRefusals(probe).includes(status)) return [];
    return [accepts(probe, "no refusal of a valid request", status)];
  },
  valid: (probe, status, { control }) => {
    if (status === control || control === undefined || isServerError(status)) return [];
    return [accepts(probe, `${control}, as for the plain valid request`, status)];
  },
  identifier: (probe, status, { control }) => {
    if (isSuccess(status) && probe.operation.path.includes("{")) {
      return [identity(probe, "", "no success for an id that cannot exist", String(status))];
    }
    const rejected = [400, 414].includes(status) || documentedRefusals(probe).includes(status);
    const { expectation } = probe;
    const excused = expectation.kind === "identifier" && expectation.mayExceedLimits;
    return rejected && status !== control && !excused
      ? [accepts(probe, "no refusal of a legal id", status)]
      : [];
  },
  invalid: (probe, status, { control, validates }) => {
    const refusals = documentedRefusals(probe);
    const { expectation } = probe;
    if (expectation.kind !== "invalid" || refusals.includes(status)) return [];
    const documented = refusals.join(" or ");
    if (isServerError(status) || isRedirect(status)) return [];
    const accepted = isSuccess(status) || (status === control && validates.has(expectation.level));
    if (accepted) {
      const received = isSuccess(status)
        ? `${status}: the invalid request was carried out`
        : `${status}, as for a valid request: it was not validated`;
      return [rejects(probe, expectation.lenient ? "warning" : "error", documented, received)];
    }
    if (status === control) return [undecided(probe, documented, status)];
    // RFC 9110 §15.5.16 has a status of its own for this; it is undocumented, not wrong.
    if (status === 415 && probe.situation === "body/media_type") return [];
    return [rejects(probe, "error", documented, String(status))];
  },
  unauthenticated: (probe, status, { control, authenticates }) => {
    const { expectation, operation } = probe;
    if (expectation.kind !== "unauthenticated") return [];
    const place = { source: `${operation.source}/security`, documented: "a refusal" };
    if (isSuccess(status)) {
      const received = `${status}: the unauthorised request was carried out`;
      return [note(probe, "error", "authentication_enforced", { ...place, received })];
    }
    if (status !== control || status === 401 || status === 403) return [];
    if (!authenticates.has(expectation.credential) || expectation.scope) {
      return [undecided(probe, "a refusal", status)];
    }
    const received = `${status}, as for an authorised request`;
    return [note(probe, "error", "authentication_enforced", { ...place, received })];
  },
  mismatch: (probe, status) =>
    isSuccess(status)
      ? [rejects(probe, "error", "no success", `${status}: another booking was cancelled`)]
      : [],
  method: (probe, status) => {
    const { operation } = probe;
    const place = { source: operation.source, documented: "no such method" };
    // RFC 9110 §15.6.2: 501 is the right answer of a server that knows no such method.
    if (isServerError(status) && status !== 501) {
      return [
        note(probe, "error", "status_code_conformance", { ...place, received: String(status) }),
      ];
    }
    if (!isSuccess(status)) return [];
    // Reading may be possible, and is no harm, where a booking exists.
    const severity =
      probe.tier === "booking" && probe.situation === "method/GET" ? "warning" : "error";
    return [
      note(probe, severity, "status_code_conformance", { ...place, received: String(status) }),
    ];
  },
};

interface Place {
  readonly source: string;
  readonly pointer?: string;
  readonly documented: string;
  readonly received: string;
}

function note(probe: Probe, severity: Severity, check: CheckName, place: Place): Finding {
  return finding({
    ...{ severity, check, operationId: probe.operation.id, pointer: "" },
    ...{ ...place, line: lineOf(place.source) },
  });
}

function accepts(probe: Probe, documented: string, status: number): Finding {
  const [success = 200] = successStatuses(probe.operation);
  const source = responseFor(probe.operation, success)?.source ?? probe.operation.source;
  const place = { source, documented, received: String(status) };
  return note(probe, "error", "positive_data_acceptance", place);
}

function rejects(probe: Probe, severity: Severity, documented: string, received: string): Finding {
  const [refusal = ""] = documentedRefusals(probe).map(String);
  const source = probe.operation.responses[refusal]?.source ?? probe.operation.source;
  return note(probe, severity, "negative_data_rejection", { source, documented, received });
}

function undecided(probe: Probe, documented: string, status: number): Finding {
  const received = `${status}, as for the plain valid request: the server looks up before it decides`;
  const place = { source: probe.operation.source, documented, received };
  return note(probe, "warning", "inconclusive", place);
}

/** The documented client errors: what an invalid request is refused with. */
function documentedRefusals({ operation }: Probe): number[] {
  return Object.keys(operation.responses)
    .filter((status) => /^4\d\d$/.test(status))
    .map(Number);
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

function isServerError(status: number): boolean {
  return status >= 500;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}
