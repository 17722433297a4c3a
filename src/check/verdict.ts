/** What a probe's answer means: the judge's findings, and those that follow from what was tried. */
import { schemaAt } from "../description/document.js";
import { responseFor, successStatuses } from "../description/operations.js";
import type { Exchange } from "../http/exchange.js";
import { headerOf, type WireResponse } from "../http/wire.js";
import { parseJsonBody } from "../judge/body.js";
import { complainsOfBody, likelyCause, withCauses } from "../judge/causes.js";
import type { Finding, Severity } from "../judge/finding.js";
import { judgeResponse } from "../judge/judge.js";
import { documentLookup } from "../judge/lookup.js";
import type { ProbeOutcome } from "../report/report.js";
import type { BookingTarget } from "../solv/booking.js";
import { IDENTITY } from "../solv/profile.js";
import { readJson, readObject } from "./evidence.js";
import { type Answered, type Evidence, expectations } from "./expectations.js";
import { identity, report } from "./findings.js";
import { isLimited } from "./pace.js";
import type { Probe } from "./plan.js";
import type { Level } from "./probes/probe-case.js";
import { misformatted } from "./schema-values.js";
import { documentedRefusals, isRefusal, isSuccess } from "./statuses.js";

/** So much of an answer is compared with others, at most. */
const COMPARED = 4_096;

export interface Verdict {
  readonly outcome: Exclude<ProbeOutcome, "skipped">;
  readonly findings: readonly Finding[];
  /** Why nothing can be said of the answer: a limit, an outage or silence. */
  readonly notJudged?: string;
}

/** A verdict, and the position of the given booking that the request went to, if it went to one. */
export interface PlacedVerdict extends Verdict {
  readonly booking?: number;
}

/** Where no evidence is needed: with an existing booking every refusal is visible. */
export const NO_EVIDENCE: Evidence = {
  control: undefined,
  validates: new Set(),
  authenticates: new Set(),
};

/** What who refuses has looked at as well: who validates a body has parsed it, and knows the parameters. */
const LOOKED_AT: Readonly<Record<Level, readonly Level[]>> = {
  parameter: ["parameter"],
  syntax: ["syntax"],
  schema: ["parameter", "syntax", "schema"],
};

/** Gathers what the answers to an operation's safe probes show. */
export function gatherEvidence(sent: readonly { probe: Probe; exchange: Exchange }[]): Evidence {
  const control = sent.find(({ probe }) => probe.expectation.kind === "control");
  const validates = new Set<Level>();
  const authenticates = new Set<string>();
  for (const { probe, exchange } of sent) {
    const status = exchange.response?.status ?? 0;
    if (isLimited(exchange) || status === control?.exchange.response?.status) continue;
    const { expectation } = probe;
    if (expectation.kind === "invalid" && documentedRefusals(probe).includes(status)) {
      for (const level of LOOKED_AT[expectation.level]) validates.add(level);
    }
    if (expectation.kind === "unauthenticated" && !expectation.scope && isRefusal(status)) {
      authenticates.add(expectation.credential);
    }
  }
  const isUnknown = !control || isLimited(control.exchange);
  const status = isUnknown ? undefined : control.exchange.response?.status;
  const answers = new Map(
    sent.flatMap(({ probe, exchange: { response } }) =>
      response ? [[probe.case, answered(response)] as const] : [],
    ),
  );
  return {
    control: status,
    validates,
    authenticates,
    answers,
    lacksBody: complainsOfBody(readJson(control?.exchange.response)),
  };
}

/** The verdict where there can be none. */
export function notJudged(why: string): Verdict {
  return { outcome: "inconclusive", findings: [], notJudged: why };
}

function answered({ status, headers, body }: WireResponse): Answered {
  const [type = ""] = (headerOf(headers, "content-type") ?? "").toLowerCase().split(";");
  const parsed = parseJsonBody(body);
  const value = parsed.ok ? parsed.value : undefined;
  const names = typeof value === "object" && value !== null ? Object.keys(value).toSorted() : [];
  const kind = parsed.ok ? `JSON ${typeof value} ${names}` : `text ${body.length > 0}`;
  const shape = `${status} ${type.trim()} ${kind.slice(0, COMPARED)}`;
  return { status, shape, whole: `${shape} ${new TextDecoder().decode(body.slice(0, COMPARED))}` };
}

/** Judges one probe's exchange. */
export function judgeProbe(probe: Probe, exchange: Exchange, evidence: Evidence): Verdict {
  const verdict = judgeStrictly(probe, exchange, evidence);
  const { expectation } = probe;
  const isTolerable = expectation.kind === "identifier" && expectation.isTolerable;
  return isTolerable ? withSeverity(verdict, () => "warning") : verdict;
}

function judgeStrictly(probe: Probe, exchange: Exchange, evidence: Evidence): Verdict {
  const { operation, expectation } = probe;
  const { response, failure } = exchange;
  if (failure && failure.kind !== "aborted") {
    const received = `${failure.kind.replace("_", " ")} while ${failure.phase}`;
    const documented = "a complete HTTP answer";
    const what = { check: "transport_conformance", documented, received } as const;
    return conclude([report(probe, { severity: "error", ...what })]);
  }
  // An interruption says something about the run, and nothing about the server.
  if (!response) return { outcome: "inconclusive", findings: [] };
  if (isLimited(exchange)) return notJudged("429 was answered");
  const judged = isElsewhere(probe, response.status)
    ? []
    : judgeResponse(operation, response, documentLookup);
  const own = expectations[expectation.kind](probe, response.status, evidence);
  // A verdict on the case says more than the judge's remark that the status is not documented.
  const replaced = own?.severity === "error" || expectation.kind === "method";
  const kept = judged.filter(({ check }) => !(replaced && check === "status_code_conformance"));
  const cause = likelyCause(response, {
    // The control shows whether bodies arrive at all.
    validBody:
      expectation.kind === "control" ||
      (expectation.kind !== "invalid" && evidence.lacksBody === true),
    validated: response.status === 400 || documentedRefusals(probe).includes(response.status),
  });
  const found = [...(own ? [own] : []), ...kept, ...formatRemarks(probe, response)];
  return conclude(withCauses(found, cause));
}

/** A `format` of an answer is a remark (JSON Schema 2020-12 §7.2.1), and a text that is none worth a warning. */
function formatRemarks(probe: Probe, response: WireResponse): Finding[] {
  const described = responseFor(probe.operation, response.status);
  const [body] = Object.values(described?.content ?? {});
  if (!described || !body) return [];
  return misformatted(schemaAt(body.schema), readJson(response)).map(({ pointer, format }) =>
    report(probe, {
      severity: "warning",
      check: "response_schema_conformance",
      source: described.source,
      pointer,
      documented: `a text in the format ${format}`,
      received: "another text",
    }),
  );
}

/** Whether it is refused by who need not know the operation's answers: a router, or a gateway. */
function isElsewhere({ expectation }: Probe, status: number): boolean {
  switch (expectation.kind) {
    case "method":
      return !isSuccess(status);
    case "mismatch":
      if (expectation.of === "member" || expectation.of === "spelling") return false;
      return expectation.of === "path" ? !isSuccess(status) : isRefusal(status);
    case "unauthenticated":
      return expectation.like !== undefined && status >= 300 && status < 500;
    default:
      return false;
  }
}

/** Judges the answer to a cancel of a given booking. */
export function judgeCancel(probe: Probe, exchange: Exchange, target: BookingTarget): Verdict {
  const verdict = judgeAcceptance(probe, exchange);
  if (!isSuccess(exchange.response?.status ?? 0)) return verdict;
  return alsoFound(verdict, unexpectedValues(probe, exchange, target));
}

/** A finding for each value that was expected of a booking and is not in a success. */
export function unexpectedValues(
  probe: Probe,
  { response }: Exchange,
  { expect = {} }: BookingTarget,
): Finding[] {
  const booking = readObject(response);
  return (
    Object.entries(expect)
      // Its id is compared wherever a success shows one.
      .filter(([name]) => name !== IDENTITY.id)
      .filter(([name, value]) => booking && booking[name] !== value)
      .map(([name]) =>
        identity(probe, {
          pointer: `/${name}`,
          documented: "the value that was expected of this booking",
          received: "another value",
        }),
      )
  );
}

/** A verdict with what else was found. One that says nothing about the server goes on saying nothing. */
export function alsoFound(verdict: Verdict, more: readonly Finding[]): Verdict {
  return more.length > 0 ? conclude([...verdict.findings, ...more]) : verdict;
}

/** A verdict whose findings weigh more or less. */
export function withSeverity(verdict: Verdict, weigh: (each: Finding) => Severity): Verdict {
  if (verdict.findings.length === 0) return verdict;
  return conclude(verdict.findings.map((each) => ({ ...each, severity: weigh(each) })));
}

/** The outcome that follows from findings about an answer. */
export function conclude(findings: readonly Finding[]): Verdict {
  const has = (test: (each: Finding) => boolean) => findings.some(test);
  if (has(({ severity }) => severity === "error")) return { outcome: "failed", findings };
  if (has(({ check }) => check === "inconclusive")) return { outcome: "inconclusive", findings };
  return { outcome: findings.length > 0 ? "warned" : "passed", findings };
}

/** Judges the answer to a valid request for a given booking: it is one of the documented successes. */
export function judgeAcceptance(probe: Probe, exchange: Exchange): Verdict {
  const success = successStatuses(probe.operation)[0];
  const accepted: Probe = { ...probe, expectation: { kind: "valid" } };
  return judgeProbe(accepted, exchange, { ...NO_EVIDENCE, control: success });
}
